// Any text that came with a publication, laid out in lines: bidi, scripts and breaks by ICU.
#include "kiosk/text/paragraph.hpp"

#include "tests/fuzz/target.hpp"
#include "tests/kiosk/text/fake_fonts.hpp"

using namespace rohnamo;

namespace {

void check(const text::Paragraph& paragraph) {
  fuzz::require(paragraph.width >= 0 && paragraph.height >= 0, "a paragraph has a size");
  for (const auto& run : paragraph.runs)
    fuzz::require(run.face != text::no_face, "a run has a face");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto words = fuzz::as_text(data, size);
  text::FakeFonts fonts;
  auto style = text::typewriter(30);
  check(text::lay_out(fonts, words, style));
  style.max_lines = 2;
  style.balance = true;
  check(text::lay_out(fonts, words, style));
  style = text::persian(12);
  model::Spans spans(2);
  spans[0].text = words.substr(0, size / 2);
  spans[1].text = words.substr(size / 2);
  spans[1].bold = true;
  spans[1].link = "https://example.org/";
  check(text::lay_out(fonts, spans, style));
  return 0;
}
