// Where lines end: words, long words, the ellipsis, balance.
#include <catch2/catch.hpp>

#include "tests/kiosk/text/fake_fonts.hpp"

namespace rohnamo::text {
namespace {

using Lines = std::vector<std::string>;

Lines broken(std::string_view text, const ParagraphStyle& style) {
  FakeFonts fonts;
  return lines_of(lay_out(fonts, text, style));
}

TEST_CASE("lines end between words, and the space there takes no room") {
  CHECK(broken("one two three", typewriter(7)) == Lines{"one two", "three"});
  CHECK(broken("one two three", typewriter(6)) == Lines{"one", "two", "three"});
  CHECK(broken("well-known thing", typewriter(6)) == Lines{"well-", "known", "thing"});
}

TEST_CASE("a line break in the text ends a line") {
  CHECK(broken("one\ntwo three", typewriter(40)) == Lines{"one", "two three"});
}

TEST_CASE("a word longer than the line is cut between graphemes, and not a letter is lost") {
  CHECK(broken("abcdefgh ij", typewriter(3)) == Lines{"abc", "def", "gh", "ij"});
  // g with a tilde has no composed form: letter and mark stay together.
  CHECK(broken("ag\u0303g\u0303g\u0303", typewriter(2)) == Lines{"ag\u0303", "g\u0303g\u0303"});
}

TEST_CASE("a web address goes to a line of its own, and only a longer one is broken") {
  CHECK(broken("See https://iom.int/a/b.", typewriter(20)) == Lines{"See", "https://iom.int/a/b."});
  const auto lines = broken("https://tajikistan.iom.int/stories", typewriter(28));
  CHECK(lines == Lines{"https://tajikistan.iom.int/", "stories"});
}

TEST_CASE("a number keeps its ending; a dash ends a line and never begins one") {
  CHECK(broken("Вай дар 19-солагӣ рафт", typewriter(13, "tg")) ==
        Lines{"Вай дар", "19-солагӣ", "рафт"});
  CHECK(broken("2019-yil 21–22-yanvar", typewriter(13, "uz")) == Lines{"2019-yil", "21–22-yanvar"});
  for (int columns = 7; columns < 20; ++columns) {
    for (const auto& line : broken("семья – муж и дети", typewriter(columns, "ru"))) {
      CHECK_FALSE(spaced(line).starts_with("–"));
    }
  }
}

TEST_CASE("a soft hyphen shows where a line ends with it, and nowhere else") {
  CHECK(broken("mi\u00adgra\u00adtion", typewriter(6)) == Lines{"migra-", "tion"});
  CHECK(broken("mi\u00adgra\u00adtion", typewriter(20)) == Lines{"migration"});
}

TEST_CASE("more lines than allowed end in an ellipsis after a whole word") {
  FakeFonts fonts;
  auto style = typewriter(10);
  style.max_lines = 2;
  const auto paragraph = lay_out(fonts, "one two three four five six", style);
  CHECK(lines_of(paragraph) == Lines{"one two", "three…"});
  CHECK(paragraph.cut);
  CHECK(paragraph.height == 60);

  CHECK(lines_of(lay_out(fonts, "one two, three four", [&] {
          auto one = style;
          one.max_lines = 1;
          return one;
        }())) == Lines{"one two…"});
  CHECK_FALSE(lay_out(fonts, "one two three", style).cut);
}

TEST_CASE("the ellipsis stands at the left of a Persian line, also behind a Latin word") {
  FakeFonts fonts;
  auto style = persian(12);
  style.max_lines = 1;
  for (const std::string text : {"کار و خانواده و شهر", "کار در IOM و شهر دور"}) {
    const auto paragraph = lay_out(fonts, text, style);
    REQUIRE(paragraph.cut);
    CHECK(paragraph.runs.front().utf8.find("…") != std::string::npos);
    CHECK(paragraph.runs.front().direction == Direction::right_to_left);
  }
}

TEST_CASE("an ellipsis never leaves half a telephone number") {
  FakeFonts fonts;
  for (int columns = 9; columns < 30; ++columns) {
    auto style = typewriter(columns);
    style.max_lines = 1;
    const auto lines = lines_of(lay_out(fonts, "Call us (+992 48) 701 0202 now please", style));
    const auto text = spaced(lines.at(0));
    CHECK((text.find("+992") == std::string::npos ||
           text.find("(+992 48) 701 0202") != std::string::npos));
  }
}

TEST_CASE("balanced lines are about as long as each other, and no more than before") {
  auto style = typewriter(24);
  const std::string text = "A mother who left for Moscow to feed her family";
  CHECK(broken(text, style) == Lines{"A mother who left", "for Moscow to feed", "her family"});
  style.balance = true;
  CHECK(broken(text, style) == Lines{"A mother who", "left for Moscow", "to feed her family"});
}

TEST_CASE("a short word is not left hanging at a line's end") {
  auto style = typewriter(20, "ru");
  style.balance = true;
  CHECK(broken("Организации из 11 стран встретились в Москве", style) ==
        Lines{"Организации", "из 11 стран", "встретились в Москве"});
  CHECK(broken("Мигранты говорили о миграции", style) == Lines{"Мигранты говорили", "о миграции"});
  CHECK(broken("Исследование в трёх странах", style) == Lines{"Исследование", "в трёх странах"});
  style.language = "tg";
  CHECK(broken("Ӯ бо оила ба Маскав рафт", style) == Lines{"Ӯ бо оила", "ба Маскав рафт"});
  CHECK(broken("Касбро ба дигарон гоҳ-гоҳ омӯхт", style) ==
        Lines{"Касбро ба дигарон", "гоҳ-гоҳ омӯхт"});
}

TEST_CASE("where there is no other way a short word hangs, and no line is added for it") {
  CHECK(broken("aaaaaa of bbbbbbbbb", typewriter(9)) == Lines{"aaaaaa of", "bbbbbbbbb"});
}

TEST_CASE("a postposition stays with its word") {
  auto style = persian(18);
  CHECK(broken("خانواده خانه را در شهر ساخت", style).size() == 2);
  for (const auto& line : broken("خانواده خانه را در شهر ساخت", style))
    CHECK_FALSE(spaced(line).starts_with("را "));
}

TEST_CASE("a running paragraph does not end in one short word where another line can spare one") {
  CHECK(broken("one three seven eight nine ten at", typewriter(20)).back().find(' ') !=
        std::string::npos);
}

TEST_CASE("a balanced headline does not end in one short word") {
  auto style = typewriter(12);
  style.balance = true;
  for (const std::string text :
       {"wonderful people do it", "aaaaaaaaaa bb cc", "one two three four"}) {
    const auto lines = broken(text, style);
    REQUIRE(lines.size() > 1);
    CHECK(lines.back().find(' ') != std::string::npos);
  }
}

TEST_CASE("words are measured once, however often lines are tried") {
  FakeFonts fonts;
  auto style = typewriter(24);
  style.balance = true;
  lay_out(fonts, "A mother who left for Moscow to feed her family", style);
  CHECK(fonts.shaped < 60);  // ten words, their spaces, three lines, twice
}

}  // namespace
}  // namespace rohnamo::text
