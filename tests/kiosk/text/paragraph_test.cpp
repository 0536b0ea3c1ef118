// Where runs are placed: direction, order, faces, alignment.
#include <catch2/catch.hpp>
#include <set>

#include "tests/kiosk/text/fake_fonts.hpp"

namespace rohnamo::text {
namespace {

using Lines = std::vector<std::string>;

const Run& run_with(const Paragraph& paragraph, std::string_view part) {
  for (const auto& run : paragraph.runs) {
    if (run.utf8.find(part) != std::string::npos) return run;
  }
  FAIL("no run holds " << part);
  return paragraph.runs.front();
}

TEST_CASE("a line of one face is one run from the left, under its ascent") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "Kor va oila", typewriter(40));
  REQUIRE(paragraph.runs.size() == 1);
  const auto& run = paragraph.runs[0];
  CHECK(run.utf8 == "Kor va oila");
  CHECK(run.x == 0);
  CHECK(run.width == 110);
  CHECK(run.baseline == 22);  // 30 high, 25 of face: 2 above, then the ascent of 20
  CHECK(run.px == 20);
  CHECK(run.script == Script{"Latn"});
  CHECK(paragraph.width == 110);
  CHECK(paragraph.height == 30);
  CHECK(paragraph.line_tops == std::vector<int>{0});
}

TEST_CASE("lines follow each other by the line height; its default grows with tall faces") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "one two three", typewriter(7));
  CHECK(lines_of(paragraph) == Lines{"one two", "three"});
  CHECK(paragraph.line_tops == std::vector<int>{0, 30});
  CHECK(paragraph.height == 60);

  auto natural = typewriter(40);
  natural.line_height = 0;
  CHECK(lay_out(fonts, "one", natural).height == 29);
}

TEST_CASE("alignment follows the paragraph's direction") {
  FakeFonts fonts;
  auto style = typewriter(20);
  const auto x = [&](std::string_view text) { return lay_out(fonts, text, style).runs[0].x; };
  CHECK(x("four") == 0);
  style.align = Align::center;
  CHECK(x("four") == 80);
  style.align = Align::end;
  CHECK(x("four") == 160);
  style.direction = Direction::right_to_left;
  CHECK(x("کار") == 0);
  style.align = Align::start;
  CHECK(x("کار") == 170);
}

TEST_CASE("Persian runs from the right and keeps its letters in their logical order for shaping") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "کار و خانواده", persian(20));
  REQUIRE(paragraph.runs.size() == 1);
  const auto& run = paragraph.runs[0];
  CHECK(run.utf8 == "کار و خانواده");
  CHECK(run.direction == Direction::right_to_left);
  CHECK(run.script == Script{"Arab"});
  CHECK(run.face == FakeFonts::arabic);
  CHECK(run.x == 200 - 130);
}

TEST_CASE("a telephone number in Persian stays whole, in order, and reads from the left") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "تلفون (+992 48) 701 0202 است", persian(40));
  const auto& number = run_with(paragraph, "992");
  CHECK(spaced(number.utf8) == "(+992 48) 701 0202");
  CHECK(number.direction == Direction::left_to_right);
  CHECK(run_with(paragraph, "تلفون").x > number.x);
  CHECK(run_with(paragraph, "است").x < number.x);
}

TEST_CASE("a number is never broken over two lines") {
  FakeFonts fonts;
  for (int columns = 18; columns < 40; ++columns) {
    const auto paragraph = lay_out(fonts, "Занг занед: (+992 48) 701 0202.", typewriter(columns));
    CHECK(spaced(run_with(paragraph, "992").utf8).find("(+992 48) 701 0202") != std::string::npos);
  }
}

TEST_CASE("digits inside Persian are not reversed") {
  FakeFonts fonts;
  for (const std::string year : {"1974", "۱۹۷۴"}) {
    const auto paragraph = lay_out(fonts, "در سال " + year + " میلادی", persian(40));
    const auto& run = run_with(paragraph, year);
    CHECK(run.direction == Direction::left_to_right);
    CHECK(run_with(paragraph, "سال").x > run.x);
    CHECK(run_with(paragraph, "میلادی").x < run.x);
  }
}

TEST_CASE("brackets in Persian are right-to-left runs of a face that has them: so they mirror") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "کار (خانه) شد", persian(40));
  const auto& open = run_with(paragraph, "(");
  const auto& close = run_with(paragraph, ")");
  CHECK(open.face == FakeFonts::latin);
  CHECK(open.direction == Direction::right_to_left);
  CHECK(close.direction == Direction::right_to_left);
  CHECK(open.x > run_with(paragraph, "خانه").x);
  CHECK(close.x < run_with(paragraph, "خانه").x);
}

