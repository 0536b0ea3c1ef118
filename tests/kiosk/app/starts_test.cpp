#include "kiosk/app/starts.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

struct World {
  World() { publish(folder.path() / "cache", three_stories()); }

  // A start of the program: what it shows, by its id, and that it began to.
  std::string start() {
    auto news = NewsReader(base::posix_fs(), folder.path() / "cache", run()).read();
    Starts& starts = last.emplace(base::posix_fs(), run());
    starts.judge(news);
    refused_because = news->refused_because;
    std::string id;
    if (news->edition)
      id = news->edition->id();
    else if (!starts.left_installed())
      id = installed_channel;
    starts.begin(id);
    return id;
  }
  [[nodiscard]] base::Path run() const { return folder.path() / "run"; }
  [[nodiscard]] std::string edition() const {
    return cache::current_edition(base::posix_fs(), folder.path() / "cache").value();
  }

  tests::TemporaryFolder folder;
  std::optional<Starts> last;
  std::string refused_because;
};

TEST_CASE("an edition with which the program ended three times is not begun with again") {
  World world;
  for (int start = 0; start < most_starts; ++start) CHECK(world.start() == world.edition());
  for (int start = 0; start < 5; ++start) {
    CHECK(world.start() == installed_channel);
    CHECK(world.refused_because == "the program ended 3 times before it had shown it for long");
    world.last->end();  // running well without it proves nothing
  }
  SECTION("the next edition is") {
    publish(world.folder.path() / "cache", {{"other", "Another story"}});
    CHECK(world.start() == world.edition());
  }
  SECTION("it is after the machine was off") {
    std::filesystem::remove_all(world.run());
    CHECK(world.start() == world.edition());
  }
}

TEST_CASE("the installed channel, with which the program ended three times too, is left as well") {
  World world;
  for (int start = 0; start < most_starts; ++start) CHECK(world.start() == world.edition());
  for (int start = 0; start < most_starts; ++start) CHECK(world.start() == installed_channel);
  for (int start = 0; start < 5; ++start) {
    CHECK(world.start().empty());
    world.last->end();
  }
  publish(world.folder.path() / "cache", {{"other", "Another story"}});
  CHECK(world.start() == world.edition());
}

TEST_CASE("an end in order, or a while without one, makes good what was before") {
  World world;
  for (int start = 0; start < 10; ++start) {
    CHECK(world.start() == world.edition());
    CHECK(world.start() == world.edition());
    world.last->end();
  }
}

TEST_CASE("a file of starts that cannot be read keeps nothing from the screen") {
  World world;
  std::filesystem::create_directories(world.run() / "kiosk" / "starts.json");
  for (int start = 0; start < 5; ++start) CHECK(world.start() == world.edition());
}

}  // namespace
}  // namespace rohnamo::app
