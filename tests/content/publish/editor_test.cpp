// What an editor begins with, and plans by.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/sample_recordings.hpp"

using namespace rohnamo;

using World = tests::CommandWorld;

namespace {

std::string text_of(const std::string& path) {
  return base::posix_fs().read(path, 1 << 20).value();
}

}  // namespace

TEST_CASE("a new channel can be checked and published as it is") {
  World world;
  const std::string channel = world.path("new-channel");
  CHECK(world.run({"new", "channel", channel, "--languages", "tg,ka,fa", "--name",
                   "Centre \"A\" {x} \\", "--timezone", "Asia/Dushanbe"}) == 0);
  CHECK_THAT(text_of(channel + "/channel.yaml"), Catch::Contains("name: \"ქართული\""));
  CHECK(world.run({"check", channel, "--strict"}) == 0);
  CHECK_THAT(world.out, Catch::Contains("0 errors, 0 warnings"));
  CHECK(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  CHECK(world.run({"publish", channel, "--keys", world.path("keys"), "--out", world.path("out")}) ==
        0);
}

TEST_CASE("what is new is a draft that is checked and not published") {
  World world;
  const std::string channel = world.channel().string();
  CHECK(world.run({"bundle", channel, "--out", world.path("before")}) == 0);
  for (const std::string kind : {"story", "contact", "notice"}) {
    CHECK(world.run({"new", kind, channel, "just-begun"}) == 0);
    CHECK_THAT(world.out, Catch::Contains("just-begun"));
  }
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("0 errors"));
  CHECK(world.run({"bundle", channel, "--out", world.path("after")}) == 0);
  CHECK(text_of(world.path("after/current")) == text_of(world.path("before/current")));
}

