// What the commands say to programs: one line, one object.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;
namespace json = boost::json;

namespace {

struct World : tests::CommandWorld {
  json::object answer(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    CHECK(run(arguments) == 0);
    INFO(out << err);
    REQUIRE(std::ranges::count(out, '\n') == 1);
    return json::parse(out).as_object();
  }
  std::size_t size(const json::object& object, std::string_view field) {
    return object.at(field).as_array().size();
  }
};

}  // namespace

TEST_CASE("what is begun, compiled and translated is told to a program") {
  World world;
  const std::string mine = world.path("mine");
  CHECK(world.size(world.answer({"new", "channel", mine, "--languages", "en,tg"}), "files") > 5);
  const auto story = world.answer({"new", "story", mine, "a-story"});
  CHECK(story.at("files").as_array()[0].as_string() == mine + "/stories/a-story/story.yaml");
  CHECK(world.size(world.answer({"new", "notice", mine, "a-notice"}), "files") == 2);
  CHECK(world.size(world.answer({"new", "contact", mine, "a-contact"}), "files") == 1);
  CHECK(world.size(world.answer({"new", "admin", mine}), "files") == 1);
  const auto bundle = world.answer({"bundle", mine, "--out", world.path("cache")});
  CHECK(bundle.at("edition").as_string().size() == 32);

  const std::string file = world.path("tg.xlf");
  const auto sent = world.answer({"translate", "export", mine, "--lang", "tg", "--out", file});
  CHECK(sent.at("from").as_string() == "en");
  CHECK(sent.at("missing").to_number<int>() > 0);
  const auto back = world.answer({"translate", "import", mine, file});
  CHECK(back.at("texts").to_number<int>() == 0);
  CHECK(back.at("files").as_array().empty());
}

TEST_CASE("what is signed, published and carried is told to a program") {
  World world;
  const std::string channel = world.path("mine"), keys = world.path("keys");
  const std::string repository = world.path("repository"), submission = world.path("submission");
  REQUIRE(world.run({"new", "channel", channel, "--languages", "en"}) == 0);
  REQUIRE(world.run({"keys", "new", "--keys", keys}) == 0);

  const auto prepared = world.answer({"publish", channel, "--keys", keys, "--prepare", submission});
  CHECK(prepared.at("incomplete").as_array().empty());
  CHECK(world.size(prepared, "signed") > 2);
  CHECK(world.answer({"sign", submission, "--keys", keys}).at("complete").as_bool());
  const std::vector<std::string> accept{"accept", submission, "--repo", repository, "--keys", keys};
  const auto accepted = world.answer(accept).at("accepted").as_array();
  REQUIRE(accepted.size() == 1);
  CHECK(accepted[0].at("report").at("version").to_number<int>() == 1);
  CHECK(world.answer(accept).at("accepted").as_array().empty());
  CHECK(world.answer({"resign", "--repo", repository, "--keys", keys})
            .at("version")
            .to_number<int>() == 2);

  CHECK(world.size(world.answer({"files", repository}), "steps") == 6);
  const auto last = world.answer({"files", repository, "--step", "6"}).at("steps").as_array();
  CHECK(json::serialize(last) == R"([["metadata/timestamp.json"]])");
  std::filesystem::create_directories(world.path("stick"));
  const auto stick = world.answer({"export", repository, "--out", world.path("stick")});
  CHECK(stick.at("version").to_number<int>() == 2);
  CHECK(stick.at("copied").to_number<int>() == stick.at("files").to_number<int>());
  std::filesystem::create_directories(world.path("server"));
  const auto server = world.answer({"upload", repository, "--to", world.path("server")});
  CHECK(server.at("files").to_number<int>() > 5);
  const auto published = world.answer(
      {"publish", channel, "--keys", keys, "--out", repository, "--to", world.path("server")});
  CHECK(published.at("written").as_bool());
}

TEST_CASE("what goes wrong is told in words, beside what a program reads") {
  World world;
  CHECK(world.run({"export", world.path("nothing"), "--out", world.path("stick"), "--json"}) == 1);
  CHECK(world.out.empty());
  CHECK_THAT(world.err, Catch::Contains("rohnamo-content: "));
}
