#include "systemd/machine/deb_store.hpp"

#include <fmt/format.h>

#include <set>

namespace rohnamo::machine {

using base::Code;
using base::fail;
using base::Result;
using trust::SoftwarePackage;

namespace {

// Where sync/core/software.hpp has it.
base::Path place_at_sync(const base::Hash& hash) {
  const std::string name = hash.hex();
  return base::Path("software/blobs") / name.substr(0, 2) / name;
}

}  // namespace

base::Path DebStore::path(const base::Hash& hash) const {
  return folder_ / (hash.hex() + ".deb");
}

bool DebStore::has(const SoftwarePackage& package) const {
  return fs_->size(path(package.hash)) == package.length;
}

Result<void> DebStore::take(const SoftwarePackage& package, ForeignFolder& sync) {
  TRY(fs_->make_directories(folder_));
  const base::Path draft = folder_ / "new";
  const auto file = TRY(fs_->create(draft));
  base::Sha256 hash;
  const auto read =
      sync.read_through(place_at_sync(package.hash), package.length, [&](std::string_view piece) {
        hash.update(piece);
        return file->write(piece);
      });
  if (!read) return fail(read.error(), package.target());
  if (hash.finish() != package.hash)
    return fail(Code::untrusted,
                fmt::format("what sync has for {} has another hash", package.target()));
  TRY(file->sync());
  TRY(fs_->rename(draft, path(package.hash)));
  return fs_->sync_directory(folder_);
}

Result<base::Path> DebStore::checked(const SoftwarePackage& package) const {
  base::Sha256 hash;
  const base::Path place = path(package.hash);
  TRY(fs_->read_through(place, [&](std::string_view piece) { hash.update(piece); }));
  if (hash.finish() == package.hash) return place;
  return fail(Code::corrupt, place.string() + " is not what it was when it was written");
}

Result<SoftwarePackage> DebStore::add(SoftwarePackage package,
                                      const std::function<Result<void>(const base::Path&)>& make) {
  TRY(fs_->make_directories(folder_));
  const base::Path draft = folder_ / "repacked.deb";
  TRY(make(draft));
  base::Sha256 hash;
  TRY(fs_->read_through(draft, [&](std::string_view piece) { hash.update(piece); }));
  package.hash = hash.finish();
  package.length = TRY(fs_->size(draft));
  TRY(fs_->sync_all(folder_));
  TRY(fs_->rename(draft, path(package.hash)));
  TRY(fs_->sync_directory(folder_));
  return package;
}

Result<void> DebStore::keep_only(const trust::SoftwareSet& packages) {
  std::set<std::string> kept;
  for (const SoftwarePackage& package : packages)
    kept.insert(path(package.hash).filename().string());
  const auto names = fs_->list(folder_);
  if (!names) return {};
  for (const std::string& name : *names)
    if (!kept.contains(name)) TRY(fs_->remove(folder_ / name));
  return {};
}

}  // namespace rohnamo::machine
