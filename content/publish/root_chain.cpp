#include "content/publish/root_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

std::optional<std::int64_t> root_version(const std::string& name) {
  const auto digits = stem(name, ".root.json");
  if (!digits) return std::nullopt;
  std::int64_t version = 0;
  const auto [end, bad] = std::from_chars(digits->data(), digits->data() + digits->size(), version);
  if (bad != std::errc() || end != digits->data() + digits->size() || version < 1)
    return std::nullopt;
  return version;
}

Result<void> verify(const trust::Envelope& file, const trust::Root& by, std::string_view role) {
  return trust::verify_threshold(file, by.roles.at("root"), by.keys, role);
}

}  // namespace

std::string root_name(std::int64_t version) {
  return fmt::format("{}.root.json", version);
}

Result<void> RootChain::check_next(std::string_view file) const {
  if (file.size() > root_limit)
    return fail(Code::too_large, fmt::format("a root is longer than {} bytes", root_limit));
  const auto next = TRY(trust::parse<trust::Root>(file));
  const std::string name = root_name(next.role.version);
  if (!empty()) {
    if (next.role.version != newest().version + 1)
      return fail(Code::untrusted,
                  fmt::format("{} cannot follow {}", name, root_name(newest().version)));
    TRY(verify(next, newest(),
               fmt::format("{}, by the keys of {},", name, root_name(newest().version))));
  }
  return verify(next, next.role, fmt::format("{}, by its own keys,", name));
}

Result<void> RootChain::append(std::string file) {
  TRY(check_next(file));
  auto root = TRY(trust::parse<trust::Root>(file)).role;
  const auto version = root.version;
  links_.emplace(version, Link{std::move(file), std::move(root)});
  return {};
}

Result<void> RootChain::follow(base::Fs& fs, const base::Path& folder) {
  while (!empty()) {
    const base::Path next = folder / root_name(newest().version + 1);
    if (!fs.exists(next)) break;
    const auto appended = append(TRY(fs.read(next, root_limit)));
    if (!appended) return fail(appended.error(), next.string());
  }
  return {};
}

Result<RootChain> read_root_chain(base::Fs& fs, const base::Path& folder) {
  std::vector<std::int64_t> versions;
  for (const auto& name : TRY(fs.list(folder)))
    if (const auto version = root_version(name)) versions.push_back(*version);
  std::sort(versions.begin(), versions.end());
  RootChain chain;
  for (const auto version : versions) {
    const base::Path path = folder / root_name(version);
    if (!chain.empty() && version != chain.newest().version + 1)
      return fail(Code::not_found,
                  fmt::format("{} is missing: copy it from another folder of keys or from the "
                              "publication's metadata folder",
                              (folder / root_name(chain.newest().version + 1)).string()));
    auto appended = chain.append(TRY(fs.read(path, root_limit)));
    if (!appended) return fail(appended.error(), path.string());
  }
  return chain;
}

}  // namespace rohnamo::publish
