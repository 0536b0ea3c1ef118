// Paragraphs set in the shipped fonts: the right face, letters joined, widths that add up.
#include <fstream>

#include "kiosk/render/font_list.hpp"
#include "tests/kiosk/render/support.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::render {
namespace {

using text::Direction;
using text::no_face;
using text::Script;
using text::Weight;

constexpr Script latin{"Latn"};
constexpr Script cyrillic{"Cyrl"};
constexpr Script arabic{"Arab"};

TEST_CASE("Tajik letters come from the face of all other Cyrillic, in every style") {
  const auto fonts = shipped_fonts();
  for (const auto weight : {Weight::regular, Weight::bold}) {
    for (const bool italic : {false, true}) {
      const auto face = fonts->face_for(U'ж', cyrillic, weight, italic);
      REQUIRE(face != no_face);
      for (const char32_t letter : U"ӣӯҳҷқғӢӮҲҶҚҒ") {
        if (letter != 0) CHECK(fonts->face_for(letter, cyrillic, weight, italic) == face);
      }
    }
  }
}

TEST_CASE("bold and italic are faces of their own; Arabic has no italic and lends its bold") {
  const auto fonts = shipped_fonts();
  const auto face = [&](char32_t c, Script script, Weight weight, bool italic) {
    return fonts->face_for(c, script, weight, italic);
  };
  CHECK(face('a', latin, Weight::bold, false) != face('a', latin, Weight::regular, false));
  CHECK(face('a', latin, Weight::regular, true) != face('a', latin, Weight::regular, false));
  CHECK(face(U'م', arabic, Weight::regular, true) == face(U'م', arabic, Weight::bold, false));
  CHECK(face(U'م', arabic, Weight::bold, true) == face(U'م', arabic, Weight::bold, false));
}

TEST_CASE("a bracket in Persian comes from a face that has it; an unknown character from none") {
  const auto fonts = shipped_fonts();
  const auto bracket = fonts->face_for('(', arabic, Weight::regular, false);
  REQUIRE(bracket != no_face);
  CHECK(fonts->has(bracket, '('));
  CHECK(fonts->face_for(0x10FFFD, latin, Weight::regular, false) == no_face);
}

// A kiosk whose own fonts have Latin letters alone.
std::unique_ptr<SdlFonts> latin_fonts(const tests::TemporaryFolder& folder) {
  std::ofstream(folder.path() / "fonts.yaml")
      << "format: 1\nfamilies:\n  - {name: Own, scripts: [Latn], regular: own.ttf}\n";
  std::filesystem::copy_file(base::Path(ROHNAMO_FONTS) / "NotoSans-Regular.ttf",
                             folder.path() / "own.ttf");
  return SdlFonts::open(folder.path()).value();
}

FontFamily carried_family(const char* name, Script script, const char* file) {
  FontFamily family;
  family.name = name;
  family.scripts = {script};
  family.files[0] = base::Path(ROHNAMO_FONTS) / file;
  return family;
}

TEST_CASE("what an edition brings along is asked first, for as long as it is carried") {
  const tests::TemporaryFolder folder;
  const auto fonts = latin_fonts(folder);
  constexpr Script georgian{"Geor"};
  const auto face = [&](char32_t letter, Script script) {
    return fonts->face_for(letter, script, Weight::regular, false);
  };
  const auto own = face('a', latin);
  REQUIRE(own != no_face);
  CHECK(face(U'ა', georgian) == no_face);

  const auto carried = carried_family("Georgian", georgian, "NotoSansGeorgian-Regular.ttf");
  fonts->carry({carried});
  const auto brought = face(U'ა', georgian);
  REQUIRE(brought != no_face);
  CHECK(face('a', latin) == own);

  fonts->carry({carried_family("Latin", latin, "NotoSans-Bold.ttf")});
  CHECK(face('a', latin) != own);
  CHECK(face(U'ა', georgian) == no_face);
  CHECK(fonts->has(brought, U'ა'));  // what was laid out with it can still be painted

  fonts->carry({carried});
  CHECK(face(U'ა', georgian) == brought);
  fonts->carry({});
  CHECK(face('a', latin) == own);
}

TEST_CASE("an edition's font that cannot be read costs that font") {
  const tests::TemporaryFolder folder;
  const auto fonts = latin_fonts(folder);
  std::ofstream(folder.path() / "broken.ttf") << "no font";
  FontFamily broken = carried_family("Broken", latin, "none.ttf");
  broken.files[1] = folder.path() / "broken.ttf";
  fonts->carry({broken});
  CHECK(fonts->face_for('a', latin, Weight::regular, false) != no_face);
  CHECK(fonts->face_for('a', latin, Weight::bold, false) != no_face);
}

TEST_CASE("Persian letters are joined: other shapes than when joining is forbidden") {
  const auto fonts = shipped_fonts();
  const auto face = fonts->face_for(U'م', arabic, Weight::regular, false);
  const auto width = [&](std::string_view word) {
    return fonts->width(face, 40, Direction::right_to_left, arabic, word);
  };
  CHECK(width("کی") != width("ک\u200cی"));
  CHECK(width("ک\u200cی") == width("ک") + width("ی"));
}

TEST_CASE("widths are advances: they add up, and ink that reaches out is not counted") {
  const auto fonts = shipped_fonts();
  const auto italic = fonts->face_for('f', latin, Weight::regular, true);
  const auto width = [&](std::string_view word) {
    return fonts->width(italic, 60, Direction::left_to_right, latin, word);
  };
  CHECK(std::abs(width("ffff") - 4 * width("f")) <= 4);
  CHECK(std::abs(width("one two") - width("one") - width(" ") - width("two")) <= 3);
  CHECK(width("") == 0);
}

TEST_CASE("no line is wider than its column in any shipped language") {
  const auto fonts = shipped_fonts();
  const std::string tajik = "Модаре, ки барои таъмини оила ба Маскав рафт – (+992 48) 701 0202.";
  const std::string dari =
      "آی‌جان در ۱۹ سالگی ازدواج کرد. تلفون (+992 48) 701 0202 (IOM) "
      "1974.";
  for (int width = 240; width < 900; width += 37) {
    for (const auto& [words, style] :
         {std::pair{tajik, style(31, width)}, std::pair{dari, persian_style(31, width)}}) {
      for (const auto& run : text::lay_out(*fonts, words, style).runs) {
        CHECK(run.x >= 0);
        CHECK(run.x + run.width <= width);
      }
    }
  }
}

TEST_CASE("a line of Persian with a number: Noto Sans Arabic around, digits in order between") {
  const auto fonts = shipped_fonts();
  const auto paragraph =
      text::lay_out(*fonts, "تلفون (+992 48) 701 0202 است", persian_style(32, 900));
  REQUIRE(paragraph.runs.size() >= 3);
  const auto number = std::find_if(paragraph.runs.begin(), paragraph.runs.end(), [](auto& run) {
    return run.utf8.find("992") != std::string::npos;
  });
  REQUIRE(number != paragraph.runs.end());
  CHECK(number->direction == Direction::left_to_right);
  CHECK(number->utf8 == "(+992\u00a048)\u00a0701\u00a00202");
  CHECK(number->face == fonts->face_for('0', latin, Weight::regular, false));
}

TEST_CASE("an arrow between words does not move lines apart") {
  const auto fonts = shipped_fonts();
  CHECK(text::lay_out(*fonts, "one → two", style(32, 900)).height ==
        text::lay_out(*fonts, "one two", style(32, 900)).height);
}

TEST_CASE("a list of fonts that cannot be read is an error with a line; a missing file is not") {
  const auto error = [](std::string_view list) {
    const auto parsed = parse_font_list(list);
    return parsed ? std::string() : parsed.error().message;
  };
  CHECK(error("format: 2\nfamilies: []").find("format 2") != std::string::npos);
  CHECK(error("format: 1\nfamilies:\n  - name: A\n    scripts: [Latin]\n    regular: a.ttf")
            .find("line 4") != std::string::npos);
  CHECK(error("format: 1\nfamilies:\n  - name: A").find("line 3") != std::string::npos);
  CHECK(error("format: 1\nfamilies:\n  - {regular: ../../etc/passwd}").find("line 3") !=
        std::string::npos);
  CHECK(error("format: 1\nfamilies: [").find("line") != std::string::npos);

  const tests::TemporaryFolder folder;
  CHECK_FALSE(SdlFonts::open(folder.path()));
  std::ofstream(folder.path() / "fonts.yaml")
      << "format: 1\nfamilies:\n  - {name: A, scripts: [Latn], regular: gone.ttf}\n";
  const auto fonts = SdlFonts::open(folder.path());
  REQUIRE(fonts);
  CHECK((*fonts)->face_for('a', latin, Weight::regular, false) == no_face);
  CHECK(text::lay_out(**fonts, "lost", style(20, 100)).runs.empty());
}

}  // namespace
}  // namespace rohnamo::render
