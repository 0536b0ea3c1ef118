// A file that came back from a translator: XLIFF, PO; and its texts, put into an article.
#include "content/publish/body_blocks.hpp"
#include "content/publish/po.hpp"
#include "content/publish/xliff.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

void check(const std::optional<publish::Returned>& returned, const publish::Faults& faults) {
  fuzz::require(returned.has_value() == (faults.errors() == 0),
                "either a file is read or it has a fault");
  if (!returned) return;
  fuzz::require(!returned->channel.empty() && !returned->language.empty(),
                "what is read says of which channel and language it is");
  for (const auto& unit : returned->units)
    fuzz::require(publish::split_body(unit.target).written() == unit.target,
                  "a body is put together again byte for byte");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const publish::TextFile file{"in", std::string(fuzz::as_text(data, size))};
  publish::Faults xliff, po;
  check(publish::read_xliff(file, xliff), xliff);
  check(publish::read_po(file, po), po);
  fuzz::require(publish::split_body(file.text).written() == file.text,
                "a body is put together again byte for byte");
  return 0;
}
