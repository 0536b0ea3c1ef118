#include <catch2/catch.hpp>
#include <set>

#include "content/cache/edition.hpp"
#include "content/publish/bundle.hpp"
#include "content/publish/locale.hpp"
#include "tests/content/publish/channel_world.hpp"
#include "tests/content/publish/sample_recordings.hpp"

using namespace rohnamo;
using tests::ChannelWorld;

namespace {

const std::string opus = tests::opus();

// What the kiosk will read.
std::shared_ptr<const cache::Edition> edition(ChannelWorld& world) {
  const auto cache = world.root() / "cache";
  const auto id = publish::bundle(base::posix_fs(), world.compile(), cache);
  REQUIRE(id);
  CHECK(cache::current_edition(base::posix_fs(), cache).value() == *id);
  auto edition = cache::Edition::open(base::posix_fs(), cache, *id);
  REQUIRE(edition);
  return *edition;
}

model::Story story(const cache::Edition& edition, const std::string& id) {
  for (std::size_t i = 0; i < edition.size(); ++i)
    if (edition.entry(i)->kind == model::Kind::story && edition.story(i)->id == id)
      return *edition.story(i);
  FAIL("no story " << id);
  return {};
}

std::vector<std::string> targets(const publish::Publication& publication) {
  std::vector<std::string> paths;
  for (const auto& role : publication.roles)
    for (const auto& file : role.files) paths.push_back(file.target);
  return paths;
}

}  // namespace

TEST_CASE("a publication's files have lasting names") {
  ChannelWorld world;
  CHECK(targets(world.compile()) ==
        std::vector<std::string>{
            "mission/catalog", "mission/notices/closed/en", "mission/notices/closed/fa",
            "mission/stories/first/en", "mission/stories/first/fa",
            "mission/stories/first/picture-1600", "mission/stories/first/picture-400",
            "mission/stories/first/picture-800", "mission/stories/second/en",
            "mission/stories/second/fa", "mission/stories/second/picture-1600",
            "mission/stories/second/picture-400", "mission/stories/second/picture-800",
            "mission/strings/en", "mission/strings/fa", "offices/khujand/catalog"});
}

TEST_CASE("a channel's fonts come along") {
  ChannelWorld world;
  const std::string font("\0\1\0\0 regular", 12);
  const std::string bold = "OTTO bold";
  world.write("fonts/a.ttf", font);
  world.write("fonts/a-bold.otf", bold);
  world.write("channel.yaml", world.read("channel.yaml") +
                                  "\nfonts: [{name: A, scripts: [Geor, Latn], regular: a.ttf, "
                                  "bold: a-bold.otf}]\n");
  const auto compiled = world.compile();
  const auto paths = targets(compiled);
  CHECK(std::ranges::count(paths, "mission/fonts/a.ttf") == 1);
  const auto read = edition(world);
  REQUIRE(read->channel().fonts.size() == 1);
  const model::Font& carried = read->channel().fonts.front();
  CHECK(carried.scripts == std::vector<std::string>{"Geor", "Latn"});
  CHECK(base::posix_fs().read(read->path(carried.regular), 100).value() == font);
  REQUIRE(carried.bold);
  CHECK(base::posix_fs().read(read->path(*carried.bold), 100).value() == bold);
  CHECK_FALSE(carried.italic);
}

TEST_CASE("a bundled channel is what the kiosk reads") {
  ChannelWorld world;
  world.write("stories/first/fa.opus", opus);
  const auto held = edition(world);
  REQUIRE(held->size() == 5);  // two stories, two contacts, a notice
  CHECK(held->channel().help == "mission");
  CHECK(held->channel().languages[1].direction == model::Direction::right_to_left);
  CHECK(held->channel().languages[1].locale == "fa-AF-u-ca-gregory");
  CHECK(held->strings(*held->channel().languages[1].strings)->language == "fa");
  const auto first = story(*held, "first");
  CHECK(first.date == "2018-09");
  CHECK(first.picture->focus_y == Approx(0.4));
  CHECK(first.texts.at("en").title == "Story first");
  CHECK(first.texts.at("en").body_characters == 7);
  CHECK(held->document(first.texts.at("en").body)->blocks.at(0).spans.at(0).text == "A body.");
  CHECK((*held->map(*first.texts.at("fa").narration))->bytes() == opus);
  CHECK_FALSE(first.texts.at("en").narration);
}

