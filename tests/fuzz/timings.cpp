// A recording's timings, marked in a story.
#include "content/model/timings.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto timings = model::parse_timings(fuzz::as_text(data, size));
  if (!timings) return 0;
  const auto again = model::parse_timings(model::serialize(*timings));
  fuzz::require(again && *again == *timings, "timings go through their bytes unchanged");
  model::Document document;
  document.blocks.resize(1);
  document.blocks[0].spans = {{"Як қадам. ", false, false, {}}, {"One step.", true, false, {}}};
  model::Reading reading = model::reading_of("Роҳ", "", document);
  const std::string text = model::reading_text(reading);
  model::mark_passages(reading, *timings);
  fuzz::require(model::reading_text(reading) == text, "marks change no words");
  for (const auto& cue : timings->cues)
    fuzz::require(timings->passage(cue.from) > 0, "a passage is read from its begin on");
  return 0;
}
