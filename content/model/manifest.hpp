// The manifest: all blobs of one edition, with lengths and hashes, from verified targets metadata.
#pragma once

#include <string>
#include <vector>

#include "content/base/time.hpp"
#include "content/model/blob.hpp"

namespace rohnamo::model {

// The first 32 hex digits of the SHA-256 of the manifest: the same content, the same edition.
using EditionId = std::string;
bool is_edition_id(std::string_view text);

struct Manifest {
  struct Catalog {
    std::string role;  // "mission" or "offices/<name>"
    BlobRef blob;
    auto operator<=>(const Catalog&) const = default;
  };
  struct Blob {
    BlobRef blob;
    BlobKind kind = BlobKind::text;
    auto operator<=>(const Blob&) const = default;
  };
  std::vector<Catalog> catalogs;  // the mission's first, then by role
  std::vector<Blob> blobs;        // by kind, then hash; each once; the catalogs too
  bool whole = true;              // false: its text; pictures and recordings are still to come

  void sort();  // into the order above, duplicates gone
  [[nodiscard]] EditionId id() const;
  [[nodiscard]] std::uint64_t bytes() const;  // of all blobs
};

constexpr std::int64_t manifest_format = 1;
constexpr std::size_t manifest_limit = 64 << 20;  // bytes
base::Result<Manifest> parse_manifest(std::string_view bytes);
std::string serialize(const Manifest& manifest);

// A manifest without its blobs: all that a reader of the edition needs, small however many blobs
// there are.
constexpr std::size_t head_limit = 1 << 20;  // bytes
base::Result<Manifest> parse_head(std::string_view bytes);
std::string serialize_head(const Manifest& manifest);

}  // namespace rohnamo::model
