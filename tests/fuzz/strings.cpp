// The screen's own words: read, then filled in as the screen does, by ICU.
#include "content/model/strings.hpp"

#include "kiosk/text/wording.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

void say_all(const model::Strings& strings) {
  const model::Language language{
      strings.language, "", strings.language, model::Direction::right_to_left, {}};
  const text::Wording words(language, strings, "Asia/Dushanbe");
  for (const auto& [key, pattern] : strings.patterns) {
    (void)words.say(key);
    (void)words.say(key, {{"n", 3}, {"total", 12}, {"date", "2018"}, {"language", "English"}});
  }
  (void)words.story_date("2018-09-21");
  (void)words.day(base::Time(std::chrono::hours(500'000)));
  (void)words.clock(base::Time(std::chrono::hours(500'000)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto strings = model::parse_strings(fuzz::as_text(data, size));
  if (!strings) return 0;
  const auto bytes = model::serialize(*strings);
  if (bytes.size() <= model::strings_limit)
    fuzz::require(model::parse_strings(bytes)->patterns == strings->patterns,
                  "strings go through their bytes unchanged");
  say_all(*strings);
  return 0;
}
