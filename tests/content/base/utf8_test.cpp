#include "content/base/utf8.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::base;

TEST_CASE("characters are counted, not bytes") {
  CHECK(utf8::characters("") == 0);
  CHECK(utf8::characters("year") == 4);
  CHECK(utf8::characters("Тоҷикӣ") == 6);
  CHECK(utf8::characters("€ 5 😀") == 5);
}

TEST_CASE("a place within a character becomes the one before it or after it") {
  const std::string_view text = "a€b";  // 1, 3 and 1 bytes
  const std::size_t floors[] = {0, 1, 1, 1, 4, 5, 5}, ceils[] = {0, 1, 4, 4, 4, 5, 5};
  for (std::size_t at = 0; at < 7; ++at) {
    INFO(at);
    CHECK(utf8::floor(text, at) == floors[at]);
    CHECK(utf8::ceil(text, at) == ceils[at]);
  }
}
