#include "sync/core/shelf.hpp"

#include <algorithm>

#include "content/cache/edition.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"
#include "sync/core/trusted_set.hpp"
#include "sync/core/watching_sink.hpp"

namespace rohnamo::core {

using base::Code;
using base::Result;

namespace {

constexpr std::uint64_t metadata_limit = targets_limit;  // of any role's file: the largest limit

// "signed.version", of a file that was verified when it was stored.
Result<std::int64_t> version_of(std::string_view file) {
  const auto value = TRY(base::json::parse(file, metadata_limit));
  const base::json::Reader envelope(value, "metadata");
  const base::json::Reader role = TRY(envelope.object("signed"));
  return role.integer("version");
}

Result<model::Manifest> read_manifest(base::Fs& fs, const base::Path& cache, std::string_view id) {
  return model::parse_manifest(
      TRY(fs.read(cache / "editions" / id / "manifest.json", model::manifest_limit)));
}

// The id in <cache>/previous; nothing where there is none.
std::optional<model::EditionId> previous_edition(base::Fs& fs, const base::Path& cache) {
  constexpr std::uint64_t pointer_limit = 64;  // bytes
  auto text = fs.read(cache / "previous", pointer_limit);
  if (!text) return std::nullopt;
  if (text->ends_with('\n')) text->pop_back();
  return model::is_edition_id(*text) ? std::optional(*text) : std::nullopt;
}

// The SHA-256 in the last part of "targets/mission/<sha256>.catalog".
std::optional<base::Hash> hash_in(std::string_view path) {
  constexpr std::size_t digits = 64;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.size() <= digits || name[digits] != '.') return std::nullopt;
  const auto hash = base::Hash::from_hex(name.substr(0, digits));
  return hash && hash->hex() == name.substr(0, digits) ? std::optional(*hash) : std::nullopt;
}

}  // namespace

std::vector<std::string> root_chain(const MetadataStore& metadata) {
  std::vector<std::string> roots;
  auto newest = metadata.read(trust::Root::type, root_limit);
  const auto version = newest ? version_of(*newest) : base::fail(newest.error());
  if (!version) return roots;
  roots.push_back(std::move(*newest));
  for (std::int64_t before = *version - 1; before > 0; --before) {
    auto old = metadata.old_root(before);
    auto set = old ? TrustedSet::begin(*old, {}) : base::fail(old.error());
    if (!set || set->root().version != before || !set->update_root(roots.back())) break;
    roots.push_back(std::move(*old));
  }
  return roots;
}

std::vector<std::string> root_keys(const std::vector<std::string>& roots) {
  std::vector<std::string> keys;
  for (const std::string& root : roots) {
    const auto file = trust::parse<trust::Root>(root);
    if (!file || !file->role.roles.contains(trust::Root::type)) continue;
    for (const auto& id : file->role.roles.find(trust::Root::type)->second.keyids)
      if (std::find(keys.begin(), keys.end(), id) == keys.end()) keys.push_back(id);
  }
  return keys;
}

Result<std::int64_t> complete_version(base::Fs& fs, const MetadataStore& metadata,
                                      const base::Path& cache) {
  const Poll poll = TRY(metadata.poll());
  const auto stored = TRY(metadata.read(trust::Timestamp::type, timestamp_limit));
  const auto current = TRY(cache::current_edition(fs, cache));
  if (poll.edition != current || timestamp_version(stored) != poll.timestamp_version)
    return base::fail(Code::not_found, "an update is not complete");
  return poll.timestamp_version;
}

Result<std::shared_ptr<const Shelf>> Shelf::read(base::Fs& fs, const MetadataStore& metadata,
                                                 const base::Path& cache) {
  const auto shelf = std::make_shared<Shelf>();
  shelf->cache_ = cache;
  shelf->version_ = TRY(complete_version(fs, metadata, cache));
  TRY(shelf->add_roles(fs, metadata));
  shelf->add_roots(metadata);
  TRY(shelf->add_blobs(fs, cache));
  return shelf;
}

// A role's file is named "<role as in its path>.json".
Result<void> Shelf::add_roles(base::Fs& fs, const MetadataStore& metadata) {
  for (const base::Path& file : TRY(metadata.files())) {
    const std::string bytes = TRY(fs.read(file, metadata_limit));
    const std::string name = file.filename();
    const auto version = version_of(bytes);
    if (!version) continue;
    const bool timestamp = name == std::string(trust::Timestamp::type) + ".json";
    const std::string path =
        "metadata/" + (timestamp ? name : std::to_string(*version) + "." + name);
    metadata_[path] = {file, base::sha256(bytes), bytes.size(), true};
  }
  return {};
}

// The trusted root is among the roles.
void Shelf::add_roots(const MetadataStore& metadata) {
  const std::vector<std::string> roots = root_chain(metadata);
  for (std::size_t i = 1; i < roots.size(); ++i) {
    const auto version = version_of(roots[i]);
    if (!version) return;
    metadata_[trust::metadata_path(trust::Root::type, *version)] = {
        metadata.old_root_path(*version), base::sha256(roots[i]), roots[i].size(), true};
  }
}

Result<void> Shelf::add_blobs(base::Fs& fs, const base::Path& cache) {
  const auto add = [this](const model::Manifest& manifest) {
    for (const auto& blob : manifest.blobs) blobs_.push_back(blob.blob);
  };
  add(TRY(read_manifest(fs, cache, TRY(cache::current_edition(fs, cache)))));
  if (const auto id = previous_edition(fs, cache))
    if (const auto previous = read_manifest(fs, cache, *id)) add(*previous);
  std::sort(blobs_.begin(), blobs_.end());
  blobs_.erase(std::unique(blobs_.begin(), blobs_.end()), blobs_.end());
  blobs_.shrink_to_fit();
  return {};
}

std::optional<Shelf::Item> Shelf::find(std::string_view path) const {
  if (const auto file = metadata_.find(path); file != metadata_.end()) return file->second;
  if (!path.starts_with("targets/")) return std::nullopt;
  const auto hash = hash_in(path);
  if (!hash) return std::nullopt;
  const auto blob = std::lower_bound(blobs_.begin(), blobs_.end(), model::BlobRef{*hash, 0});
  if (blob == blobs_.end() || blob->hash != *hash) return std::nullopt;
  return Item{cache::blob_path(cache_, *hash), *hash, blob->length, false};
}

}  // namespace rohnamo::core
