#include "systemd/machine/boots.hpp"

#include <algorithm>

namespace rohnamo::machine {

using exchange::Boot;

void note_alive(Boots& boots, const std::string& id, base::Time now, Traces traces) {
  if (!boots.empty() && boots.front().id == id) {
    boots.front().seen = std::max(boots.front().seen, now);
    boots.front().end = Boot::End::running;
    return;
  }
  if (!boots.empty() && boots.front().end == Boot::End::running)
    boots.front().end = traces.crash      ? Boot::End::crash
                        : traces.watchdog ? Boot::End::watchdog
                                          : Boot::End::power_cut;
  boots.insert(boots.begin(), {id, now, now, Boot::End::running});
  if (boots.size() > exchange::boots_kept) boots.resize(exchange::boots_kept);
}

void note_shutdown(Boots& boots, const std::string& id, base::Time now) {
  note_alive(boots, id, now, {});
  boots.front().end = Boot::End::orderly;
}

}  // namespace rohnamo::machine
