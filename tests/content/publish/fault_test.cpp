// Every kind of fault names its file and line.
#include <catch2/catch.hpp>

#include "content/publish/nearest_name.hpp"
#include "tests/content/publish/channel_world.hpp"

using namespace rohnamo;
using tests::ChannelWorld;

TEST_CASE("a good channel has no faults") {
  ChannelWorld world;
  CHECK(world.faults().empty());
}

TEST_CASE("a fault names its file, line and column") {
  struct Row {
    const char* file;
    const char* from;
    const char* to;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      // channel.yaml
      {"channel.yaml", "format: 1", "format: 2", "channel.yaml:1:9: error: format 2 is newer"},
      {"channel.yaml", "format: 1", "form: 1", "channel.yaml:1:1: error: `format` is missing"},
      {"channel.yaml", "form", "form: {\nform", "channel.yaml:3:3: error: this is not YAML"},
      {"channel.yaml", "id: test", "id: Test!", "channel.yaml:2:5: error: `Test!` is no id"},
      {"channel.yaml", "id: test", "id: test\nid: other",
       "channel.yaml:3:1: error: `id` is here twice"},
      {"channel.yaml", "id: test", "id: [a]", "channel.yaml:2:5: error: `id` must be a text"},
      {"channel.yaml", "id: test", "id:", "channel.yaml:2:1: error: `id` is empty"},
      {"channel.yaml", "id: test", "id: test\ncolour: red",
       "channel.yaml:3:1: warning: the field `colour` is not known"},
      {"channel.yaml", "name: {en: Mission, fa: نمایندگی}", "name: {en: Mission}",
       "channel.yaml:4:7: warning: this is not there in fa"},
      {"channel.yaml", "name: {en: Mission, fa: نمایندگی}", "name: Mission",
       "channel.yaml:4:7: error: `name` must say its language"},
      {"channel.yaml", "fa: نمایندگی}", "de: Amt}",
       "channel.yaml:4:21: error: `de` is no language of this channel"},
      {"channel.yaml", "fa: نمایندگی}", "fa: نمایندگی, de: Amt}",
       "channel.yaml:4:35: error: `de` is no language"},
      {"channel.yaml", "language: en", "language: de",
       "channel.yaml:5:19: error: `de` is no language of this channel"},
      {"channel.yaml", "Asia/Dushanbe", "Dushanbe",
       "channel.yaml:6:11: error: `Dushanbe` is no time zone"},
      {"channel.yaml", "\"#0b5d8a\"", "blue", "channel.yaml:7:7: error: `blue` is no colour"},
      {"channel.yaml", "code: fa", "code: Farsi_AF",
       "channel.yaml:10:12: error: `Farsi_AF` is no language code"},
      {"channel.yaml", "code: fa", "code: en", "channel.yaml:10:12: error: `en` is here twice"},
      {"channel.yaml", "fa-AF-u-ca-gregory", "fa_AF@x",
       "channel.yaml:10:37: error: `fa_AF@x` is no locale"},
      {"channel.yaml", "help: mission", "help: nobody",
       "channel.yaml:13:7: error: `help` names no approved contact"},
      {"channel.yaml", "help: mission", "text_first: perhaps",
       "channel.yaml:13:13: error: `perhaps` is neither true nor false"},
      {"channel.yaml", "help: mission", "carousel: {dwell_seconds: 3}",
       "channel.yaml:13:27: error: `dwell_seconds` is 3"},
      {"channel.yaml", "help: mission", "screen: {inches: 3}",
       "channel.yaml:13:18: error: `inches` is 3"},
      {"channel.yaml", "help: mission", "screen: {reading_distance_mm: 30}",
       "channel.yaml:13:31: error: `reading_distance_mm` is 30"},
      {"channel.yaml", "help: mission", "fonts: [{name: A, scripts: [geor], regular: a.ttf}]",
       "channel.yaml:13:29: error: `geor` is no script"},
      {"channel.yaml", "help: mission", "fonts: [{name: A, scripts: [Geor], regular: ../a.ttf}]",
       "channel.yaml:13:45: error: `../a.ttf` is no name of a font's file"},
      {"channel.yaml", "help: mission", "fonts: [{name: A, scripts: [Geor]}]",
       "channel.yaml:13:9: error: `regular` is missing"},
      {"channel.yaml", "help: mission", "fonts: [{name: A, scripts: [Geor], regular: a.ttf}]",
       "channel.yaml:13:45: error: fonts/a.ttf: "},
      {"channel.yaml", "{id: work, name", "{name", "channel.yaml:12:5: error: `id` is missing"},
      // story.yaml
      {"stories/first/story.yaml", "topic: work", "topic: play",
       "stories/first/story.yaml:2:8: error: there is no topic `play`"},
      {"stories/first/story.yaml", "2018-09", "2018-13",
       "stories/first/story.yaml:3:7: error: `2018-13` is no date"},
      {"stories/first/story.yaml", "order: 10", "order: ten",
       "stories/first/story.yaml:4:8: error: `order` is ten"},
      {"stories/first/story.yaml", "order: 10", "weight: 11",
       "stories/first/story.yaml:4:9: error: `weight` is 11"},
      {"stories/first/story.yaml", "original: en", "original: de",
       "stories/first/story.yaml:5:11: error: `de` is no language"},
      {"stories/first/story.yaml", "status: approved", "status: done",
       "stories/first/story.yaml:6:9: error: `status` is `done`"},
      {"stories/first/story.yaml", "picture.svg", "other.svg",
       "stories/first/story.yaml:7:17: warning: there is no picture `other.svg`"},
      {"stories/first/story.yaml", "picture.svg", "../x.svg",
       "stories/first/story.yaml:7:17: error: `../x.svg` is not a file's plain name"},
      {"stories/first/story.yaml", "[0.5, 0.4]", "[0.5]",
       "stories/first/story.yaml:7:37: error: `focus` must have two numbers"},
      {"stories/first/story.yaml", "[0.5, 0.4]", "[0.5, 4]",
       "stories/first/story.yaml:7:43: error: `focus` is 4"},
      {"stories/first/story.yaml", "picture: {file: picture.svg, focus: [0.5, 0.4]}",
       "picture: picture.svg", "stories/first/story.yaml:7:10: error: `picture` must have fields"},
      {"stories/first/story.yaml", "status", "url: a.example\nstatus",
       "stories/first/story.yaml:6:6: error: `a.example` is no web address"},
      {"stories/first/story.yaml", "status", "show_until: 2026-02-30\nstatus",
       "stories/first/story.yaml:6:13: error: `2026-02-30` is no day"},
      {"stories/first/story.yaml", "status", "show_until: 2026-02-01\nstatus",
       "stories/first/story.yaml:6:13: warning: its time is over"},
      {"stories/first/story.yaml", "status",
       "show_from: 2027-01-02\nshow_until: 2027-01-01\nstatus",
       "stories/first/story.yaml:7:13: error: `show_until` is before `show_from`"},
      // <language>.md
      {"stories/first/fa.md", "title: داستان\n", "",
       "stories/first/fa.md:2:1: error: `title` is missing"},
      {"stories/first/fa.md", "---\n", "",
       "stories/first/fa.md:1:1: error: the file does not begin with front matter"},
      {"stories/first/fa.md", "reviewed\n---", "reviewed",
       "stories/first/fa.md:1:1: error: the front matter does not end"},
      {"stories/first/fa.md", "summary: In short", "summary: a: b",
       "stories/first/fa.md:3:11: error: this is not YAML"},
      {"stories/first/fa.md", "translation: reviewed", "translation: done",
       "stories/first/fa.md:5:14: error: `translation` is `done`"},
      {"stories/first/fa.md", "translation: reviewed", "translation: unreviewed",
       "stories/first/fa.md:5:14: warning: nobody has read this translation"},
      {"stories/first/fa.md", "picture: A square\n", "",
       "stories/first/fa.md:1:1: warning: the picture is not described"},
      {"stories/first/fa.md", "متن.", "# متن",
       "stories/first/fa.md:7:3: error: a heading of level 1"},
      {"stories/first/fa.md", "متن.", "", "stories/first/fa.md:8:1: error: the story has no body"},
      {"stories/first/fa.md", "متن.", "[x](story:third)",
       "stories/first/fa.md:7:5: error: a link to a story `third` that is not there"},
      {"stories/first/fa.md", "متن.", "م\xff",
       "stories/first/fa.md:7:2: error: here is a byte that is not UTF-8"},
      // contacts
      {"contacts/mission.yaml", "+992487010202", "992-48",
       "contacts/mission.yaml:6:42: error: `992-48` cannot be dialled"},
      {"contacts/mission.yaml", "+992487010202", "+992487010203",
       "contacts/mission.yaml:6:42: warning: `+992487010203` is another number"},
      {"contacts/mission.yaml", "order: 10", "email: nobody",
       "contacts/mission.yaml:2:8: error: `nobody` is no e-mail address"},
      {"contacts/mission.yaml",
       "name:", "names:", "contacts/mission.yaml:1:1: error: `name` is missing"},
      {"offices/khujand/contacts/office.yaml", "order: 10", "order: x",
       "offices/khujand/contacts/office.yaml:2:8: error: `order` is x"},
      {"contacts/mission.yaml", "order: 10", "opening: {mon-fry: [\"09:00-17:00\"]}",
       "contacts/mission.yaml:2:11: error: `mon-fry` is no day of the week"},
      {"contacts/mission.yaml", "order: 10", "opening:\n  mon: [\"9-17\"]",
       "contacts/mission.yaml:3:9: error: `9-17` is no span of hours"},
      {"contacts/mission.yaml", "order: 10", "opening: {mon: [\"17:00-09:00\"]}",
       "contacts/mission.yaml:2:17: error: `17:00-09:00` ends before it begins"},
      {"contacts/mission.yaml", "order: 10", "opening: {mon: [\"09:00-12:00\", \"11:00-17:00\"]}",
       "contacts/mission.yaml:2:32: error: `11:00-17:00` begins before the hours above"},
      {"contacts/mission.yaml", "order: 10",
       "opening: {mon-fri: [\"09:00-12:00\"], fri: [\"09:00-10:00\"]}",
       "contacts/mission.yaml:2:37: error: the hours of `fri` are given twice"},
      {"contacts/mission.yaml", "order: 10", "opening: {mon: []}",
       "contacts/mission.yaml:2:10: error: `opening` has no hours"},
      {"contacts/mission.yaml", "order: 10", "opening: Monday",
       "contacts/mission.yaml:2:10: error: `opening` must have fields"},
      {"contacts/mission.yaml", "order: 10",
       "opening: {mon: [\"09:00-12:00\"], closed: [2026-02-30]}",
       "contacts/mission.yaml:2:42: error: `2026-02-30` is no day"},
      {"contacts/mission.yaml", "order: 10",
       "opening: {mon: [\"09:00-12:00\"], closed: [2026-03-21]}",
       "contacts/mission.yaml:2:42: warning: this day is over"},
      {"contacts/mission.yaml", "order: 10", "map: {file: map.svg}",
       "contacts/mission.yaml:2:13: warning: there is no picture `map.svg`"},
      // days and hours
      {"stories/first/story.yaml", "order: 10", "show_days: [monday]",
       "stories/first/story.yaml:4:13: error: `monday` is no day of the week"},
      {"stories/first/story.yaml", "order: 10", "show_days: []",
       "stories/first/story.yaml:4:12: error: `show_days` names no day"},
      {"stories/first/story.yaml", "order: 10", "show_hours: \"08:00\"",
       "stories/first/story.yaml:4:13: error: `08:00` is no span of hours"},
      {"stories/first/story.yaml", "order: 10", "show_hours: \"08:00-08:00\"",
       "stories/first/story.yaml:4:13: error: `08:00-08:00` is no time at all"},
      {"stories/first/story.yaml", "order: 10", "priority: 10",
       "stories/first/story.yaml:4:11: error: `priority` is 10"},
      // notices
      {"notices/closed/notice.yaml", "urgency: urgent", "show_hours: always",
       "notices/closed/notice.yaml:2:13: error: `always` is no span of hours"},
      {"notices/closed/notice.yaml", "urgent", "high",
       "notices/closed/notice.yaml:2:10: error: `urgency` is `high`"},
      {"notices/closed/notice.yaml", "show_from: 2026-01-01", "",
       "notices/closed/notice.yaml:1:1: error: `show_from` is missing"},
      {"notices/closed/notice.yaml", "show_until: 2026-12-31", "",
       "notices/closed/notice.yaml:1:1: error: `show_until` is missing"},
      {"notices/closed/notice.yaml", "2026-12-31", "2026-05-30",
       "notices/closed/notice.yaml:4:13: warning: its time is over"},
  }));
  CAPTURE(row.file, row.from, row.to);
  ChannelWorld world;
  world.replace(row.file, row.from, row.to);
  CHECK_THAT(world.faults(), Catch::Contains(row.fault));
}

