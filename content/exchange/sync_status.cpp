#include "content/exchange/sync_status.hpp"

#include "content/base/format.hpp"
#include "content/exchange/fields.hpp"

namespace rohnamo::exchange {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

constexpr std::size_t status_limit = 1 << 20;  // bytes

base::Result<std::optional<ClockSet>> read_clock_set(const Reader& object) {
  if (!object.has("clock_set")) return std::nullopt;
  const Reader set = TRY(object.object("clock_set"));
  return ClockSet{TRY(read_time(set, "at")), base::seconds(TRY(set.integer("by")))};
}

base::Result<Line> read_line(const Reader& element) {
  Line line;
  line.name = TRY(element.string("name"));
  line.up = TRY(element.boolean("up", false));
  TRY(element.each("addresses", [&](const Reader& address) -> base::Result<void> {
    line.addresses.push_back(TRY(address.as_string()));
    return {};
  }));
  return line;
}

Array write_lines(const std::vector<Line>& lines) {
  Array array;
  for (const Line& line : lines) {
    Array addresses;
    for (const std::string& address : line.addresses) addresses.emplace_back(address);
    array.emplace_back(
        Object{{"name", line.name}, {"up", line.up}, {"addresses", std::move(addresses)}});
  }
  return array;
}

base::Result<SyncStatus> read_sync_status(const Reader& object) {
  SyncStatus status;
  status.written = TRY(read_time(object, "written"));
  status.version = TRY(object.string("version", ""));
  status.server = TRY(object.string("server", ""));
  status.edition = TRY(object.string("edition", ""));
  status.last_success = TRY(read_optional_time(object, "last_success"));
  status.last_change = TRY(read_optional_time(object, "last_change"));
  status.next_attempt = TRY(read_optional_time(object, "next_attempt"));
  status.metadata_expires = TRY(read_optional_time(object, "metadata_expires"));
  status.time_floor = TRY(read_time(object, "time_floor"));
  status.clock_set = TRY(read_clock_set(object));
  status.busy = TRY(object.boolean("busy", false));
  status.bytes_done = TRY(read_count(object, "bytes_done"));
  status.bytes_total = TRY(read_count(object, "bytes_total"));
  status.shared_port = static_cast<std::uint16_t>(TRY(read_count(object, "shared_port")));
  status.neighbours = TRY(read_count(object, "neighbours"));
  TRY(object.each("lines", [&](const Reader& element) -> base::Result<void> {
    status.lines.push_back(TRY(read_line(element)));
    return {};
  }));
  TRY(object.each("attempts", [&](const Reader& element) -> base::Result<void> {
    Attempt attempt;
    attempt.at = TRY(read_time(element, "at"));
    attempt.outcome = TRY(element.string("outcome"));
    attempt.code = TRY(element.string("code", ""));
    attempt.message = TRY(element.string("message", ""));
    status.attempts.push_back(std::move(attempt));
    return {};
  }));
  return status;
}

}  // namespace

base::Result<SyncStatus> parse_sync_status(std::string_view bytes) {
  return base::json::read_file(bytes, {"sync status", sync_status_format, status_limit},
                               &read_sync_status);
}

std::string serialize(const SyncStatus& status) {
  Object object{{"format", sync_status_format},
                {"written", base::to_rfc3339(status.written)},
                {"version", status.version},
                {"server", status.server},
                {"edition", status.edition},
                {"time_floor", base::to_rfc3339(status.time_floor)},
                {"busy", status.busy},
                {"bytes_done", status.bytes_done},
                {"bytes_total", status.bytes_total},
                {"shared_port", status.shared_port},
                {"neighbours", status.neighbours}};
  put(object, "last_success", status.last_success);
  put(object, "last_change", status.last_change);
  put(object, "next_attempt", status.next_attempt);
  put(object, "metadata_expires", status.metadata_expires);
  if (status.clock_set)
    object["clock_set"] = Object{{"at", base::to_rfc3339(status.clock_set->at)},
                                 {"by", status.clock_set->by.count()}};
  object["lines"] = write_lines(status.lines);
  Array attempts;
  for (const Attempt& attempt : status.attempts)
    attempts.emplace_back(Object{{"at", base::to_rfc3339(attempt.at)},
                                 {"outcome", attempt.outcome},
                                 {"code", attempt.code},
                                 {"message", attempt.message}});
  object["attempts"] = std::move(attempts);
  return boost::json::serialize(object);
}

base::Path sync_status_path(const base::Path& run) {
  return run / "sync" / "status.json";
}

}  // namespace rohnamo::exchange
