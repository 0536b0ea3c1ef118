// An editor's <language>.vtt: cues, and the passages that they are of a story.
#include "content/publish/webvtt.hpp"

#include "content/publish/narration.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  publish::Faults faults;
  const publish::TextFile file{"en.vtt", std::string(fuzz::as_text(data, size))};
  const auto cues = publish::read_webvtt(file, faults);
  for (const auto& cue : cues) {
    fuzz::require(cue.from < cue.until, "a cue takes time");
    fuzz::require(cue.place.line > 0, "a cue has its line");
  }
  publish::Article article;
  article.title = "The road & the river.";
  article.summary = "A bold step.";
  const auto timings = publish::match_cues(cues, article, faults);
  const auto again = model::parse_timings(model::serialize(timings));
  fuzz::require(again && *again == timings, "what is matched is read by the screens");
  return 0;
}
