#include "kiosk/loader/background.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace rohnamo::loader {

void work_in_background() {
  constexpr int last_of_all = 19;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), last_of_all);
}

}  // namespace rohnamo::loader
