#include "kiosk/app/take_along.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::app {
namespace {

model::Text text(std::string title, std::string summary) {
  model::Text text;
  text.title = std::move(title);
  text.summary = std::move(summary);
  return text;
}

std::string repeated(std::string_view word, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += word;
  return all;
}

TEST_CASE("a story's web address is what a phone opens") {
  model::Story story;
  story.url = "https://mission.example/stories/7";
  CHECK(take_along(story, text("Title", "Summary"), "+992487010202") == story.url);
}

TEST_CASE("without an address the words and the telephone go along") {
  CHECK(take_along({}, text("Унвон", "Хулоса"), "+992487010202") == "Унвон\nХулоса\n+992487010202");
  CHECK(take_along({}, text("Унвон", ""), "") == "Унвон");
}

TEST_CASE("a long summary ends at a word, a long text without spaces at a letter") {
  const std::string words = take_along({}, text("Title", repeated("ҳикоя ", 100)), "+992487010202");
  CHECK(words.size() <= take_along_limit);
  CHECK(words.size() > take_along_limit - 20);
  CHECK(words.ends_with("ҳикоя…\n+992487010202"));
  const std::string letters = take_along({}, text("标题", repeated("故", 400)), "+992487010202");
  CHECK(letters.size() <= take_along_limit);
  CHECK(letters.ends_with("故…\n+992487010202"));
}

TEST_CASE("the longest title leaves the telephone whole") {
  const std::string words = take_along({}, text(repeated("а", 500), "Summary"), "+992487010202");
  CHECK(words.size() <= take_along_limit);
  CHECK(words.ends_with("…\n+992487010202"));
}

}  // namespace
}  // namespace rohnamo::app