TEST_CASE("nothing that is there is written over, and no name is taken that is none") {
  World world;
  const std::string channel = world.channel().string();
  const std::string before = text_of(channel + "/stories/first/story.yaml");
  CHECK(world.run({"new", "story", channel, "first"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("stories/first/story.yaml is there already"));
  CHECK(text_of(channel + "/stories/first/story.yaml") == before);
  CHECK(world.run({"new", "channel", channel, "--languages", "en"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("is not empty"));
  CHECK(world.run({"new", "story", channel, "../x"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("`../x` is no id"));
  CHECK(world.run({"new", "channel", world.path("Capital"), "--languages", "en"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("`Capital` is no id"));
  CHECK(world.run({"new", "channel", world.path("a"), "--languages", "e_"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("`e_` is no language"));
  CHECK(world.run({"new", "channel", world.path("a"), "--languages", ","}) == 1);
  CHECK_THAT(world.err, Catch::Contains("needs a language"));
  CHECK(world.run({"new", "channel", world.path("a"), "--languages", "en", "--timezone", "Moon"}) ==
        1);
  CHECK_THAT(world.err, Catch::Contains("`Moon` is no time zone"));
  CHECK(world.run({"new", "story", world.path("nowhere"), "a"}) == 1);
  CHECK_THAT(world.err, Catch::Contains("nowhere/channel.yaml: error"));
  CHECK(world.run({"new", "story", channel}) == 2);
  CHECK_THAT(world.err, Catch::Contains("needs an id for it"));
}

TEST_CASE("the table shows each story that lacks a language, or has one that nobody has read") {
  World world;
  const std::string channel = world.channel().string();
  world.replace("stories/first/fa.md", "translation: reviewed", "translation: unreviewed");
  std::filesystem::remove(channel + "/stories/second/fa.md");
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("stories/first   reviewed    unreviewed"));
  CHECK_THAT(world.out, Catch::Contains("stories/second  reviewed    -"));
  CHECK_THAT(world.out, !Catch::Contains("notices/closed "));
  CHECK(world.run({"check", channel, "--strict"}) == 1);
}

TEST_CASE("the table shows a translation that is older than its original") {
  World world;
  world.replace("stories/first/fa.md", "translation: reviewed",
                "translation: reviewed\nsource: \"000000000000\"");
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, Catch::Contains("stories/first  reviewed    stale"));
}

TEST_CASE("the table tells a draft of a translation from none") {
  World world;
  world.replace("stories/first/fa.md", "translation: reviewed", "translation: draft");
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, Catch::Contains("stories/first  reviewed    draft"));
}

TEST_CASE("a program reads the same as JSON") {
  World world;
  const std::string channel = world.channel().string();
  world.replace("stories/first/fa.md", "translation: reviewed", "translation: unreviewed");
  CHECK(world.run({"check", channel, "--json"}) == 0);
  const auto told = boost::json::parse(world.out);
  CHECK(told.at("errors").as_int64() == 0);
  CHECK(told.at("warnings").as_int64() == 1);
  const auto& fault = told.at("faults").at(0);
  CHECK(fault.at("file").as_string() == channel + "/stories/first/fa.md");
  CHECK(fault.at("line").as_int64() == 5);
  CHECK(told.at_pointer("/translations/1/languages/fa").as_string() == "unreviewed");
}

TEST_CASE("status tells by the channel's clock what will appear and disappear in 30 days") {
  World world;  // it is the first of June there, five hours earlier by UTC
  const std::string channel = world.channel().string();
  world.replace("stories/first/story.yaml", "order: 10",
                "show_from: 2026-06-10\nshow_until: 2026-06-20");
  CHECK(world.run({"status", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("2026-06-10 00:00  appears     stories/first"));
  CHECK_THAT(world.out, Catch::Contains("2026-06-21 00:00  disappears  stories/first"));
  CHECK_THAT(world.out, !Catch::Contains("notices/closed"));  // it ends with the year
  CHECK(world.run({"status", channel, "--json"}) == 0);
  CHECK(boost::json::parse(world.out).at_pointer("/coming/0/when").as_string() ==
        "2026-06-09T19:00:00Z");
  world.replace("stories/first/story.yaml", "approved", "draft");
  CHECK(world.run({"status", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("nothing appears or disappears"));
}

TEST_CASE("check tells what the pictures weigh on their way to the screens") {
  World world;
  const std::string channel = world.channel().string();
  world.replace("stories/second/picture.svg", "#c00", "#0c0");
  CHECK(world.run({"check", channel, "--json"}) == 0);
  auto told = boost::json::parse(world.out);
  const auto& files = told.at_pointer("/pictures/files").as_array();
  REQUIRE(files.size() == 2);
  CHECK(files[0].at("file").as_string() == channel + "/stories/first/picture.svg");
  CHECK(files[0].at("width").as_int64() == 400);
  CHECK(files[0].at("bytes").as_int64() > 1000);
  CHECK(told.at_pointer("/pictures/bytes").as_int64() ==
        files[0].at("bytes").as_int64() + files[1].at("bytes").as_int64());
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("Pictures: 2, "));
  // The same picture twice is fetched once; a draft's, never.
  world.replace("stories/second/picture.svg", "#0c0", "#c00");
  CHECK(world.run({"check", channel, "--json"}) == 0);
  told = boost::json::parse(world.out);
  CHECK(told.at_pointer("/pictures/bytes") == told.at_pointer("/pictures/files/0/bytes"));
  world.replace("stories/second/story.yaml", "approved", "draft");
  CHECK(world.run({"check", channel, "--json"}) == 0);
  CHECK(boost::json::parse(world.out).at_pointer("/pictures/files").as_array().size() == 1);
}

TEST_CASE("where an item is read aloud in one language, the others are named") {
  World world;
  const std::string channel = world.channel().string();
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, !Catch::Contains("Read aloud"));
  world.write("stories/second/fa.opus", tests::opus());
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, Catch::Contains("Read aloud in another language, and not in these:\n"
                                        "stories/second  en\n"));
  CHECK(world.run({"check", channel, "--json"}) == 0);
  const auto told = boost::json::parse(world.out);
  CHECK(told.at_pointer("/translations/1/read_aloud").as_array().empty());
  CHECK(told.at_pointer("/translations/2/read_aloud/0").as_string() == "fa");
  world.write("stories/second/en.opus", world.read("stories/second/fa.opus"));
  CHECK(world.run({"check", channel}) == 0);
  CHECK_THAT(world.out, !Catch::Contains("Read aloud"));
}
