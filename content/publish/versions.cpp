#include "content/publish/versions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::publish {

void raise(Versions& versions, const Versions& by) {
  for (const auto& [role, version] : by) versions[role] = std::max(versions[role], version);
}

base::Result<std::int64_t> next_version(const Versions& last, std::string_view role) {
  constexpr std::int64_t highest = std::int64_t{1} << 53;
  const auto found = last.find(role);
  if (found == last.end()) return 1;
  if (found->second < highest) return found->second + 1;
  return base::fail(
      base::Code::untrusted,
      fmt::format("{0} has version {1}, which no honest publication reached: somebody else has "
                  "signed with its key; rotate the keys of {0}, snapshot and timestamp",
                  role, found->second));
}

}  // namespace rohnamo::publish
