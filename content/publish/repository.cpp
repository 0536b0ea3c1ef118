#include "content/publish/repository.hpp"

#include <fmt/format.h>

namespace rohnamo::publish {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

namespace {

constexpr std::string_view unfinished = ".unfinished";

tl::unexpected<base::Error> is_busy(const Path& path) {
  return fail(Code::busy, fmt::format("another rohnamo-content is writing {}: try again when it "
                                      "has ended",
                                      path.string()));
}

}  // namespace

Result<std::unique_ptr<base::Lock>> hold_still(base::Fs& fs, const Path& path) {
  auto lock = fs.lock_shared(path / ".lock");
  if (lock) return std::move(*lock);
  if (lock.error().code == Code::busy) return is_busy(path);
  return nullptr;
}

Result<void> Repository::lock() {
  auto lock = fs_->lock_exclusive(path_ / ".lock");
  if (!lock && lock.error().code == Code::busy) return is_busy(path_);
  if (!lock) return fail(lock.error());
  lock_ = std::move(*lock);
  return {};
}

namespace {

// Two roots of one version: two people have decided something without each other.
Result<void> check_same_roots(base::Fs& fs, const Path& metadata, const RootChain& roots) {
  for (const auto& [version, link] : roots.links()) {
    const Path path = metadata / root_name(version);
    if (fs.exists(path) && TRY(fs.read(path, root_limit)) != link.file)
      return fail(
          Code::untrusted,
          fmt::format("{} is another than the one that the folder of keys has", path.string()));
  }
  return {};
}

}  // namespace

Result<Repository> Repository::open(base::Fs& fs, const Path& path, Keyring& keys, For purpose) {
  TRY(keys.require_root());
  Repository repository(fs, path);
  if (purpose == For::writing && fs.list(path)) TRY(repository.lock());
  RootChain roots = keys.roots();
  auto followed = check_same_roots(fs, path / "metadata", roots);
  if (followed) followed = roots.follow(fs, path / "metadata");
  if (!followed)
    return fail(Code::untrusted, fmt::format("{} was not published with these keys: {}",
                                             path.string(), followed.error().message));
  repository.held_ = TRY(read_held(fs, path, roots));
  TRY(keys.adopt(roots));
  return repository;
}

Result<Repository> Repository::none(base::Fs& fs, const Keyring& keys) {
  TRY(keys.require_root());
  return Repository(fs, {});
}

Result<bool> Repository::begin_writing() {
  TRY(fs_->make_directories(path_));
  if (!lock_) TRY(lock());
  const Path mark = path_ / unfinished;
  if (fs_->exists(mark)) return true;
  TRY(fs_->create(mark));
  TRY(fs_->sync_directory(path_));
  return false;
}

Result<void> Repository::end_writing() {
  return fs_->remove(path_ / unfinished);
}

Result<void> check_clock(const Held& held, base::Time now) {
  if (!held.timestamp || !held.timestamp->signed_at || *held.timestamp->signed_at <= now) return {};
  return fail(Code::invalid_input,
              fmt::format("this computer's clock says {}, but the last publication was at {}: set "
                          "the clock",
                          base::to_rfc3339(now), base::to_rfc3339(*held.timestamp->signed_at)));
}

}  // namespace rohnamo::publish
