// Every character that the default channel and the interface use is in a shipped font.
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/kiosk/render/support.hpp"
#include "tests/source_dir.hpp"

namespace rohnamo::render {
namespace {

namespace fs = std::filesystem;

const fs::path content = rohnamo::tests::source_dir() / "content";

bool is_text(const fs::path& path) {
  return path.extension() == ".md" || path.extension() == ".yaml";
}

std::string read(const fs::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

// "U+1F600 (😀)", or nothing.
std::string first_missing(SdlFonts& fonts, const std::string& utf8) {
  const auto units = icu::UnicodeString::fromUTF8(utf8);
  for (int i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const UChar32 c = units.char32At(i);
    if (u_isUWhiteSpace(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
    UErrorCode status = U_ZERO_ERROR;
    text::Script script;
    std::copy_n(uscript_getShortName(uscript_getScript(c, &status)), 4, script.letters);
    for (const auto weight : {text::Weight::regular, text::Weight::bold}) {
      if (fonts.face_for(static_cast<char32_t>(c), script, weight, false) != text::no_face)
        continue;
      std::ostringstream name;
      std::string letter;
      name << "U+" << std::hex << std::uppercase << c << " ("
           << icu::UnicodeString(c).toUTF8String(letter) << ")";
      return name.str();
    }
  }
  return {};
}

TEST_CASE("every character of the default channel and of the interface has a glyph") {
  const auto fonts = shipped_fonts();
  int files = 0;
  for (const char* folder : {"strings", "channels/tajikistan"}) {
    for (const auto& entry : fs::recursive_directory_iterator(content / folder)) {
      if (!entry.is_regular_file() || !is_text(entry.path())) continue;
      ++files;
      INFO(entry.path() << ": no font in fonts/fonts.yaml has this character");
      CHECK(first_missing(*fonts, read(entry.path())).empty());
    }
  }
  CHECK(files > 40);
}

TEST_CASE("the search for missing characters finds one") {
  const auto fonts = shipped_fonts();
  CHECK(first_missing(*fonts, "Тоҷикӣ \U0001F600").starts_with("U+1F600"));
}

}  // namespace
}  // namespace rohnamo::render
