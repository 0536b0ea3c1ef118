#include "content/publish/key_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/yaml.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;
using std::chrono::days;

constexpr int most_days = 3650;
constexpr std::size_t shortest_id = 8;
constexpr days longest_warning{180};

constexpr std::string_view role_names[] = {"root",     "targets",  "mission",  "offices",
                                           "software", "snapshot", "timestamp"};

days* period_of(Periods& periods, std::string_view name) {
  if (name == "root") return &periods.root;
  if (name == "targets") return &periods.targets;
  if (name == "mission") return &periods.mission;
  if (name == "offices") return &periods.offices;
  if (name == "software") return &periods.software;
  if (name == "snapshot") return &periods.snapshot;
  if (name == "timestamp") return &periods.timestamp;
  return nullptr;
}

std::string_view kind_of(std::string_view role) {
  if (role.starts_with("offices/")) return "offices";
  if (role.starts_with("mission")) return "mission";
  return role;
}

void read_periods(const Yaml& expiry, Periods& periods) {
  if (!expiry) return;
  expiry.each_member([&](const Yaml& key, const Yaml& value) {
    const auto name = key.text().value_or("");
    if (days* period = period_of(periods, name))
      *period = days(value.integer(1, most_days).value_or(period->count()));
    else
      key.error(fmt::format("there is no role `{}`", name),
                "Write root, targets, mission, offices, software, snapshot or timestamp.");
  });
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void read_holders(const Yaml& holders, KeySettings& settings) {
  if (!holders) return;
  holders.each_member([&](const Yaml& key, const Yaml& value) {
    const auto id = key.text().value_or("");
    if (id.size() < shortest_id || !is_hex(id))
      key.error(fmt::format("`{}` is not how a key's id begins", id),
                "Write at least its first 8 digits; `rohnamo-content keys list` names them.");
    else
      settings.holders.emplace(id, value.text().value_or(""));
  });
}

}  // namespace

days Periods::of(std::string_view role) const {
  Periods copy = *this;
  const days* period = period_of(copy, kind_of(role));
  return period == nullptr ? offices : *period;
}

days Periods::warning(std::string_view role) const {
  return std::min(longest_warning, of(role) / 2);
}

std::string_view KeySettings::holder(std::string_view key_id) const {
  for (const auto& [beginning, name] : holders)
    if (key_id.starts_with(beginning)) return name;
  return {};
}

Result<KeySettings> read_key_settings(base::Fs& fs, const base::Path& folder) {
  KeySettings settings;
  const base::Path path = folder / "keys.yaml";
  if (!fs.exists(path)) return settings;
  Faults faults;
  const auto file = read_text(fs, path, faults);
  if (const auto root = file ? Yaml::parse(*file, faults) : std::nullopt) {
    read_periods(root->optional("expiry"), settings.periods);
    read_holders(root->optional("holders"), settings);
  }
  if (faults.errors() == 0) return settings;
  std::string text;
  for (const auto& fault : faults.sorted()) text += to_string(fault);
  while (text.ends_with('\n')) text.pop_back();
  return fail(Code::invalid_input, std::move(text));
}

std::string new_key_settings() {
  const Periods periods;
  std::string text =
      "# How long signatures last, in days, and who holds which key (content/publish/KEYS.md).\n"
      "format: 1\nexpiry:\n";
  for (const auto name : role_names)
    text += fmt::format("  {}: {}\n", name, periods.of(name).count());
  return text +
         "# holders:           # the first 8 digits of a key's id: whom to ask for it\n"
         "#   3f2a9c1e: Anna\n";
}

}  // namespace rohnamo::publish
