#include "content/exchange/machine_health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "content/base/format.hpp"
#include "content/exchange/fields.hpp"

namespace rohnamo::exchange {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

constexpr std::size_t health_limit = 64 << 10;  // bytes

// In the order of their enumerations.
constexpr std::array<std::string_view, 3> sources{"network", "battery", "none"};
constexpr std::array<std::string_view, 5> ends{"running", "orderly", "crash", "watchdog",
                                               "power_cut"};

template <class Enum, std::size_t Count>
base::Result<Enum> read_name(const Reader& object, std::string_view field,
                             const std::array<std::string_view, Count>& names) {
  const std::string name = TRY(object.string(field));
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<Enum>(found - names.begin());
  return base::fail(base::Code::invalid_input,
                    fmt::format("{}.{} is never '{}'", object.where(), field, name));
}

template <class Value>
void put(Object& object, std::string_view field, const std::optional<Value>& value) {
  if (value) object[field] = *value;
}

base::Result<std::optional<int>> read_number(const Reader& object, std::string_view field) {
  if (!object.has(field)) return std::nullopt;
  return static_cast<int>(TRY(object.integer(field)));
}

base::Result<DiskHealth> read_disk(const Reader& object) {
  DiskHealth disk;
  disk.free = TRY(read_count(object, "free"));
  disk.total = TRY(read_count(object, "total"));
  disk.writable = TRY(object.boolean("writable"));
  disk.write_error = TRY(object.string("write_error", ""));
  disk.worn = TRY(read_number(object, "worn"));
  disk.failing = TRY(object.boolean("failing", false));
  disk.errors = TRY(read_count(object, "errors"));
  return disk;
}

Object write(const DiskHealth& disk) {
  Object object{{"free", disk.free},
                {"total", disk.total},
                {"writable", disk.writable},
                {"failing", disk.failing},
                {"errors", disk.errors}};
  if (!disk.write_error.empty()) object["write_error"] = disk.write_error;
  put(object, "worn", disk.worn);
  return object;
}

base::Result<Sensors> read_sensors(const Reader& object) {
  Sensors sensors;
  sensors.temperature = TRY(read_number(object, "temperature"));
  sensors.temperature_limit = TRY(read_number(object, "temperature_limit"));
  if (object.has("undervoltage")) sensors.undervoltage = TRY(object.boolean("undervoltage"));
  return sensors;
}

Object write(const Sensors& sensors) {
  Object object;
  put(object, "temperature", sensors.temperature);
  put(object, "temperature_limit", sensors.temperature_limit);
  put(object, "undervoltage", sensors.undervoltage);
  return object;
}

base::Result<Boot> read_boot(const Reader& object) {
  Boot boot;
  boot.id = TRY(object.string("id"));
  boot.began = TRY(read_time(object, "began"));
  boot.seen = TRY(read_time(object, "seen"));
  boot.end = TRY(read_name<Boot::End>(object, "end", ends));
  return boot;
}

base::Result<MachineHealth> read_machine_health(const Reader& object) {
  MachineHealth health;
  health.written = TRY(read_time(object, "written"));
  health.disk = TRY(read_disk(TRY(object.object("disk"))));
  health.sensors = TRY(read_sensors(TRY(object.object("sensors"))));
  health.time_source = TRY(read_name<TimeSource>(object, "time_source", sources));
  TRY(object.each("boots", [&](const Reader& element) -> base::Result<void> {
    if (health.boots.size() < boots_kept) health.boots.push_back(TRY(read_boot(element)));
    return {};
  }));
  return health;
}

}  // namespace

std::string_view to_string(TimeSource source) {
  return sources.at(static_cast<std::size_t>(source));
}

std::string_view to_string(Boot::End end) {
  return ends.at(static_cast<std::size_t>(end));
}

base::Result<MachineHealth> parse_machine_health(std::string_view bytes) {
  return base::json::read_file(bytes, {"machine health", machine_health_format, health_limit},
                               &read_machine_health);
}

std::string serialize(const MachineHealth& health) {
  Array boots;
  for (const Boot& boot : health.boots)
    boots.emplace_back(Object{{"id", boot.id},
                              {"began", base::to_rfc3339(boot.began)},
                              {"seen", base::to_rfc3339(boot.seen)},
                              {"end", to_string(boot.end)}});
  return boost::json::serialize(Object{{"format", machine_health_format},
                                       {"written", base::to_rfc3339(health.written)},
                                       {"disk", write(health.disk)},
                                       {"sensors", write(health.sensors)},
                                       {"time_source", to_string(health.time_source)},
                                       {"boots", std::move(boots)}});
}

base::Path machine_health_path(const base::Path& run) {
  return run / "machine" / "health.json";
}

}  // namespace rohnamo::exchange
