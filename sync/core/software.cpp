#include "sync/core/software.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/cache/store.hpp"
#include "content/trust/software.hpp"
#include "sync/core/download.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

// Nothing: nobody signs software, or nothing is published yet.
std::optional<trust::Delegation> software_delegation(const TrustedSet& set) {
  const trust::Targets* top = set.targets(trust::Targets::type);
  if (top == nullptr || !top->delegations || !set.meta(trust::software_role)) return std::nullopt;
  const auto& roles = top->delegations->roles;
  const auto found = std::ranges::find(roles, trust::software_role, &trust::Delegation::name);
  return found == roles.end() ? std::nullopt : std::optional(*found);
}

Contents contents_of(const trust::SoftwareSet& software) {
  Contents contents;
  for (const trust::SoftwarePackage& package : software) {
    // Of the kinds that a cache knows, what comes last and may wait.
    contents.manifest.blobs.push_back({{package.hash, package.length}, model::BlobKind::audio});
    contents.paths.add(package.hash, package.target());
  }
  return contents;
}

}  // namespace

base::Path software_folder(const base::Path& state) {
  return state / "software";
}

Task<Result<std::uint64_t>> fetch_software(base::Fs& fs, MetadataClient& client,
                                           Transport& transport, Worker& worker,
                                           SoftwareOptions options) {
  trust::SoftwareSet software;
  if (const auto delegation = software_delegation(client.set())) {
    const std::string role(trust::software_role), delegator(trust::Targets::type);
    auto loaded = co_await client.load(role, delegator);
    if (!loaded) co_return fail(loaded.error());
    auto said = trust::software_for(*delegation, *client.set().targets(role), options.architecture);
    if (!said) co_return fail(said.error());
    software = std::move(*said);
  }
  const base::Path folder = software_folder(options.state);
  if (software.empty() && !fs.list(folder)) co_return std::uint64_t{0};
  auto store = cache::Store::open(fs, folder);
  if (!store) co_return fail(store.error());
  const Contents contents = contents_of(software);
  Download download(*store, transport, worker, contents, nullptr);
  const std::function<Result<void>()> clear = [&]() -> Result<void> {
    TRY(store->collect(contents.manifest));
    const std::uint64_t free = TRY(fs.free_space(folder));
    if (free >= download.bytes_to_come() + options.reserve) return {};
    return fail(Code::no_space, fmt::format("{} bytes are to come and {} to stay free; {} are free",
                                            download.bytes_to_come(), options.reserve, free));
  };
  const auto room = co_await worker.run(clear);
  if (!room) co_return fail(room.error());
  auto fetched = co_await download.run(model::BlobKind::audio, 1);
  if (!fetched) co_return fail(fetched.error());
  co_return download.bytes_fetched();
}

}  // namespace rohnamo::core
