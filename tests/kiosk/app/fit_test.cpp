#include "kiosk/app/fit.hpp"

#include <catch2/catch.hpp>

#include "kiosk/app/options.hpp"
#include "screen.hpp"

namespace rohnamo::app {
namespace {

using exchange::CutText;

std::string times(const std::string& words, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words;
  return text;
}

exchange::FitReport fit_of(const std::vector<Written>& stories, const std::string& screens,
                           const Glass& glass = {}) {
  const tests::TemporaryFolder folder;
  const auto id = publish(folder.path(), stories);
  const auto edition = cache::Edition::open(base::posix_fs(), folder.path(), id).value();
  const auto fonts = render::SdlFonts::open(ROHNAMO_FONTS).value();
  return fit(EditionItems(edition, false), *fonts, exchange::parse_screen_sizes(screens).value(),
             glass);
}

TEST_CASE("each text that a screen cuts is named with the screen") {
  const auto report = fit_of({{"short", "The first story"}, {"long", times("A long story", 90)}},
                             "1920x1080,1280x800@10.1");
  CHECK_FALSE(report.more);
  REQUIRE(report.cuts.size() >= 4);
  for (const CutText& cut : report.cuts) {
    CHECK(cut.item == "story:long");  // the other is whole on both
    CHECK(cut.language == "en");
  }
  CHECK(report.cuts[0].screen == "1920x1080");
  CHECK(report.cuts[0].part == CutText::Part::headline);
  CHECK(report.cuts[1].part == CutText::Part::summary);
  CHECK(report.cuts[2].screen == "1280x800@10.1");
  CHECK(report.cuts[2].room < report.cuts[0].room);
}

TEST_CASE("inches that a screen does not say are those of the glass") {
  const std::vector<Written> stories{{"long", times("A long story", 30)}};
  CHECK(fit_of(stories, "1280x800").cuts.empty());
  Glass glass;
  glass.inches = 10.1;
  CHECK_FALSE(fit_of(stories, "1280x800", glass).cuts.empty());
  CHECK(fit_of(stories, "1280x800@21.5", glass).cuts.empty());
}

TEST_CASE("a report ends where nobody would read on") {
  std::vector<Written> stories;
  for (int i = 0; i < 501; ++i)
    stories.push_back({"s" + std::to_string(i), times("A long story", 90)});
  const auto report = fit_of(stories, "1920x1080");
  CHECK(report.cuts.size() == exchange::most_cuts);
  CHECK(report.more);
}

TEST_CASE("--fit takes screens, and nothing else") {
  const auto read = [](const char* screens) {
    const char* words[] = {"rohnamo-kiosk", "--config", "/dev/null", "--fit", screens};
    return read_options(5, words, base::posix_fs(), "/nonexistent");
  };
  const auto good = read("1920x1080,1280x800@10.1");
  REQUIRE(good);
  CHECK(good->task == Task::fit);
  CHECK(good->screens.size() == 2);
  CHECK(read("large").error().message == "'large' is no size like 1920x1080");
}

}  // namespace
}  // namespace rohnamo::app
