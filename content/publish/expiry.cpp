#include "content/publish/expiry.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

std::string advice(const std::string& role) {
  if (role == "root") return "sign the next one: rohnamo-content keys renew";
  if (role == "snapshot") return "publish, or accept a submission";
  if (role == "timestamp") return "rohnamo-content resign; does it still run every day?";
  if (is_office(role)) return "the office must submit again, changed or not";
  if (role == software_role)
    return "sign the packages again: rohnamo-content software publish, changed or not";
  return fmt::format("publish with the keys of {}, changed or not", role);
}

std::string in_words(std::int64_t days) {
  if (days < 0) return "has expired";
  if (days == 0) return "expires today";
  return fmt::format("expires in {} day{}", days, days == 1 ? "" : "s");
}

}  // namespace

std::vector<RoleExpiry> expiries(const trust::Root& root, const Held& held) {
  std::vector<RoleExpiry> all{{"root", root.expires}};
  const auto add = [&](const std::string& role) {
    const auto file = held.roles.find(role);
    if (file != held.roles.end()) all.push_back({role, file->second.targets().expires});
  };
  add("targets");
  add(std::string(mission_role));
  if (const auto* bins = bins_of(held.roles))
    for (std::uint64_t i = 0; i < trust::bin_count(*bins); ++i)
      if (const auto bin = held.roles.find(trust::bin_name(*bins, i)); bin != held.roles.end())
        all.back().expires = std::min(all.back().expires, bin->second.targets().expires);
  const auto targets = held.roles.find(trust::Targets::type);
  if (targets != held.roles.end() && targets->second.targets().delegations)
    for (const auto& delegation : targets->second.targets().delegations->roles)
      if (delegation.name != mission_role) add(delegation.name);
  if (held.timestamp) {
    all.push_back({"snapshot", held.snapshot.expires});
    all.push_back({"timestamp", held.timestamp->expires});
  }
  return all;
}

std::int64_t days_left(base::Time expires, base::Time now) {
  return std::chrono::floor<std::chrono::days>(expires - now).count();
}

std::vector<std::string> expiry_warnings(const std::vector<RoleExpiry>& roles,
                                         const Periods& periods, base::Time now) {
  std::vector<std::string> warnings;
  for (const auto& [role, expires] : roles)
    if (expires - now < periods.warning(role))
      warnings.push_back(fmt::format("{} {} ({}): {}", role, in_words(days_left(expires, now)),
                                     base::to_rfc3339(expires).substr(0, 10), advice(role)));
  return warnings;
}

}  // namespace rohnamo::publish