TEST_CASE("Latin inside Persian, Persian inside Latin: each in its own order") {
  FakeFonts fonts;
  const auto in_persian = lay_out(fonts, "سازمان IOM Tajikistan است", persian(40));
  CHECK(run_with(in_persian, "IOM").utf8 == "IOM Tajikistan");
  CHECK(run_with(in_persian, "سازمان").x > run_with(in_persian, "IOM").x);

  const auto in_english = lay_out(fonts, "The word کار means work.", typewriter(40));
  CHECK(lines_of(in_english) == Lines{"The word |کار| |means work."});
}

TEST_CASE("no word is lost and none comes twice, whatever the width") {
  FakeFonts fonts;
  const std::string text =
      "Созмон (IOM) соли 1951 таъсис ёфт – тел. +992 48 701 0202, سازمان "
      "بین‌المللی "
      "مهاجرت, "
      "info@example.org ва https://tajikistan.iom.int/ru/node?a=1; охир.";
  auto letters = [](std::string s) {
    std::string kept;
    for (const char c : spaced(std::move(s))) {
      if (c != ' ') kept += c;
    }
    return kept;
  };
  for (const auto direction : {Direction::left_to_right, Direction::right_to_left}) {
    for (int columns = 8; columns < 120; columns += 3) {
      auto style = typewriter(columns, "tg");
      style.direction = direction;
      const auto paragraph = lay_out(fonts, text, style);
      std::multiset<char> in, out;
      for (const char c : letters(text)) in.insert(c);
      for (const auto& run : paragraph.runs) {
        CHECK(run.x >= 0);
        CHECK(run.x + run.width <= style.max_width);
        for (const char c : letters(run.utf8)) out.insert(c);
      }
      CHECK(in == out);
    }
  }
}

TEST_CASE("logical order: the runs of a left-to-right text make up the text") {
  FakeFonts fonts;
  const std::string text = "Ойҷон дар 19-солагӣ ба шавҳар баромад ва орзуи оилаи хушбахт дошт.";
  for (int columns = 12; columns < 80; ++columns) {
    std::string joined;
    for (const auto& line : lines_of(lay_out(fonts, text, typewriter(columns, "tg")))) {
      joined += (joined.empty() ? "" : " ") + line;
    }
    CHECK(joined == text);
  }
}

TEST_CASE("bold and links are runs of their own; letters in two pieces come composed") {
  FakeFonts fonts;
  const model::Spans spans{{"Занг ", false, false, {}},
                           {"занед", true, false, {}},
                           {" ба ", false, false, {}},
                           {"саҳифа", false, false, "story:home"}};
  const auto paragraph = lay_out(fonts, spans, typewriter(60));
  CHECK(lines_of(paragraph) == Lines{"Занг |занед| ба |саҳифа"});
  CHECK(run_with(paragraph, "занед").face == FakeFonts::latin + FakeFonts::bold);
  CHECK(run_with(paragraph, "саҳифа").link);
  CHECK_FALSE(run_with(paragraph, "занед").link);

  CHECK(lay_out(fonts, "\u0438\u0304", typewriter(9)).runs[0].utf8 == "ӣ");
}

TEST_CASE("a character that no font has becomes a space or nothing, never a box") {
  FakeFonts fonts;
  CHECK(lines_of(lay_out(fonts, "a\U0001F600b", typewriter(9))) == Lines{"ab"});
  CHECK(lines_of(lay_out(fonts, "a\u79FBb", typewriter(9))) == Lines{"a b"});
  CHECK(lay_out(fonts, "\U0001F600", typewriter(9)).runs.empty());
  CHECK(lay_out(fonts, "a\x01z", typewriter(9)).runs[0].utf8 == "az");
}

TEST_CASE("marks for the bidi algorithm order the text and are not drawn") {
  FakeFonts fonts;
  const auto paragraph = lay_out(fonts, "\u2068سلام\u2069 (\u200e+1)", typewriter(40));
  for (const auto& run : paragraph.runs) {
    CHECK(run.utf8.find("\u2068") == std::string::npos);
    CHECK(run.utf8.find("\u2069") == std::string::npos);
    CHECK(run.utf8.find("\u200e") == std::string::npos);
  }
}

TEST_CASE("an empty text, spaces alone, bad bytes and no width are no trouble") {
  FakeFonts fonts;
  CHECK(lay_out(fonts, "", typewriter(9)).height == 0);
  CHECK(lay_out(fonts, model::Spans{}, typewriter(9)).runs.empty());
  CHECK(lay_out(fonts, "   ", typewriter(9)).width == 0);
  CHECK(lines_of(lay_out(fonts, "a\xff\xfez", typewriter(9))).size() == 1);
  CHECK(lay_out(fonts, "all on one line", typewriter(0)).width == 150);
  CHECK(lines_of(lay_out(fonts, "ab", typewriter(1))) == Lines{"a", "b"});
}

}  // namespace
}  // namespace rohnamo::text
