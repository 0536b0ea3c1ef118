#include "kiosk/app/program.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

Options options_in(const base::Path& folder) {
  Options options;
  options.config.cache = folder / "cache";
  options.config.builtin = folder / "builtin";
  options.config.run = folder / "run";
  options.config.fonts = ROHNAMO_FONTS;
  options.config.size = {640, 360};
  options.out = folder / "out";
  return options;
}

// On three stories, installed.
Options script_in(const base::Path& folder, const std::string& script) {
  publish(folder / "builtin", three_stories());
  Options options = options_in(folder);
  options.task = Task::script;
  options.script = folder / "visit.txt";
  std::ofstream(options.script) << script;
  return options;
}

TEST_CASE("the program plays a script without a display") {
  const tests::TemporaryFolder folder;
  const Options options = script_in(folder.path(), "tap story:one\nwait 1s\nshot story\n");
  const auto done = run(options);
  INFO((done ? "" : done.error().message));
  CHECK(done);
  CHECK(std::filesystem::file_size(options.out / "story.png") > 1000);
}

TEST_CASE("on the first page of all a stick is told of that is done at once") {
  const tests::TemporaryFolder folder;
  const base::Path told = folder.path() / "done.json";
  exchange::SideloadStatus done;
  done.state = exchange::SideloadState::new_content;
  std::ofstream(told) << exchange::serialize(done);
  const Options options = script_in(
      folder.path(), fmt::format("wait 1s\nshot before\nstick {}\nshot told\n", told.string()));
  const auto ran = run(options);
  INFO((ran ? "" : ran.error().message));
  REQUIRE(ran);
  const auto bytes = [&](const char* name) {
    return base::posix_fs().read(options.out / name, 10 << 20).value();
  };
  CHECK(bytes("before.png") != bytes("told.png"));
}

TEST_CASE("the tour shows every page in both orientations") {
  const tests::TemporaryFolder folder;
  publish(folder.path() / "cache", {{"one", "The first story"}});
  Options options = options_in(folder.path());
  options.task = Task::tour;
  const auto done = run(options);
  INFO((done ? "" : done.error().message));
  REQUIRE(done);
  for (const char* orientation : {"landscape", "portrait"}) {
    std::size_t pictures = 0;
    for (const auto& entry : std::filesystem::directory_iterator(options.out / orientation))
      pictures += entry.path().extension() == ".png" ? 1 : 0;
    CHECK(pictures >= 10);
  }
}

TEST_CASE("a program without fonts says so") {
  const tests::TemporaryFolder folder;
  Options options = options_in(folder.path());
  options.task = Task::tour;
  options.config.fonts = folder.path() / "none";
  CHECK_FALSE(run(options));
}

}  // namespace
}  // namespace rohnamo::app
