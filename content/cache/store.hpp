// Writing the local cache (layout: edition.hpp). Sync and the editor's tool link this.
//
//   Store store = TRY(Store::open(fs, cache));
//   for (each blob) if (!store.has(blob)) TRY(store.put(blob, bytes));  // or begin(), streamed
//   TRY(store.commit(manifest));
//   TRY(store.collect(manifest));
//
// Whatever the moment of a power cut, `current` names an edition that is whole: contents are
// durable before their names, names before the manifest, the manifest before `current`.
//
// One writer per cache. Any thread; each BlobWriter is on its own, so that several may be written
// side by side while others are published. Nothing else may run beside commit() or collect().
#pragma once

#include <memory>
#include <string_view>
#include <unordered_set>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::cache {

// One blob on its way in: <cache>/partial/<sha256>, which outlives a break and is gone on from. A
// small one comes into being whole: until flush() it is in memory.
class BlobWriter {
 public:
  // Bytes that are there already, hashed.
  [[nodiscard]] std::uint64_t offset() const { return length_; }
  [[nodiscard]] const model::BlobRef& blob() const { return blob_; }

  base::Result<void> restart();                      // back to no bytes
  base::Result<void> write(std::string_view bytes);  // more than the blob has: Code::too_large

  // All there, with the right hash. Code::offline: shorter, to be gone on with later.
  // Code::untrusted: other bytes; the partial is removed.
  base::Result<void> check();

  // What is in memory goes to the partial, and no more is written. Not durable: that is
  // Store::publish()'s.
  base::Result<void> flush();

 private:
  friend class Store;
  BlobWriter(base::Fs& fs, base::Path partial, base::Path place, const model::BlobRef& blob);
  base::Result<void> open();
  base::Result<void> give_name();
  base::Fs* fs_;
  base::Path partial_;
  base::Path place_;
  model::BlobRef blob_;
  std::unique_ptr<base::File> file_;
  bool in_memory_ = false;
  std::string held_;  // in memory
  base::Sha256 hash_;
  std::uint64_t length_ = 0;  // bytes written and hashed
};

struct Collected {
  std::size_t editions = 0;
  std::size_t blobs = 0;
  std::uint64_t bytes = 0;
};

class Store {
 public:
  // Makes what is missing of the layout.
  static base::Result<Store> open(base::Fs& fs, base::Path cache);

  [[nodiscard]] const base::Path& path() const { return cache_; }
  [[nodiscard]] bool has(const model::BlobRef& blob) const;
  // Bytes of the blob that a partial holds.
  [[nodiscard]] std::uint64_t held(const model::BlobRef& blob) const;

  base::Result<BlobWriter> begin(const model::BlobRef& blob);
  // Checked blobs become durable, then get their names. Slow: for the worker's thread, and for many
  // small blobs at a time.
  base::Result<void> publish(std::vector<BlobWriter> blobs);
  base::Result<void> put(const model::BlobRef& blob, std::string_view bytes);  // all at once
  base::Result<void> discard(const model::BlobRef& blob);  // a blob found to be corrupt

  // Makes this the current edition and the one that was, the previous, unless that one was not
  // whole. Slow: for the worker's thread. A blob that is missing is Code::not_found, and nothing
  // has changed.
  base::Result<void> commit(const model::Manifest& manifest);
  // Makes the previous edition the current one. Code::not_found: there is none.
  base::Result<void> roll_back();

  // The manifest of an edition that is there, and the small part of it that is not its blobs.
  [[nodiscard]] base::Result<model::Manifest> manifest(const model::EditionId& id) const;
  [[nodiscard]] base::Result<model::Manifest> head(const model::EditionId& id) const;

  // Writes the floor of trusted time where it is later than the one there.
  base::Result<void> raise_time_floor(base::Time floor);

  // Removes editions other than the current, the previous and those that a reader holds, then the
  // blobs and partials that neither a remaining edition nor `wanted` names.
  base::Result<Collected> collect(const model::Manifest& wanted);

 private:
  Store(base::Fs& fs, base::Path cache);
  [[nodiscard]] bool is_whole(const model::EditionId& id) const;
  base::Result<void> write_edition(const model::Manifest& manifest, const model::EditionId& id);
  base::Result<void> collect_editions(const model::EditionId& wanted,
                                      std::unordered_set<base::Hash>& kept, Collected& collected);
  base::Result<void> collect_blobs(const std::unordered_set<base::Hash>& kept,
                                   Collected& collected);
  base::Result<void> collect_partials(const std::unordered_set<base::Hash>& kept);
  base::Fs* fs_;
  base::Path cache_;
};

}  // namespace rohnamo::cache
