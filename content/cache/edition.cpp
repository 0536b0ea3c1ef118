#include "content/cache/edition.hpp"

#include <algorithm>

namespace rohnamo::cache {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::uint64_t small_file_limit = 256;  // bytes of `current`, `previous` and `time`
constexpr std::string_view mission = "mission";
constexpr std::string_view office_prefix = "offices/";

bool wanted(const std::string& role, const Offices& offices) {
  if (role == mission || !offices) return true;
  return std::any_of(offices->begin(), offices->end(), [&](const std::string& office) {
    return role == std::string(office_prefix) + office;
  });
}

// The first line of a small file.
Result<std::string> read_line(base::Fs& fs, const base::Path& path) {
  const std::string text = TRY(fs.read(path, small_file_limit));
  return text.substr(0, text.find('\n'));
}

Result<std::unique_ptr<base::Mapping>> map_blob(base::Fs& fs, const base::Path& cache,
                                                const model::BlobRef& blob) {
  auto bytes = TRY(fs.map(blob_path(cache, blob.hash)));
  if (bytes->bytes().size() != blob.length)
    return fail(Code::corrupt, "blob " + blob.hash.hex() + " has a wrong length");
  return bytes;
}

}  // namespace

base::Path blob_path(const base::Path& cache, const base::Hash& hash) {
  const std::string hex = hash.hex();
  return cache / "blobs" / hex.substr(0, 2) / hex;
}

Result<model::EditionId> current_edition(base::Fs& fs, const base::Path& cache) {
  std::string id = TRY(read_line(fs, cache / "current"));
  if (!model::is_edition_id(id))
    return fail(Code::corrupt, (cache / "current").string() + " names no edition");
  return id;
}

std::optional<base::Time> time_floor(base::Fs& fs, const base::Path& cache) {
  const auto text = read_line(fs, cache / "time");
  const auto time = text ? base::from_rfc3339(*text) : fail(text.error());
  return time ? std::optional(*time) : std::nullopt;
}

base::Time proven_time(base::Fs& fs, const base::Path& cache) {
  const base::Time built = base::build_time();
  return std::max(time_floor(fs, cache).value_or(built), built);
}

Edition::Edition(base::Fs& fs, base::Path cache, model::EditionId id)
    : fs_(&fs), cache_(std::move(cache)), id_(std::move(id)) {}

Result<void> Edition::add(const model::Manifest::Catalog& catalog) {
  auto opened = TRY(model::Catalog::open(TRY(map_blob(*fs_, cache_, catalog.blob))));
  size_ += opened.size();
  catalogs_.push_back(std::move(opened));
  return {};
}

// The lock comes first: from then on collection leaves the manifest and its blobs alone.
Result<std::shared_ptr<const Edition>> Edition::open(base::Fs& fs, const base::Path& cache,
                                                     const model::EditionId& id,
                                                     const Offices& offices) {
  const base::Path folder = cache / "editions" / id;
  std::shared_ptr<Edition> edition(new Edition(fs, cache, id));
  edition->lock_ = TRY(fs.lock_shared(folder / "lock"));
  const std::string bytes = TRY(fs.read(folder / "head.json", model::head_limit));
  const model::Manifest head = TRY(model::parse_head(bytes));
  if (head.catalogs.front().role != mission)
    return fail(Code::corrupt, "edition " + id + " does not begin with the mission's catalog");
  for (const auto& catalog : head.catalogs) {
    if (!wanted(catalog.role, offices)) continue;
    const auto added = edition->add(catalog);
    if (!added && catalog.role == mission) return fail(added.error());
  }
  return edition;
}

const model::Channel& Edition::channel() const {
  return catalogs_.front().channel();
}

Result<Edition::Place> Edition::place(std::size_t index) const {
  for (const model::Catalog& catalog : catalogs_) {
    if (index < catalog.size()) return Place{&catalog, index};
    index -= catalog.size();
  }
  return fail(Code::not_found, "the edition has no such item");
}

Result<model::Entry> Edition::entry(std::size_t index) const {
  const Place at = TRY(place(index));
  return at.catalog->entry(at.index);
}

Result<model::Story> Edition::story(std::size_t index) const {
  const Place at = TRY(place(index));
  return at.catalog->story(at.index);
}

Result<model::Contact> Edition::contact(std::size_t index) const {
  const Place at = TRY(place(index));
  return at.catalog->contact(at.index);
}

Result<model::Notice> Edition::notice(std::size_t index) const {
  const Place at = TRY(place(index));
  return at.catalog->notice(at.index);
}

Result<model::Document> Edition::document(const model::BlobRef& blob) const {
  const auto bytes = TRY(map(blob));
  return model::parse_document(bytes->bytes());
}

Result<model::Timings> Edition::timings(const model::BlobRef& blob) const {
  const auto bytes = TRY(map(blob));
  return model::parse_timings(bytes->bytes());
}

Result<model::Strings> Edition::strings(const model::BlobRef& blob) const {
  const auto bytes = TRY(map(blob));
  return model::parse_strings(bytes->bytes());
}

base::Path Edition::path(const model::BlobRef& blob) const {
  return blob_path(cache_, blob.hash);
}

Result<std::unique_ptr<base::Mapping>> Edition::map(const model::BlobRef& blob) const {
  return map_blob(*fs_, cache_, blob);
}

}  // namespace rohnamo::cache
