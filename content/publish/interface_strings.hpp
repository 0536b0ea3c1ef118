// The screen's own words: what comes with the program, and over it what the channel says otherwise.
#pragma once

#include <map>
#include <string>

#include "content/base/fs.hpp"
#include "content/model/channel.hpp"
#include "content/model/strings.hpp"
#include "content/publish/fault.hpp"

namespace rohnamo::publish {

struct Phrase {
  std::string pattern;  // an ICU message
  Place place;
};

using Phrases = std::map<std::string, Phrase, std::less<>>;  // by key

// Puts the phrases of <folder>/<language>.yaml over `phrases`; a missing file changes nothing.
void read_phrases(base::Fs& fs, const base::Path& folder, const std::string& language,
                  Phrases& phrases, Faults& faults);

// What of a phrase the screen could not take: no ICU message, or other {placeholders} than the
// English.
void check_phrase(const Phrases& english, const std::string& key, const Phrase& phrase,
                  const std::string& locale, Faults& faults);

// For every language of the channel, all keys of the program's en.yaml. A key that is missing, a
// pattern that ICU does not take, and one with other {placeholders} than the English are faults.
std::map<std::string, model::Strings, std::less<>> read_interface_strings(
    base::Fs& fs, const model::Channel& channel, const base::Path& shipped,
    const base::Path& channel_strings, Faults& faults);

}  // namespace rohnamo::publish