TEST_CASE("a long title and a long summary are warned of") {
  ChannelWorld world;
  world.replace("stories/first/en.md", "Story first", std::string(91, 'x'));
  world.replace("stories/first/en.md", "In short", std::string(301, 'x'));
  const auto faults = world.faults();
  CHECK_THAT(faults,
             Catch::Contains("en.md:2:8: warning: this has 91 characters, advised are at most 90"));
  CHECK_THAT(faults, Catch::Contains(
                         "en.md:3:10: warning: this has 301 characters, advised are at most 300"));
}

TEST_CASE("a missing language is warned of, a missing story is a fault") {
  ChannelWorld world;
  world.remove("stories/first/fa.md");
  CHECK_THAT(world.faults(), Catch::Contains("stories/first: warning: this is not there in fa"));
  world.replace("stories/first/story.yaml", "original: en\n", "");
  world.remove("stories/first/en.md");
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first: error: there is no text here in any language"));
}

TEST_CASE("what may have been meant by a name is said, where it lacks") {
  ChannelWorld world;
  world.replace("channel.yaml", "help: mission", "hepl: mission\nscreens: {}");
  world.replace("stories/first/en.md", "title:", "summery: x\ntitle:");
  world.write("storys/x", "x");
  const auto faults = world.faults();
  CHECK_THAT(faults,
             Catch::Contains("`hepl` is not known and is not used\n    Did you mean `help`?"));
  CHECK_THAT(faults, Catch::Contains("Did you mean `screen`?"));
  CHECK_THAT(faults, Catch::Contains("storys: warning: this is not used\n    Take it out"));
  CHECK_THAT(faults, !Catch::Contains("Did you mean `summary`?") &&
                         !Catch::Contains("Did you mean `stories`?"));
}

