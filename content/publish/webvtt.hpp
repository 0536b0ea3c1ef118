// WebVTT (https://www.w3.org/TR/webvtt1/, section 4.1): the cues of a file, their times and plain
// words. Settings, styles, regions, notes and tags within a cue are passed over.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "content/publish/text_file.hpp"

namespace rohnamo::publish {

struct VttCue {
  std::chrono::milliseconds from{0}, until{0};  // from < until
  std::string words;                            // lines joined by a space; may be empty
  Place place;                                  // of its times
};

// In the order of the file. What cannot be understood is a fault at its line and left out.
std::vector<VttCue> read_webvtt(const TextFile& file, Faults& faults);

}  // namespace rohnamo::publish
