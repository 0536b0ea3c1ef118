#include "content/model/manifest.hpp"

#include <algorithm>
#include <numeric>

namespace rohnamo::model {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

namespace {

base::Result<Manifest> read_head(const Reader& object) {
  TRY(object.check_format(manifest_format));
  Manifest manifest;
  TRY(object.each("catalogs", [&](const Reader& element) -> base::Result<void> {
    Manifest::Catalog catalog;
    catalog.role = TRY(element.string("role"));
    catalog.blob = TRY(read_blob_ref(element));
    manifest.catalogs.push_back(std::move(catalog));
    return {};
  }));
  if (manifest.catalogs.empty())
    return base::fail(base::Code::corrupt, "a manifest without a catalog");
  manifest.whole = TRY(object.boolean("whole", true));
  return manifest;
}

Object write_head(const Manifest& manifest) {
  Array catalogs;
  for (const auto& catalog : manifest.catalogs) {
    Object element = write_blob_ref(catalog.blob);
    element["role"] = catalog.role;
    catalogs.emplace_back(std::move(element));
  }
  Object head{{"format", manifest_format}, {"catalogs", std::move(catalogs)}};
  if (!manifest.whole) head["whole"] = false;
  return head;
}

}  // namespace

bool is_edition_id(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void Manifest::sort() {
  std::sort(catalogs.begin(), catalogs.end(), [](const Catalog& a, const Catalog& b) {
    return std::pair(a.role != "mission", a.role) < std::pair(b.role != "mission", b.role);
  });
  std::sort(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) {
    return std::pair(a.kind, a.blob) < std::pair(b.kind, b.blob);
  });
  blobs.erase(std::unique(blobs.begin(), blobs.end()), blobs.end());
}

std::uint64_t Manifest::bytes() const {
  return std::accumulate(
      blobs.begin(), blobs.end(), std::uint64_t{0},
      [](std::uint64_t sum, const Blob& blob) { return sum + blob.blob.length; });
}

base::Result<Manifest> parse_manifest(std::string_view bytes) {
  const auto value = TRY(base::json::parse(bytes, manifest_limit));
  const Reader object(value, "manifest");
  Manifest manifest = TRY(read_head(object));
  TRY(object.each("blobs", [&](const Reader& element) -> base::Result<void> {
    Manifest::Blob blob;
    blob.blob = TRY(read_blob_ref(element));
    blob.kind = TRY(blob_kind(TRY(element.string("kind"))));
    manifest.blobs.push_back(blob);
    return {};
  }));
  return manifest;
}

// Blob by blob: as one value, the blobs would take several times the room of their text.
std::string serialize(const Manifest& manifest) {
  std::string text = serialize_head(manifest);
  text.pop_back();
  text += ",\"blobs\":[";
  constexpr std::size_t blob_size = 130;  // bytes, about
  text.reserve(text.size() + manifest.blobs.size() * blob_size);
  for (const auto& blob : manifest.blobs) {
    Object element = write_blob_ref(blob.blob);
    element["kind"] = to_string(blob.kind);
    if (&blob != &manifest.blobs.front()) text += ',';
    text += boost::json::serialize(element);
  }
  return text + "]}";
}

base::Result<Manifest> parse_head(std::string_view bytes) {
  const auto value = TRY(base::json::parse(bytes, head_limit));
  return read_head(Reader(value, "head"));
}

std::string serialize_head(const Manifest& manifest) {
  return boost::json::serialize(write_head(manifest));
}

}  // namespace rohnamo::model
