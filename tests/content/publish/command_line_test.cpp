#include <catch2/catch.hpp>
#include <iterator>
#include <sstream>

#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;

using World = tests::CommandWorld;

TEST_CASE("check says what is good and what is not") {
  World world;
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, Catch::Contains("0 errors, 0 warnings. It can be published."));
  world.replace("stories/first/fa.md", "translation: reviewed", "translation: unreviewed");
  CHECK(world.run({"check", world.channel().string() + "/"}) == 0);
  CHECK_THAT(world.out, Catch::Contains("stories/first  reviewed    unreviewed"));
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
  CHECK_THAT(world.err, Catch::Contains("there is no folder of keys"));
  CHECK(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  CHECK_THAT(world.out, Catch::Contains("1.root.json"));
  CHECK(world.run({"office", "new", "khujand", "--keys", world.path("keys")}) == 0);
  CHECK(world.run({"keys", "new", "--keys", world.path("keys")}) == 1);
  const std::vector<std::string> publish{"publish",          channel, "--keys",
                                         world.path("keys"), "--out", world.path("out")};
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("appears     story first \"Story first\": in en, fa"));
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
           {"publish", "x", "--keys", "k"},
           {"publish", "x", "--keys", "k", "--out", "o", "--prepare", "p"},
           {"publish", "x", "--keys", "k", "--out", "o", "--quiet"},
           {"publish", "x", "y", "--keys", "k", "--out", "o"},
           {"keys", "new", "--keys", "k", "--threshold", "root=two"},
           {"keys", "rotate", "--keys", "k"},
           {"keys", "remove", "root", "--keys", "k"},
           {"office", "khujand"},
           {"submit", "x", "--keys", "k", "--out", "o", "--office", "No Name"},
           {"sign", "x"},
           {"accept", "x", "--repo", "r"},
           {"resign", "--repo", "r"}}) {
    CHECK(world.run_plain(arguments) == 2);
    CHECK_THAT(world.err, Catch::Contains("rohnamo-content --help says more."));
  }
  for (const char* command :
       {"check", "publish", "bundle", "submit", "sign", "accept", "resign", "keys new", "keys list",
        "keys check", "keys make", "keys rotate", "keys add", "keys remove", "keys renew",
        "office new", "office remove"}) {
    std::istringstream words(command);
    std::vector<std::string> arguments{std::istream_iterator<std::string>(words), {}};
    arguments.emplace_back("--help");
    CHECK(world.run_plain(arguments) == 0);
    CHECK_THAT(world.out, Catch::StartsWith(std::string("rohnamo-content ") + command));
    arguments.pop_back();
    arguments.insert(arguments.begin(), "help");
    const std::string help = world.out;
    CHECK(world.run_plain(arguments) == 0);
    CHECK(world.out == help);
  }
  CHECK(world.run_plain({"pubilsh", "x"}) == 2);
  CHECK_THAT(world.err, Catch::Contains("no command `pubilsh`: did you mean `publish`?"));
  CHECK(world.run_plain({"keys"}) == 2);
  CHECK_THAT(world.err, Catch::Contains("`keys` knows new, list, check"));
  CHECK(world.run_plain({"--help"}) == 0);
  CHECK_THAT(world.out, Catch::Contains("rohnamo-content check my-channel"));
  CHECK(world.run_plain({"help"}) == 0);
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
