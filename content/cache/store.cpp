#include "content/cache/store.hpp"

#include <algorithm>

#include "content/cache/edition.hpp"

namespace rohnamo::cache {

using base::Code;
using base::fail;
using base::Result;

namespace {

Result<void> remove_if_there(base::Fs& fs, const base::Path& path) {
  auto removed = fs.remove(path);
  if (!removed && removed.error().code == Code::not_found) return {};
  return removed;
}

void name_all(const model::Manifest& manifest, std::unordered_set<base::Hash>& named) {
  for (const auto& blob : manifest.blobs) named.insert(blob.blob.hash);
  for (const auto& catalog : manifest.catalogs) named.insert(catalog.blob.hash);
}

// What `current` or `previous` names; empty for none.
Result<std::string> pointer(base::Fs& fs, const base::Path& path) {
  auto text = fs.read(path, 256);
  if (!text && text.error().code == Code::not_found) return std::string();
  if (!text) return text;
  return text->substr(0, text->find('\n'));
}

}  // namespace

Store::Store(base::Fs& fs, base::Path cache) : fs_(&fs), cache_(std::move(cache)) {}

Result<Store> Store::open(base::Fs& fs, base::Path cache) {
  Store store(fs, std::move(cache));
  for (const char* folder : {"blobs", "partial", "editions"})
    TRY(fs.make_directories(store.cache_ / folder));
  // Where the folder was made for us, its parent may be closed to us, and durable already.
  static_cast<void>(fs.sync_directory(store.cache_.parent_path()));
  return store;
}

bool Store::has(const model::BlobRef& blob) const {
  const auto size = fs_->size(blob_path(cache_, blob.hash));
  return size && *size == blob.length;
}

std::uint64_t Store::held(const model::BlobRef& blob) const {
  return fs_->size(cache_ / "partial" / blob.hash.hex()).value_or(0);
}

Result<BlobWriter> Store::begin(const model::BlobRef& blob) {
  BlobWriter writer(*fs_, cache_ / "partial" / blob.hash.hex(), blob_path(cache_, blob.hash), blob);
  TRY(writer.open());
  return writer;
}

Result<void> Store::put(const model::BlobRef& blob, std::string_view bytes) {
  if (has(blob)) return {};
  BlobWriter writer = TRY(begin(blob));
  TRY(writer.restart());
  TRY(writer.write(bytes));
  TRY(writer.check());
  std::vector<BlobWriter> blobs;
  blobs.push_back(std::move(writer));
  return publish(std::move(blobs));
}

Result<void> Store::publish(std::vector<BlobWriter> blobs) {
  for (BlobWriter& blob : blobs) TRY(blob.flush());
  if (blobs.size() == 1 && blobs.front().file_)
    TRY(blobs.front().file_->sync());
  else
    TRY(fs_->sync_all(cache_));
  for (BlobWriter& blob : blobs) TRY(blob.give_name());
  return {};
}

Result<void> Store::discard(const model::BlobRef& blob) {
  return remove_if_there(*fs_, blob_path(cache_, blob.hash));
}

Result<void> Store::write_edition(const model::Manifest& manifest, const model::EditionId& id) {
  const base::Path folder = cache_ / "editions" / id;
  TRY(fs_->make_directories(folder));
  // Appending makes the file and leaves the one that a reader may have locked.
  TRY(fs_->append(folder / "lock"));
  TRY(base::write_whole(*fs_, folder / "head.json", model::serialize_head(manifest)));
  TRY(base::write_whole(*fs_, folder / "manifest.json", model::serialize(manifest)));
  return fs_->sync_directory(cache_ / "editions");
}

Result<void> Store::commit(const model::Manifest& manifest) {
  for (const auto& catalog : manifest.catalogs)
    if (!has(catalog.blob))
      return fail(Code::not_found, "the catalog of " + catalog.role + " is not there");
  for (const auto& blob : manifest.blobs)
    if (!has(blob.blob))
      return fail(Code::not_found, "blob " + blob.blob.hash.hex() + " is not there");
  TRY(fs_->sync_all(cache_));  // the names of the blobs, an earlier process's too
  const model::EditionId id = manifest.id();
  TRY(write_edition(manifest, id));
  const std::string current = TRY(pointer(*fs_, cache_ / "current"));
  if (current == id) return {};
  if (!current.empty() && is_whole(current))
    TRY(base::write_whole(*fs_, cache_ / "previous", current + "\n"));
  return base::write_whole(*fs_, cache_ / "current", id + "\n");
}

Result<void> Store::roll_back() {
  const std::string previous = TRY(pointer(*fs_, cache_ / "previous"));
  if (previous.empty()) return fail(Code::not_found, "there is no edition before the current one");
  TRY(fs_->size(cache_ / "editions" / previous / "head.json"));
  return base::write_whole(*fs_, cache_ / "current", previous + "\n");
}

Result<model::Manifest> Store::manifest(const model::EditionId& id) const {
  return model::parse_manifest(
      TRY(fs_->read(cache_ / "editions" / id / "manifest.json", model::manifest_limit)));
}

Result<model::Manifest> Store::head(const model::EditionId& id) const {
  return model::parse_head(
      TRY(fs_->read(cache_ / "editions" / id / "head.json", model::head_limit)));
}

// One that cannot be read is no edition to go back to.
bool Store::is_whole(const model::EditionId& id) const {
  const auto found = head(id);
  return found && found->whole;
}

Result<void> Store::raise_time_floor(base::Time floor) {
  const auto held = time_floor(*fs_, cache_);
  if (held && *held >= floor) return {};
  return base::write_whole(*fs_, cache_ / "time", base::to_rfc3339(floor) + "\n");
}

Result<Collected> Store::collect(const model::Manifest& wanted) {
  Collected collected;
  std::unordered_set<base::Hash> kept;
  name_all(wanted, kept);
  TRY(collect_editions(wanted.id(), kept, collected));
  TRY(collect_blobs(kept, collected));
  TRY(collect_partials(kept));
  return collected;
}

// Adds to `kept` what the remaining editions name; the wanted one is in it. An edition whose
// manifest cannot be read keeps nothing alive, but for the current one's: then nothing may go.
Result<void> Store::collect_editions(const model::EditionId& wanted,
                                     std::unordered_set<base::Hash>& kept, Collected& collected) {
  const std::string current = TRY(pointer(*fs_, cache_ / "current"));
  const std::string previous = TRY(pointer(*fs_, cache_ / "previous"));
  for (const std::string& id : TRY(fs_->list(cache_ / "editions"))) {
    if (id == wanted) continue;
    const base::Path folder = cache_ / "editions" / id;
    const auto held = manifest(id);
    if (!held && id == current) return fail(held.error(), "collection");
    std::unique_ptr<base::Lock> lock;
    bool stays = id == current || id == previous;
    if (!stays) {
      auto locked = fs_->lock_exclusive(folder / "lock");
      stays = !locked;
      if (locked) lock = std::move(*locked);
    }
    if (stays) {
      if (held) name_all(*held, kept);
      continue;
    }
    // What a reader starts from goes first: whoever gets the lock after this finds no edition.
    for (const char* name :
         {"head.json", "head.json.new", "manifest.json", "manifest.json.new", "lock"})
      TRY(remove_if_there(*fs_, folder / name));
    TRY(fs_->remove(folder));
    ++collected.editions;
  }
  return {};  // one that a power cut brings back is nobody's, and goes with the next collection
}

Result<void> Store::collect_blobs(const std::unordered_set<base::Hash>& kept,
                                  Collected& collected) {
  for (const std::string& folder : TRY(fs_->list(cache_ / "blobs"))) {
    for (const std::string& name : TRY(fs_->list(cache_ / "blobs" / folder))) {
      const auto hash = base::Hash::from_hex(name);
      if (hash && kept.contains(*hash)) continue;
      const base::Path path = cache_ / "blobs" / folder / name;
      collected.bytes += fs_->size(path).value_or(0);
      TRY(fs_->remove(path));
      ++collected.blobs;
    }
  }
  return {};
}

Result<void> Store::collect_partials(const std::unordered_set<base::Hash>& kept) {
  for (const std::string& name : TRY(fs_->list(cache_ / "partial"))) {
    const auto hash = base::Hash::from_hex(name);
    const bool wanted = hash && kept.contains(*hash) && !fs_->exists(blob_path(cache_, *hash));
    if (!wanted) TRY(fs_->remove(cache_ / "partial" / name));
  }
  return {};
}

}  // namespace rohnamo::cache
