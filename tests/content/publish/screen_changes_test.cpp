// What an editor is told that the screens will show, before and after it is published.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using publish::ScreenChange;

namespace {

struct World : tests::PublishWorld {
  World() {
    make_keys();
    publish();
  }

  publish::PublishReport rehearse() {
    auto keyring = open();
    auto report = publish::rehearse(tests::disk(), compile(), keyring, repository, time);
    if (!report) FAIL(report.error().message);
    return *report;
  }

  // The one line that a change gives.
  std::string line() {
    const auto report = rehearse();
    REQUIRE(report.on_screens.size() == 1);
    return to_string(report.on_screens);
  }
};

}  // namespace

TEST_CASE("a rehearsal tells what a publication then does, and writes nothing") {
  World world;
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto repository = tests::files_in(world.repository), keys = tests::files_in(world.keys);
  const auto told = world.rehearse();
  CHECK(tests::files_in(world.repository) == repository);
  CHECK(tests::files_in(world.keys) == keys);
  const auto done = world.publish();
  CHECK(to_string(told) == to_string(done));
  CHECK(serialize(to_json(told)) == serialize(to_json(done)));
  CHECK(told.version == 2);
}

TEST_CASE("a first publication shows everything anew") {
  tests::PublishWorld world;
  world.make_keys();
  const auto report = world.publish();
  CHECK(to_string(report.on_screens) ==
        "  appears     story first \"Story first\": in en, fa\n"
        "  appears     story second \"Story second\": in en, fa\n"
        "  appears     contact mission \"Mission\"\n"
        "  appears     contact offices/khujand/office \"Mission\"\n"
        "  appears     notice closed \"Closed on Friday\": in en, fa; from 2026-01-01 to "
        "2026-12-31\n");
}

TEST_CASE("every change is named in an editor's words") {
  World world;
  const std::string story = "stories/first/story.yaml", text = "stories/first/en.md";
  const std::string begin = "  changes     story first \"Story first\": ";
  SECTION("a text") {
    world.replace(text, "A body.", "Another body.");
    CHECK(world.line() == begin + "en: text\n");
  }
  SECTION("a title, a summary and the picture's description") {
    world.replace(text, "Story first", "New");
    world.replace(text, "In short", "Shorter");
    world.replace(text, "A square", "A red square");
    CHECK(world.line() ==
          "  changes     story first \"New\": en: title, summary, picture description\n");
  }
  SECTION("a translation that nobody has read") {
    world.replace("stories/first/fa.md", "reviewed", "unreviewed");
    CHECK(world.line() == begin + "fa: translation is unreviewed\n");
  }
  SECTION("a language less") {
    world.remove("stories/first/fa.md");
    CHECK(world.line() == begin + "fa is gone\n");
  }
  SECTION("another picture") {
    world.replace("stories/first/picture.svg", "#c00", "#0c0");
    CHECK(world.line() == begin + "another picture\n");
  }
  SECTION("no picture") {
    world.replace(story, "picture: {file: picture.svg, focus: [0.5, 0.4]}\n", "");
    world.remove("stories/first/picture.svg");
    CHECK(world.line() == begin + "picture is gone\n");
  }
  SECTION("date, web address, weight, order, priority") {
    world.replace(story, "date: 2018-09\norder: 10",
                  "date: 2019\norder: 3\nweight: 4\npriority: 2\n"
                  "url: https://example.org");
    CHECK(world.line() == begin +
                              "date; web address; weight 4 instead of 1; order 3 instead of "
                              "10; priority 2 instead of 0\n");
  }
  SECTION("days to come, by the clock of the channel's zone") {
    world.replace(story, "order: 10", "order: 10\nshow_from: 2026-07-01\nshow_until: 2026-07-31");
    CHECK(world.line() == begin + "shown from 2026-07-01 to 2026-07-31, not before\n");
  }
  SECTION("days that are over") {
    world.replace(story, "order: 10", "order: 10\nshow_until: 2026-05-01");
    CHECK(world.line() == begin + "shown to 2026-05-01, which is over\n");
  }
  SECTION("days of the week") {
    world.replace(story, "order: 10", "order: 10\nshow_days: [mon]");
    CHECK(world.line() == begin + "days or hours\n");
  }
  SECTION("a draft again") {
    world.replace(story, "approved", "draft");
    CHECK(world.line() == "  disappears  story first \"Story first\"\n");
  }
  SECTION("a contact") {
    world.replace("offices/khujand/contacts/office.yaml", "701 0202\",", "701 0203\",");
    CHECK(world.line() == "  changes     contact offices/khujand/office \"Mission\": phones\n");
  }
  SECTION("a notice") {
    world.replace("notices/closed/notice.yaml", "urgent", "normal");
    CHECK(world.line() == "  changes     notice closed \"Closed on Friday\": urgency\n");
  }
  SECTION("a new story that waits") {
    for (const std::string name : {"story.yaml", "picture.svg", "en.md", "fa.md"})
      world.write("stories/third/" + name, world.read("stories/first/" + name));
    world.replace("stories/third/story.yaml", "order: 10", "order: 10\nshow_from: 2026-12-01");
    CHECK(world.line() ==
          "  appears     story third \"Story first\": in en, fa; from 2026-12-01, "
          "not before\n");
  }
  SECTION("the channel") {
    world.replace("channel.yaml", "#0b5d8a", "#0b5d8b");
    world.replace("channel.yaml", "{en: Mission, fa", "{en: Embassy, fa");
    CHECK(world.line() == "  changes     channel \"Embassy\": name; colour\n");
  }
  SECTION("the screen's own words") {
    world.write("strings/en.yaml", "format: 1\nlanguage: en\nstrings:\n  read: Open\n");
    CHECK(world.line() == "  changes     channel \"Mission\": the screen's own words in en\n");
  }
}

TEST_CASE("a screen fetches what is new, once") {
  World world;
  CHECK(world.rehearse().on_screens.empty());
  CHECK(world.rehearse().fetched_bytes < 2000);  // snapshot and timestamp
  world.replace("stories/first/en.md", "A body.", std::string(30'000, 'x'));
  const auto report = world.rehearse();
  CHECK(report.fetched_bytes > 30'000);
  CHECK(report.fetched_bytes < 50'000);
}

TEST_CASE("publish --dry-run and --json") {
  tests::CommandWorld world;
  REQUIRE(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  world.remove("offices");
  std::vector<std::string> publish{
      "publish", world.channel().string(), "--keys",   world.path("keys"),
      "--out",   world.path("out"),        "--dry-run"};
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("appears     story first"));
  CHECK_THAT(world.out, Catch::Contains("Nothing was written."));
  CHECK_FALSE(std::filesystem::exists(world.path("out")));
  publish.emplace_back("--json");
  CHECK(world.run(publish) == 0);
  const auto told = boost::json::parse(world.out).as_object();
  CHECK_FALSE(told.at("written").as_bool());
  CHECK(told.at("on_screens").as_array().size() == 4);
  CHECK(told.at("targets").as_array().size() == 15);
  CHECK(told.at("targets").as_array()[0].at("target") == "mission/catalog");
  world.replace("stories/first/en.md", "title", "titel");
  CHECK(world.run(publish) == 1);
  CHECK(world.out.empty());
}
