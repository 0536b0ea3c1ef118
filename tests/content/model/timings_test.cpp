#include "content/model/timings.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using model::Cue;
using std::chrono::milliseconds;

namespace {

model::Document two_blocks() {
  model::Document document;
  document.blocks.resize(2);
  document.blocks[0].spans = {
      {"One ", false, false, {}}, {"bold", true, false, {}}, {" word.", false, false, {}}};
  document.blocks[1].type = model::Block::Type::table;
  document.blocks[1].rows = {{{{"Cell", false, false, {}}}, {{"дар", false, false, {}}}}};
  return document;
}

model::Reading reading() {
  return model::reading_of("Title", "Summary", two_blocks());
}

std::string words_of(const model::Spans& spans, int passage) {
  std::string words;
  for (const auto& span : spans)
    if (span.passage == passage) words += span.text + "|";
  return words;
}

std::string fault(const std::string& cues) {
  const auto timings = model::parse_timings(R"({"format": 1, "cues": [)" + cues + "]}");
  return timings ? "" : timings.error().message;
}

}  // namespace

TEST_CASE("a story is read from its title to its last cell") {
  CHECK(model::reading_text(reading()) == "Title\nSummary\nOne bold word.\nCell\nдар\n");
}

TEST_CASE("passages are marked across styles and leave the words as they are") {
  model::Reading story = reading();
  // "Title", "mary", "One bold", "дар"; the last one ends within a letter.
  model::mark_passages(story,
                       {{{{}, {}, 0, 5}, {{}, {}, 9, 13}, {{}, {}, 14, 22}, {{}, {}, 34, 37}}});
  CHECK(words_of(story.title, 1) == "Title|");
  CHECK(words_of(story.summary, 0) == "Sum|");
  CHECK(words_of(story.summary, 2) == "mary|");
  CHECK(words_of(story.document.blocks[0].spans, 3) == "One |bold|");
  CHECK(words_of(story.document.blocks[0].spans, 0) == " word.|");
  CHECK(story.document.blocks[0].spans[1].bold);
  CHECK(words_of(story.document.blocks[1].rows[0][1], 4) == "да|");
  CHECK(model::reading_text(story) == model::reading_text(reading()));
}

TEST_CASE("a passage may go on in the next block, and one beyond the text marks nothing") {
  model::Reading story = reading();
  model::mark_passages(story, {{{{}, {}, 6, 17}, {{}, {}, 900, 999}}});
  CHECK(words_of(story.summary, 1) == "Summary|");
  CHECK(words_of(story.document.blocks[0].spans, 1) == "One|");
  CHECK(words_of(story.document.blocks[1].rows[0][1], 0) == "дар|");
}

TEST_CASE("at each moment it is known what is read, and when that changes") {
  const model::Timings timings{{{milliseconds(100), milliseconds(200), 0, 1},
                                {milliseconds(200), milliseconds(300), 1, 2},
                                {milliseconds(500), milliseconds(600), 2, 3}}};
  const auto at = [&](int time) { return timings.passage(milliseconds(time)); };
  CHECK(at(99) == 0);
  CHECK(at(100) == 1);
  CHECK(at(200) == 2);
  CHECK(at(300) == 0);
  CHECK(at(599) == 3);
  CHECK(at(600) == 0);
  const auto next = [&](int time) {
    const auto change = timings.changes_after(milliseconds(time));
    return change ? static_cast<int>(change->count()) : -1;
  };
  CHECK(next(0) == 100);
  CHECK(next(100) == 200);
  CHECK(next(250) == 300);
  CHECK(next(300) == 500);
  CHECK(next(600) == -1);
}

TEST_CASE("timings go through their bytes, and what does not ascend is refused") {
  const model::Timings timings{{{milliseconds(1), milliseconds(2), 3, 4}}};
  CHECK(model::parse_timings(model::serialize(timings)).value() == timings);
  const std::string good = R"({"from_ms": 5, "until_ms": 9, "begin": 2, "end": 4})";
  CHECK(fault(good) == "");
  CHECK(fault(good + "," + good) == "timings.cues[1] is not after the one before");
  CHECK(fault(R"({"from_ms": 5, "until_ms": 5, "begin": 2, "end": 4})") ==
        "timings.cues[0] is not after the one before");
  CHECK(fault(R"({"from_ms": -5, "until_ms": 5, "begin": 2, "end": 4})") ==
        "timings.cues[0].from_ms is negative");
  CHECK_FALSE(model::parse_timings(R"({"format": 2, "cues": []})"));
}
