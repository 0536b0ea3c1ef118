#include "kiosk/app/starts.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

struct World {
  World() { publish(folder.path() / "cache", three_stories()); }

  // A start of the program: what it may show, and that it began to.
  std::string start() {
    auto news = NewsReader(base::posix_fs(), folder.path() / "cache", run()).read();
    Starts starts(base::posix_fs(), run());
    starts.judge(news);
    refused_because = news->refused_because;
    const std::string id = news->edition ? news->edition->id() : std::string();
    starts.begin(id);
    last.emplace(starts);
    return id;
  }
  [[nodiscard]] base::Path run() const { return folder.path() / "run"; }

  tests::TemporaryFolder folder;
  std::optional<Starts> last;
  std::string refused_because;
};

TEST_CASE("an edition with which the program ended three times is not begun with again") {
  World world;
  for (int start = 0; start < most_starts; ++start) CHECK_FALSE(world.start().empty());
  for (int start = 0; start < 5; ++start) {
    CHECK(world.start().empty());
    CHECK(world.refused_because == "the program ended 3 times before it had shown it for long");
    world.last->end();  // running well without it proves nothing
  }
  SECTION("the next edition is") {
    publish(world.folder.path() / "cache", {{"other", "Another story"}});
    CHECK_FALSE(world.start().empty());
  }
  SECTION("it is after the machine was off") {
    std::filesystem::remove_all(world.run());
    CHECK_FALSE(world.start().empty());
  }
}

TEST_CASE("an end in order, or a while without one, makes good what was before") {
  World world;
  for (int start = 0; start < 10; ++start) {
    CHECK_FALSE(world.start().empty());
    CHECK_FALSE(world.start().empty());
    world.last->end();
  }
}

TEST_CASE("a file of starts that cannot be read keeps nothing from the screen") {
  World world;
  std::filesystem::create_directories(world.run() / "kiosk" / "starts.json");
  for (int start = 0; start < 5; ++start) CHECK_FALSE(world.start().empty());
}

}  // namespace
}  // namespace rohnamo::app
