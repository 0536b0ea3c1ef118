// Recordings and their timings: WebVTT, and its cues against the story.
#include "content/publish/narration.hpp"

#include <catch2/catch.hpp>

#include "tests/content/publish/channel_world.hpp"
#include "tests/content/publish/sample_recordings.hpp"

using namespace rohnamo;
using publish::VttCue;
using std::chrono::milliseconds;
using tests::ChannelWorld;

namespace {

struct Read {
  std::vector<VttCue> cues;
  std::string faults;
};

Read read(const std::string& text) {
  publish::Faults faults;
  Read result{publish::read_webvtt({"en.vtt", text}, faults), {}};
  for (const auto& fault : faults.sorted()) result.faults += publish::to_string(fault);
  return result;
}

std::string faults_of(const std::string& vtt) {
  ChannelWorld world;
  world.write("stories/first/en.opus",
              tests::recording(tests::SoundFormat::opus, {.seconds = 2, .peak = 0.67}));
  world.write("stories/first/en.vtt", vtt);
  return world.faults();
}

const std::string one = "WEBVTT\n\n00:00.000 --> 00:01.000\n";

}  // namespace

TEST_CASE("a WebVTT file is read with all that tools put into it") {
  const Read file = read(
      "WEBVTT - made by hand\nKind: captions\n\nNOTE\na note --> of two lines\n\n"
      "STYLE\n::cue { color: red }\n\n"
      "1\n00:01.000 --> 00:02.500 align:start line:0\n<v Anna>Tea &amp; "
      "<b>bread</b>,\nand\u00a0salt\n\n\n"
      "01:00:00.000-->100:00:00.001\nLate");
  CHECK(file.faults == "");
  REQUIRE(file.cues.size() == 2);
  CHECK(file.cues[0].from == milliseconds(1'000));
  CHECK(file.cues[0].until == milliseconds(2'500));
  CHECK(file.cues[0].words == "Tea & bread, and\u00a0salt");
  CHECK(file.cues[0].place.line == 11);
  CHECK(file.cues[1].from == std::chrono::hours(1));
  CHECK(file.cues[1].until == std::chrono::hours(100) + milliseconds(1));
}

TEST_CASE("what is no WebVTT is a fault at its line, and the rest is read") {
  CHECK_THAT(read("1\n00:01 --> 00:02\n").faults,
             Catch::Contains("en.vtt:1:1: error: the file does not begin with WEBVTT"));
  const Read file = read(
      "WEBVTT\n\nalone\n\n00:02.000 --> 00:01.000\nback\n\n00:1.000 --> 00:02.000\nshort\n\n"
      "00:61.000 --> 02:00.000\nlong\n\n00:03.000 --> 00:04.000\ngood\n");
  CHECK_THAT(file.faults, Catch::Contains("en.vtt:3:1: error: this is no cue: it has no times"));
  for (const char* line : {"en.vtt:5", "en.vtt:8", "en.vtt:11"})
    CHECK_THAT(file.faults, Catch::Contains(std::string(line) + ":1: error: `"));
  REQUIRE(file.cues.size() == 1);
  CHECK(file.cues[0].words == "good");
}

TEST_CASE("cues are passages of the title, the summary and the body, whatever their spaces") {
  publish::Article article;
  article.title = "A title";
  article.summary = "In short: a\u00a0road.";
  article.body.document.blocks.resize(2);
  article.body.document.blocks[0].spans = {
      {"A ", false, false, {}}, {"bold", true, false, {}}, {" step. A step.", false, false, {}}};
  article.body.document.blocks[1].spans = {{"«A step»", false, false, {}}};
  const auto cue = [](int from, const char* words) {
    return VttCue{milliseconds(from), milliseconds(from + 1), words, {"en.vtt", from, 0}};
  };
  publish::Faults faults;
  const auto timings = publish::match_cues(
      {cue(1, "A title  In short: a road."), cue(2, " "), cue(3, "A bold step."), cue(4, "A step."),
       cue(5, "A step"), cue(6, "»")},
      article, faults);
  CHECK(faults.errors() == 0);
  const std::string text =
      model::reading_text(model::reading_of(article.title, article.summary, article.body.document));
  std::vector<std::string> passages;
  for (const auto& found : timings.cues)
    passages.push_back(text.substr(found.begin, found.end - found.begin));
  CHECK(passages == std::vector<std::string>{"A title\nIn short: a\u00a0road.", "A bold step.",
                                             "A step.", "A step", "»"});
  CHECK(timings.cues[2].from == milliseconds(4));
}

TEST_CASE("a cue that does not fit is named by its line") {
  CHECK(faults_of(one + "Story first\n\n00:01.000 --> 00:02.000\nA body.\n") == "");
  CHECK_THAT(faults_of(one + "A body.\n\n00:01.000 --> 00:02.000\nStory first\n"),
             Catch::Contains("stories/first/en.vtt:6:1: error: these words do not follow in the "
                             "story: `Story first`"));
  CHECK_THAT(faults_of(one + "A bady.\n"),
             Catch::Contains("stories/first/en.vtt:3:1: error: these words do not follow"));
  CHECK_THAT(faults_of(one + "Story first\n\n00:00.900 --> 00:02.000\nA body.\n"),
             Catch::Contains("stories/first/en.vtt:6:1: error: this begins before the cue above"));
  CHECK_THAT(
      faults_of(one + "Story first\n\n00:01.000 --> 00:03.500\nA body.\n"),
      Catch::Contains("stories/first/en.vtt:6:1: error: this ends at 3 s, the recording at 2"));
  CHECK_THAT(
      faults_of("A body.\n"),
      Catch::Contains("stories/first/en.vtt:1:1: error: the file does not begin with WEBVTT"));
}

TEST_CASE("times without a recording, and a recording without sound, are faults") {
  ChannelWorld world;
  world.write("stories/first/en.vtt", one + "A body.\n");
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/en.vtt: warning: there is no recording"));
  world.write("stories/first/en.opus", tests::opus().substr(0, 47));
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/en.opus: error: the recording cannot be used: "));
}