TEST_CASE("opening hours, a map and a schedule by days and hours reach the kiosk") {
  ChannelWorld world;
  world.write("contacts/map.svg", world.read("stories/first/picture.svg"));
  world.replace("contacts/mission.yaml", "order: 10",
                "opening: {sat-mon: [\"09:00-12:00\", \"13:00-24:00\"], closed: [2026-09-09]}\n"
                "map: {file: map.svg}");
  world.replace("stories/first/story.yaml", "order: 10",
                "priority: 7\nshow_days: [mon-wed, sun]\nshow_hours: \"20:00-02:00\"");
  world.replace("notices/closed/notice.yaml", "urgency: urgent",
                "urgency: urgent\nshow_days: [mon-sun]");
  CHECK(world.faults().empty());
  CHECK(std::ranges::count(targets(world.compile()), "mission/contacts/mission/map-400") == 1);
  const auto held = edition(world);
  const std::vector<model::Hours> spans{{540, 720}, {780, 1440}};
  for (std::size_t i = 0; i < held->size(); ++i) {
    const model::Entry entry = *held->entry(i);
    if (entry.kind == model::Kind::story) CHECK(entry.topic == 1);
    if (entry.kind == model::Kind::notice) CHECK(entry.rhythm.always());
    if (entry.priority == 7) CHECK(entry.rhythm == model::Rhythm{0b1000111, {1200, 120}});
    const auto contact = held->contact(i);
    if (!contact || contact->id != "mission") continue;
    REQUIRE(contact->opening);
    CHECK(contact->opening->week[0] == spans);
    CHECK(contact->opening->week[1].empty());
    CHECK(contact->opening->week[5] == spans);
    CHECK(contact->opening->closed.size() == 1);
    CHECK(contact->map);
  }
  CHECK(held->entry(0)->priority == 7);
}

TEST_CASE("a recording's timings come along") {
  ChannelWorld world;
  world.write("stories/first/fa.opus", opus);
  world.write("stories/first/fa.vtt", "WEBVTT\n\n00:01.000 --> 00:02.500\nIn short\n");
  const auto held = edition(world);
  const auto texts = story(*held, "first").texts;
  REQUIRE(texts.at("fa").timings);
  CHECK_FALSE(texts.at("en").timings);
  const auto timings = held->timings(*texts.at("fa").timings).value();
  REQUIRE(timings.cues.size() == 1);
  CHECK(timings.cues[0].from == std::chrono::milliseconds(1'000));
  const std::size_t begin = texts.at("fa").title.size() + 1;
  CHECK(timings.cues[0].begin == begin);
  CHECK(timings.cues[0].end == begin + std::string("In short").size());
}

TEST_CASE("two offices may give one id: on the screen they stay two contacts") {
  ChannelWorld world;
  world.write("offices/bokhtar/contacts/office.yaml", world.read("contacts/mission.yaml"));
  world.write("offices/bokhtar/contacts/mission.yaml", world.read("contacts/mission.yaml"));
  const auto held = edition(world);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < held->size(); ++i)
    if (const auto contact = held->contact(i)) ids.insert(contact->id);
  CHECK(ids == std::set<std::string>{"mission", "offices/bokhtar/mission", "offices/bokhtar/office",
                                     "offices/khujand/office"});
}

TEST_CASE("a draft is not published, and a link to one is plain text") {
  ChannelWorld world;
  world.replace("stories/second/story.yaml", "approved", "draft");
  world.replace("stories/first/en.md", "A body.",
                "See [it](story:second) and [this](story:first).");
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/en.md:7:10: warning: a link to the draft `second`"));
  const auto paths = targets(world.compile());
  for (const auto& path : paths) CHECK(path.find("second") == std::string::npos);
  const auto held = edition(world);
  const auto body = held->document(story(*held, "first").texts.at("en").body);
  CHECK(body->blocks[0].spans[1] == model::Span{"it", false, false, ""});
  CHECK(body->blocks[0].spans[3] == model::Span{"this", false, false, "story:first"});
}

TEST_CASE("a missing picture costs the picture") {
  ChannelWorld world;
  world.remove("stories/first/picture.svg");
  const auto held = edition(world);
  CHECK_FALSE(story(*held, "first").picture);
  CHECK(story(*held, "second").picture);
}

TEST_CASE("days are the channel's own") {
  ChannelWorld world;
  world.replace("stories/first/story.yaml", "status",
                "show_from: 2027-01-01\nshow_until: 2027-01-31\nstatus");
  publish::Faults faults;
  const auto source = world.read_source(faults);
  CHECK(base::to_rfc3339(*source.mission.stories[0].entry.from) == "2026-12-31T19:00:00Z");
  CHECK(base::to_rfc3339(*source.mission.stories[0].entry.until) == "2027-01-31T19:00:00Z");
  const auto day = *base::parse_day("2026-03-29");
  CHECK(base::to_rfc3339(publish::start_of(day, "Europe/Berlin")) == "2026-03-28T23:00:00Z");
  CHECK(base::to_rfc3339(publish::start_of(day, "Asia/Kathmandu")) == "2026-03-28T18:15:00Z");
}

TEST_CASE("what is no recording is a fault") {
  ChannelWorld world;
  world.write("stories/first/fa.opus", "RIFF....WAVE");
  CHECK_THAT(
      world.faults(),
      Catch::Contains("stories/first/fa.opus: error: the recording cannot be used: it is no WAV, "
                      "FLAC, MP3 or Opus"));
}

TEST_CASE("the same source gives the same edition") {
  ChannelWorld one, other;
  CHECK(manifest_of(one.compile()).id() == manifest_of(other.compile()).id());
}
