#include "content/trust/software.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/json.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::trust {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t name_limit = 128;  // letters

constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view large_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool is_name(std::string_view text, std::string_view more, bool large) {
  const auto plain = [&](char c) {
    return small_letters.find(c) != std::string_view::npos ||
           (large && large_letters.find(c) != std::string_view::npos);
  };
  return !text.empty() && text.size() <= name_limit && plain(text.front()) &&
         std::ranges::all_of(
             text, [&](char c) { return plain(c) || more.find(c) != std::string_view::npos; });
}

}  // namespace

std::string_view own_architecture() {
#if defined(__x86_64__)
  return "amd64";
#elif defined(__aarch64__)
  return "arm64";
#elif defined(__arm__)
  return "armhf";
#elif defined(__i386__)
  return "i386";
#elif defined(__riscv)
  return "riscv64";
#else
  return "";
#endif
}

// A version's epoch is left out, as Debian does it: a file's name has no colon.
std::string SoftwarePackage::target() const {
  const std::size_t colon = version.find(':');
  const std::string plain = colon == std::string::npos ? version : version.substr(colon + 1);
  return fmt::format("{}/{}_{}_{}.deb", software_role, package, plain, architecture);
}

Result<void> check_names(const SoftwarePackage& package) {
  const auto refuse = [](std::string_view what, std::string_view text) {
    return fail(Code::invalid_input, fmt::format("`{}` is no {} of a Debian package", text, what));
  };
  if (!is_name(package.package, "+-.", false)) return refuse("name", package.package);
  if (!is_name(package.version, "+-.~:", true)) return refuse("version", package.version);
  if (!is_name(package.architecture, "-", false))
    return refuse("architecture", package.architecture);
  return {};
}

TargetFile describe(const SoftwarePackage& package) {
  TargetFile target;
  target.length = package.length;
  target.hashes.emplace("sha256", package.hash.hex());
  target.custom = {{"package", package.package},
                   {"version", package.version},
                   {"architecture", package.architecture}};
  return target;
}

Result<SoftwarePackage> read_software(std::string_view path, const TargetFile& target) {
  const base::json::Value custom(target.custom);
  const base::json::Reader reader(custom, std::string(path));
  SoftwarePackage package;
  package.package = TRY(reader.string("package"));
  package.version = TRY(reader.string("version"));
  package.architecture = TRY(reader.string("architecture"));
  TRY(check_names(package));
  const auto hash = target.hashes.find("sha256");
  if (hash == target.hashes.end())
    return fail(Code::invalid_input, fmt::format("{} has no SHA-256", path));
  package.hash = TRY(base::Hash::from_hex(hash->second));
  package.length = target.length;
  if (package.target() != path)
    return fail(Code::invalid_input, fmt::format("{} calls itself {}", path, package.target()));
  if (package.length > package_limit)
    return fail(Code::too_large, fmt::format("{} is longer than {} bytes", path, package_limit));
  return package;
}

Result<SoftwareSet> software_for(const Delegation& delegation, const Targets& role,
                                 std::string_view architecture) {
  SoftwareSet set;
  for (const auto& [path, target] : role.targets) {
    if (!covers(delegation, path))
      return fail(Code::untrusted, fmt::format("{} may not name {}", delegation.name, path));
    auto package = TRY(read_software(path, target));
    if (package.architecture == architecture || package.architecture == every_architecture)
      set.push_back(std::move(package));
  }
  if (set.size() > packages_limit)
    return fail(Code::too_large,
                fmt::format("{} packages, where a machine takes {}", set.size(), packages_limit));
  std::ranges::sort(set, {}, &SoftwarePackage::package);
  const auto twice = std::ranges::adjacent_find(set, {}, &SoftwarePackage::package);
  if (twice != set.end())
    return fail(Code::invalid_input, fmt::format("{} is there twice", twice->package));
  return set;
}

std::string set_id(const SoftwareSet& set) {
  base::Sha256 hash;
  for (const SoftwarePackage& package : set)
    hash.update(fmt::format("{} {} {} {}\n", package.package, package.version, package.architecture,
                            package.hash.hex()));
  return hash.finish().hex();
}

}  // namespace rohnamo::trust
