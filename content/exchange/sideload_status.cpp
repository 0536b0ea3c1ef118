#include "content/exchange/sideload_status.hpp"

#include <algorithm>
#include <array>

#include "content/base/format.hpp"
#include "content/exchange/fields.hpp"

namespace rohnamo::exchange {
namespace {

using base::json::Object;
using base::json::Reader;

constexpr std::size_t status_limit = 64 << 10;  // bytes

// In the order of SideloadState.
constexpr std::array<std::string_view, 8> names{"waiting",     "reading",     "copying",
                                                "new_content", "nothing_new", "no_publication",
                                                "refused",     "failed"};

base::Result<SideloadState> parse_state(const std::string& text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<SideloadState>(found - names.begin());
  return base::fail(base::Code::invalid_input, "a stick is never '" + text + "'");
}

base::Result<SideloadStatus> read_sideload_status(const Reader& object) {
  SideloadStatus status;
  status.written = TRY(read_time(object, "written"));
  status.started = TRY(read_time(object, "started"));
  status.state = TRY(parse_state(TRY(object.string("state"))));
  status.bytes_done = TRY(read_count(object, "bytes_done"));
  status.bytes_total = TRY(read_count(object, "bytes_total"));
  status.edition = TRY(object.string("edition", ""));
  status.code = TRY(object.string("code", ""));
  status.message = TRY(object.string("message", ""));
  return status;
}

}  // namespace

std::string_view to_string(SideloadState state) {
  return names.at(static_cast<std::size_t>(state));
}

bool is_under_way(SideloadState state) {
  return state == SideloadState::waiting || state == SideloadState::reading ||
         state == SideloadState::copying;
}

base::Result<SideloadStatus> parse_sideload_status(std::string_view bytes) {
  return base::json::read_file(bytes, {"sideload status", sideload_status_format, status_limit},
                               &read_sideload_status);
}

std::string serialize(const SideloadStatus& status) {
  return boost::json::serialize(Object{{"format", sideload_status_format},
                                       {"written", base::to_rfc3339(status.written)},
                                       {"started", base::to_rfc3339(status.started)},
                                       {"state", to_string(status.state)},
                                       {"bytes_done", status.bytes_done},
                                       {"bytes_total", status.bytes_total},
                                       {"edition", status.edition},
                                       {"code", status.code},
                                       {"message", status.message}});
}

base::Path sideload_status_path(const base::Path& run) {
  return run / "sync" / "sideload.json";
}

}  // namespace rohnamo::exchange
