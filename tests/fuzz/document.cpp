// The body of a story.
#include "content/model/document.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

void check(const std::vector<model::Block>& blocks) {
  for (const auto& block : blocks) {
    fuzz::require(block.level >= 0 && block.level <= model::deepest_level,
                  "a level is not too deep");
    fuzz::require(block.number >= 0, "a number is not negative");
    check(block.blocks);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = model::parse_document(fuzz::as_text(data, size));
  if (!document) return 0;
  check(document->blocks);
  const auto bytes = model::serialize(*document);
  if (bytes.size() > model::document_limit) return 0;
  const auto again = model::parse_document(bytes);
  fuzz::require(again && *again == *document, "a document goes through its bytes unchanged");
  return 0;
}