TEST_CASE("the nearest name is one of few mistakes") {
  const std::set<std::string, std::less<>> known{"check", "contact", "show_from", "show_until"};
  CHECK(publish::nearest_name("chekc", known) == "check");
  CHECK(publish::nearest_name("heck", known) == "check");
  CHECK(publish::nearest_name("show_untill", known) == "show_until");
  CHECK(publish::nearest_name("shw_form", known) == "show_from");
  CHECK_FALSE(publish::nearest_name("chart", known));
  CHECK_FALSE(publish::nearest_name("", known));
  CHECK_FALSE(publish::nearest_name("anything", {}));
}

TEST_CASE("files that nothing uses are warned of") {
  ChannelWorld world;
  world.write("stories/first/notes.txt", "x");
  world.write("stories/first/de.md", "x");
  world.write("stories/first/.DS_Store", "x");
  world.write("storys/x", "x");
  world.write("offices/khujand/stories/x", "x");
  world.write("strings/de.yaml", "x");
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("stories/first/notes.txt: warning: this file is not used"));
  CHECK_THAT(faults,
             Catch::Contains("stories/first/de.md: warning: `de` is no language of this channel"));
  CHECK_THAT(faults, Catch::Contains("storys: warning: this is not used"));
  CHECK_THAT(faults, Catch::Contains("offices/khujand/stories: warning: this is not used"));
  CHECK_THAT(faults, Catch::Contains("strings/de.yaml: warning: this is not used"));
  CHECK_THAT(faults, !Catch::Contains("DS_Store"));
}

