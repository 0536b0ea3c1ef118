// One file of an edition, named by what is in it.
#pragma once

#include <cstdint>

#include "content/base/hash.hpp"
#include "content/base/json.hpp"

namespace rohnamo::model {

struct BlobRef {
  base::Hash hash;
  std::uint64_t length = 0;  // bytes

  auto operator<=>(const BlobRef&) const = default;
};

base::Result<BlobRef> read_blob_ref(
    const base::json::Reader& object);  // {"sha256": …, "length": …}
base::json::Object write_blob_ref(const BlobRef& blob);

// What a blob is for: the order in which sync fetches, smallest first.
enum class BlobKind { catalog, strings, text, font, picture, audio };

std::string_view to_string(BlobKind kind);
base::Result<BlobKind> blob_kind(std::string_view name);

}  // namespace rohnamo::model
