// Publishing from the window of `preview`, wish by wish, as the window has them.
#include "content/publish/publish_button.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"
#include "tests/source_dir.hpp"

using namespace rohnamo;
using exchange::PreviewAnswer;
using What = exchange::PreviewWish::What;

namespace {

struct World : tests::PublishWorld {
  World() {
    make_keys();
    context.options.keys = keys.string();
    context.options.out = repository.string();
    context.options.data = (tests::source_dir() / "content").string();
    context.options.now = "fixed";
  }

  void press_before(What what) {
    const exchange::PreviewWish wish{what, ++number};
    REQUIRE(base::write_whole(tests::disk(), exchange::preview_wish_path(run),
                              exchange::serialize(wish)));
  }

  PreviewAnswer press(What what) {
    press_before(what);
    button.hear();
    return answer();
  }

  PreviewAnswer answer() {
    const auto bytes = tests::disk().read(exchange::preview_answer_path(run), 1 << 20);
    REQUIRE(bytes);
    auto answer = exchange::parse_preview_answer(*bytes);
    REQUIRE(answer);
    CHECK(answer->number == number);
    return *answer;
  }

  [[nodiscard]] bool published() const {
    return tests::disk().exists(repository / "metadata/timestamp.json");
  }

  std::ostringstream out, err;
  publish::Context context{tests::disk(), {}, {channel().string()}, time, out, err};
  publish::Renderers renderers{tests::disk(), render_cache()};
  base::Path run = root() / "run";
  publish::PublishButton button = publish::PublishButton::open(context, renderers, run).value();
  std::int64_t number = 0;
};

bool has_line(const PreviewAnswer& answer, const std::string& words) {
  return std::ranges::any_of(
      answer.lines, [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("what is listed is published, and then nothing has changed") {
  World world;
  const auto list = world.press(What::changes);
  CHECK(list.offers);
  CHECK(has_line(list, "Appears: story first"));
  CHECK_FALSE(world.published());

  const auto done = world.press(What::publish);
  CHECK(done.title == "Published, version 1");
  CHECK_FALSE(done.offers);
  CHECK(world.published());
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
  CHECK_THAT(screen.shown(), Catch::VectorContains(std::string("story:first")));

  const auto again = world.press(What::changes);
  CHECK(again.title == "Nothing has changed");
  CHECK_FALSE(again.offers);
}

TEST_CASE("what is saved after the list was made is not published with it") {
  World world;
  world.press(What::changes);
  world.press(What::publish);
  world.replace("contacts/mission.yaml", "format: 1", "format: 1\nemail: first@example.org");
  CHECK(world.press(What::changes).offers);
  world.replace("contacts/mission.yaml", "first@", "second@");
  CHECK(world.press(What::publish).title == "Published, version 2");
  CHECK(world.press(What::changes).offers);
}

TEST_CASE("faults are listed instead, and nothing can be published") {
  World world;
  world.press(What::changes);
  world.replace("stories/first/en.md", "title:", "titel:");
  const auto list = world.press(What::changes);
  CHECK_FALSE(list.offers);
  CHECK_THAT(list.title, Catch::StartsWith("Not yet: ") && Catch::Contains("error"));
  CHECK(has_line(list, "stories/first/en.md"));
  CHECK(world.press(What::publish).title == "Nothing was listed");
  CHECK_FALSE(world.published());
}

TEST_CASE("one wish is answered once") {
  World world;
  world.press(What::changes);
  world.press(What::publish);
  std::filesystem::remove(exchange::preview_answer_path(world.run));
  world.button.hear();
  CHECK_FALSE(tests::disk().exists(exchange::preview_answer_path(world.run)));
}

TEST_CASE("without keys the window is told how to start so that it can publish") {
  World world;
  world.context.options.keys.clear();
  for (const What what : {What::changes, What::publish}) {
    const auto answer = world.press(what);
    CHECK_FALSE(answer.offers);
    CHECK(has_line(answer, "--keys KEYS --out REPOSITORY"));
  }
}

TEST_CASE("keys that are not there are told in the window, and nothing is written") {
  World world;
  world.context.options.keys = (world.root() / "elsewhere").string();
  const auto answer = world.press(What::changes);
  CHECK(answer.title == "It cannot be published");
  CHECK(has_line(answer, "elsewhere"));
  CHECK_FALSE(answer.offers);
  CHECK_FALSE(world.published());
}

TEST_CASE("what is published is carried on, and a line that breaks is told") {
  World world;
  world.context.options.to = (world.root() / "server").string();
  world.press(What::changes);
  const auto done = world.press(What::publish);
  CHECK(has_line(done, "has all"));
  CHECK(tests::disk().exists(world.root() / "server/metadata/timestamp.json"));

  world.write("../no-folder", "a file");
  world.context.options.to = (world.root() / "no-folder/server").string();
  world.replace("contacts/mission.yaml", "format: 1", "format: 1\nemail: first@example.org");
  world.press(What::changes);
  const auto broken = world.press(What::publish);
  CHECK(broken.title == "Version 2 is not on the web server yet");
  CHECK(has_line(broken, "Try again: rohnamo-content upload"));
}

TEST_CASE("a preview that cannot publish says so before its window opens") {
  tests::CommandWorld world;
  const std::string folder = world.channel().string();
  const auto misused = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"preview", folder});
    CHECK(world.run(more) == publish::misused);
    return world.err;
  };
  CHECK_THAT(misused({"--keys", "k"}), Catch::Contains("both --keys and --out"));
  CHECK_THAT(misused({"--out", "r"}), Catch::Contains("both --keys and --out"));
  CHECK_THAT(misused({"--to", "/srv"}), Catch::Contains("--to goes with --keys and --out"));
  CHECK_THAT(misused({"--keys", "k", "--out", "r", "--screenshots", "s"}),
             Catch::Contains("not with --screenshots"));
  CHECK_THAT(misused({"--keys", "k", "--out", "r", "--to", "s3://"}), Catch::Contains("--to: "));
}
