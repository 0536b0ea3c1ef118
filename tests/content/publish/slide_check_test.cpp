#include "content/publish/slide_check.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;
using exchange::CutText;

namespace {

struct World : tests::CommandWorld {
  std::string told(const std::vector<CutText>& cuts, bool more = false) {
    publish::Faults faults;
    publish::warn_of_cuts(base::posix_fs(), channel(), {cuts, more}, faults);
    return in_words(faults);
  }
};

// A PATH in which nothing is, for as long as this lives.
class NoPrograms {
 public:
  NoPrograms() : before_(std::getenv("PATH")) { setenv("PATH", "/nonexistent", 1); }
  ~NoPrograms() { setenv("PATH", before_.c_str(), 1); }
  NoPrograms(const NoPrograms&) = delete;
  NoPrograms& operator=(const NoPrograms&) = delete;

 private:
  std::string before_;
};

}  // namespace

TEST_CASE("a cut title or summary is told of where it stands, once for all screens") {
  World world;
  CHECK(world.told({}) == "");
  CHECK(world.told({{"story:first", "en", "1920x1080", CutText::Part::headline, 9},
                    {"story:first", "en", "1080x1920", CutText::Part::headline, 7}}) ==
        "stories/first/en.md:2:8: warning: the slide cuts the title on a screen of 1920x1080, "
        "1080x1920: of its 11 characters there is room for 7\n"
        "    Shorten it to at most 7 characters.\n");
  CHECK_THAT(world.told({{"story:first", "en", "1280x800@10.1", CutText::Part::summary, 3}}),
             Catch::Contains("stories/first/en.md:3:10: warning: the slide cuts the summary on a "
                             "screen of 1280x800@10.1: of its 8 characters there is room for 3"));
  CHECK_THAT(world.told({{"notice:closed", "fa", "1920x1080", CutText::Part::headline, 2}}),
             Catch::Contains("notices/closed/fa.md:2:8: warning: the slide cuts the title"));
}

TEST_CASE("where a summary has no room at all the title is what can be shortened") {
  World world;
  CHECK_THAT(world.told({{"story:first", "en", "1920x1080", CutText::Part::summary, 0}}),
             Catch::Contains("stories/first/en.md:3:10: warning: the slide has no room for the "
                             "summary on a screen of 1920x1080\n    Shorten the title"));
}

TEST_CASE("an office's notice is told of in the office's folder") {
  World world;
  world.write("offices/khujand/notices/road/notice.yaml",
              "format: 1\nshow_from: 2026-01-01\nshow_until: 2027-01-01\n");
  world.write("offices/khujand/notices/road/en.md",
              "---\ntranslation: original\ntitle: The road is closed\n---\n");
  CHECK_THAT(
      world.told({{"notice:offices/khujand/road", "en", "1x1", CutText::Part::headline, 8}}),
      Catch::Contains("offices/khujand/notices/road/en.md:3:8: warning: the slide cuts the title"));
}

TEST_CASE("that there are more is said at the end") {
  World world;
  CHECK_THAT(world.told({}, true), Catch::Contains("warning: slides cut more than what is named"));
}

TEST_CASE("without rohnamo-kiosk check says so once, and all else as before") {
  const NoPrograms none;
  World world;
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK(world.err ==
        "Whether slides have room for their words was not checked: rohnamo-kiosk is not "
        "installed.\n");
  world.replace("stories/first/en.md", "title: Story first", "titel: Story first");
  CHECK(world.run({"check", world.channel().string()}) == 1);
  CHECK(world.err == "");
}

TEST_CASE("screens are named on the command line or in channel.yaml, and must be screens") {
  World world;
  CHECK(world.run({"check", world.channel().string(), "--screens", "1920"}) == 2);
  CHECK_THAT(world.err, Catch::Contains("--screens: '1920' is no size like 1920x1080"));
  const std::string channel = world.read("channel.yaml");
  world.write("channel.yaml", channel + "screen: {sizes: [1920x1080, 1280x800@10.1]}\n");
  CHECK(world.faults() == "");
  world.write("channel.yaml", channel + "screen:\n  sizes: [1920x1080, 1280x800@3]\n");
  CHECK_THAT(world.faults(), Catch::Contains("error: '3' is no diagonal in inches, from 7 to 120"));
}
