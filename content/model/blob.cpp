#include "content/model/blob.hpp"

#include <array>
#include <utility>

namespace rohnamo::model {
namespace {

constexpr std::array<std::pair<BlobKind, std::string_view>, 6> kinds{{
    {BlobKind::catalog, "catalog"},
    {BlobKind::strings, "strings"},
    {BlobKind::text, "text"},
    {BlobKind::font, "font"},
    {BlobKind::picture, "picture"},
    {BlobKind::audio, "audio"},
}};

}  // namespace

base::Result<BlobRef> read_blob_ref(const base::json::Reader& object) {
  const std::string hex = TRY(object.string("sha256"));
  const std::int64_t length = TRY(object.integer("length"));
  if (length < 0)
    return base::fail(base::Code::invalid_input, object.where() + ".length is negative");
  return BlobRef{TRY(base::Hash::from_hex(hex)), static_cast<std::uint64_t>(length)};
}

base::json::Object write_blob_ref(const BlobRef& blob) {
  return {{"sha256", blob.hash.hex()}, {"length", blob.length}};
}

std::string_view to_string(BlobKind kind) {
  return kinds[static_cast<std::size_t>(kind)].second;
}

base::Result<BlobKind> blob_kind(std::string_view name) {
  for (const auto& [kind, known] : kinds)
    if (known == name) return kind;
  return base::fail(base::Code::unsupported, "no kind of blob: " + std::string(name));
}

}  // namespace rohnamo::model
