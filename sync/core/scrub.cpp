#include "sync/core/scrub.hpp"

#include <set>

#include "content/cache/edition.hpp"

namespace rohnamo::core {

using base::Result;

namespace {

constexpr std::uint64_t file_limit = 128;  // bytes

// By hash, so that a walk can be gone on with after another edition has come.
std::set<model::BlobRef> blobs_of(const model::Manifest& manifest) {
  std::set<model::BlobRef> blobs;
  for (const auto& blob : manifest.blobs) blobs.insert(blob.blob);
  for (const auto& catalog : manifest.catalogs) blobs.insert(catalog.blob);
  return blobs;
}

}  // namespace

Scrub::Scrub(base::Fs& fs, const base::Path& state) : fs_(&fs), path_(state / "scrub") {}

bool Scrub::is_sound(const cache::Store& store, const model::BlobRef& blob) const {
  base::Sha256 hash;
  const auto read = fs_->read_through(cache::blob_path(store.path(), blob.hash),
                                      [&](std::string_view piece) { hash.update(piece); });
  return read && hash.finish() == blob.hash;
}

Result<std::size_t> Scrub::step(cache::Store& store, std::uint64_t bytes) {
  const auto current = TRY(cache::current_edition(*fs_, store.path()));
  const auto blobs = blobs_of(TRY(store.manifest(current)));
  const auto text = fs_->read(path_, file_limit);
  const auto last =
      text ? base::Hash::from_hex(text->substr(0, text->find('\n'))) : base::fail(text.error());
  auto blob = blobs.begin();
  while (last && blob != blobs.end() && blob->hash <= *last) ++blob;
  std::size_t spoiled = 0;
  std::uint64_t walked = 0;
  std::string at;
  for (; blob != blobs.end() && walked < bytes; ++blob) {
    walked += blob->length;
    at = blob->hash.hex();
    if (is_sound(store, *blob)) continue;
    TRY(store.discard(*blob));
    ++spoiled;
  }
  if (blob == blobs.end()) at.clear();
  TRY(base::write_whole(*fs_, path_, at + "\n"));
  return spoiled;
}

}  // namespace rohnamo::core
