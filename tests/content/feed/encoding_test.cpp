#include "content/feed/encoding.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;

namespace {

// "Центр открыт для всех, кто вернулся домой" in windows-1251.
const std::string cyrillic =
    "\xd6\xe5\xed\xf2\xf0 \xee\xf2\xea\xf0\xfb\xf2 \xe4\xeb\xff \xe2\xf1\xe5\xf5, \xea\xf2\xee "
    "\xe2\xe5\xf0\xed\xf3\xeb\xf1\xff \xe4\xee\xec\xee\xe9";

std::string declared(const std::string& encoding) {
  return "<?xml version='1.0' encoding=\"" + encoding + "\"?><a>";
}

}  // namespace

TEST_CASE("the encoding that a file names is taken") {
  const auto decoded = feed::to_utf8(declared("windows-1251") + cyrillic);
  REQUIRE(decoded);
  CHECK_THAT(decoded->text, Catch::EndsWith("<a>Центр открыт для всех, кто вернулся домой"));
  CHECK(decoded->encoding == "windows-1251");
  CHECK_FALSE(decoded->guessed);
  CHECK(feed::to_utf8("\xef\xbb\xbf"
                      "é")
            ->text == "é");
  CHECK(feed::to_utf8(std::string("\xff\xfe\x3c\x00\x61\x00", 6))->text == "<a");
}

TEST_CASE("an encoding that is named wrongly is guessed, and said to be") {
  const auto decoded = feed::to_utf8(declared("UTF-8") + cyrillic);
  REQUIRE(decoded);
  CHECK_THAT(decoded->text, Catch::EndsWith("<a>Центр открыт для всех, кто вернулся домой"));
  CHECK(decoded->guessed);
  const auto utf8 = feed::to_utf8(declared("klingon") + "é");
  REQUIRE(utf8);
  CHECK(utf8->guessed);
  CHECK_THAT(utf8->text, Catch::EndsWith("é"));
}