TEST_CASE("a folder that is named by no id is a fault") {
  ChannelWorld world;
  world.write("stories/My Story/story.yaml", "format: 1\n");
  world.write("offices/Хуҷанд/contacts/a.yaml", "format: 1\n");
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("stories/My Story: error: `My Story` is no id"));
  CHECK_THAT(faults, Catch::Contains("offices/Хуҷанд: error: `Хуҷанд` is no id"));
}

TEST_CASE("all faults are told at once") {
  ChannelWorld world;
  world.replace("channel.yaml", "Asia/Dushanbe", "Nowhere");
  world.replace("stories/first/fa.md", "متن.", "# متن\n\n<b>x</b>");
  world.replace("contacts/mission.yaml", "format: 1", "format: one");
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("channel.yaml:6:11: error"));
  CHECK_THAT(faults, Catch::Contains("stories/first/fa.md:7:3: error"));
  CHECK_THAT(faults, Catch::Contains("stories/first/fa.md:9:1: error"));
  CHECK_THAT(faults, Catch::Contains("contacts/mission.yaml:1:9: error"));
}

TEST_CASE("a file with a byte order mark and DOS line ends is read as any other") {
  ChannelWorld world;
  std::string text = "\xef\xbb\xbf" + world.read("stories/first/en.md");
  for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i + 2))
    text.insert(i, "\r");
  world.write("stories/first/en.md", text);
  CHECK(world.faults().empty());
  world.write("stories/first/en.md", text + "\r\n# x\r\n");
  CHECK_THAT(world.faults(), Catch::Contains("stories/first/en.md:9:3: error"));
}

TEST_CASE("a body that the screens would refuse is a fault") {
  ChannelWorld world;
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += "a *b*\n\n";
  world.replace("stories/first/en.md", "A body.", body);
  CHECK_THAT(world.faults(), Catch::Contains("stories/first/en.md: error: the body is too long"));
}
