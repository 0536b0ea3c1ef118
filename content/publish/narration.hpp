// The recording of one language of a story, <language>.wav or the like, and the times at which its
// words are read, <language>.vtt.
#pragma once

#include "content/publish/source.hpp"
#include "content/publish/webvtt.hpp"

namespace rohnamo::publish {

// The files that a recording may be: <language>.opus, .wav, .flac or .mp3, as recorders write them.
std::vector<std::string> recording_names(const std::string& language);

// Into the article, as far as they are there. What cannot be used is a fault and left out.
void read_narration(base::Fs& fs, const base::Path& folder, const std::string& language,
                    Article& article, Faults& faults);

// The passages of the title, summary and body that the cues' words are. A cue that does not fit
// behind the one before is a fault at its line.
model::Timings match_cues(const std::vector<VttCue>& cues, const Article& article, Faults& faults);

}  // namespace rohnamo::publish
