#include <catch2/catch.hpp>
#include <sstream>

#include "content/publish/command_line.hpp"
#include "tests/content/publish/channel_world.hpp"

using namespace rohnamo;

namespace {

struct World : tests::ChannelWorld {
  std::string out, err;

  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(),
                     {"--cache", picture_cache().string(), "--data", ROHNAMO_SOURCE_DIR "/content",
                      "--now", "2026-06-01T00:00:00Z"});
    return run_plain(arguments);
  }

  int run_plain(const std::vector<std::string>& arguments) {
    std::ostringstream to_out, to_err;
    const int status = publish::run(arguments, to_out, to_err);
    out = to_out.str();
    err = to_err.str();
    return status;
  }

  std::string path(const std::string& name) { return (root() / name).string(); }
};

}  // namespace

TEST_CASE("check says what is good and what is not") {
  World world;
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, Catch::Contains("0 errors, 0 warnings. It can be published."));
  world.replace("stories/first/fa.md", "translation: reviewed", "translation: unreviewed");
  CHECK(world.run({"check", world.channel().string() + "/"}) == 0);
  CHECK_THAT(world.out,
             Catch::Contains(world.channel().string() + "/stories/first/fa.md:5:14: warning"));
  CHECK(world.run({"check", world.channel().string(), "--strict"}) == 1);
  world.replace("stories/first/fa.md", "متن.", "# متن");
  CHECK(world.run({"check", world.channel().string()}) == 1);
  CHECK_THAT(world.out, Catch::Contains("1 error, 1 warning."));
}

TEST_CASE("keys, publish, a fault that stops it, and publish again") {
  World world;
  const std::string channel = world.channel().string();
  CHECK(world.run({"publish", channel, "--keys", world.path("keys"), "--out", world.path("out")}) ==
        1);
  CHECK_THAT(world.err, Catch::Contains("holds no keys"));
  CHECK(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  CHECK_THAT(world.out, Catch::Contains("1.root.json"));
  CHECK(world.run({"keys", "new", "--keys", world.path("keys"), "--office", "khujand"}) == 0);
  CHECK(world.run({"keys", "new", "--keys", world.path("keys")}) == 1);
  const std::vector<std::string> publish{"publish",          channel, "--keys",
                                         world.path("keys"), "--out", world.path("out")};
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("new     mission/catalog"));
  const auto timestamp = *base::posix_fs().read(world.path("out/metadata/timestamp.json"), 100'000);

  world.replace("stories/first/en.md", "A body.", "<b>A body.</b>");
  CHECK(world.run(publish) == 1);
  CHECK_THAT(world.err, Catch::Contains("stories/first/en.md:7:1: error: HTML"));
  CHECK_THAT(world.err, Catch::Contains("Nothing was written."));
  CHECK(*base::posix_fs().read(world.path("out/metadata/timestamp.json"), 100'000) == timestamp);

  world.replace("stories/first/en.md", "<b>A body.</b>", "A body.");
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("nothing has changed"));
}

TEST_CASE("bundle fills a cache") {
  World world;
  CHECK(world.run({"bundle", world.channel().string(), "--out", world.path("cache")}) == 0);
  CHECK(std::filesystem::exists(world.path("cache/current")));
}

TEST_CASE("arguments that say nothing sensible") {
  World world;
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {},
           {"chek", "x"},
           {"check"},
           {"check", "a", "b"},
           {"check", "--colour"},
           {"publish", "x"},
           {"bundle", "x"},
           {"keys"},
           {"keys", "new"},
           {"check", "x", "--now", "today"},
           {"publish", "x", "--keys", "k", "--out", "o", "--online-expiry", "0"}}) {
    CHECK(world.run_plain(arguments) == 2);
    CHECK_THAT(world.err, Catch::Contains("rohnamo-content --help says more."));
  }
  CHECK(world.run_plain({"--help"}) == 0);
  CHECK_THAT(world.out, Catch::Contains("rohnamo-content check my-channel"));
  CHECK(world.run_plain({"--version"}) == 0);
  CHECK(world.out == "rohnamo-content " ROHNAMO_VERSION "\n");
}

TEST_CASE("a folder that is no channel, and strings that are nowhere") {
  World world;
  CHECK(world.run({"check", world.path("nowhere")}) == 1);
  CHECK_THAT(world.out, Catch::Contains("nowhere/channel.yaml: error"));
  CHECK(world.run_plain({"check", world.channel().string(), "--data", world.path("nowhere"),
                         "--cache", world.path("pictures")}) == 1);
  CHECK_THAT(world.out, Catch::Contains("the program's own words are not there"));
}
