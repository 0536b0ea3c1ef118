// What an edition's folder holds: the manifest, and its head.
#include "content/model/manifest.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  if (const auto head = model::parse_head(bytes))
    fuzz::require(!head->catalogs.empty(), "a head has a catalog");
  auto manifest = model::parse_manifest(bytes);
  if (!manifest) return 0;
  fuzz::require(!manifest->catalogs.empty(), "a manifest has a catalog");
  manifest->sort();
  fuzz::require(model::is_edition_id(manifest->id()), "a manifest has an id");
  const auto again = model::parse_manifest(model::serialize(*manifest));
  fuzz::require(again && again->id() == manifest->id(), "a manifest keeps its id");
  fuzz::require(model::parse_head(model::serialize_head(*manifest)).has_value(),
                "a manifest has a head");
  return 0;
}
