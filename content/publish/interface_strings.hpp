// The screen's own words: what comes with the program, and over it what the channel says otherwise.
#pragma once

#include <map>
#include <string>

#include "content/base/fs.hpp"
#include "content/model/channel.hpp"
#include "content/model/strings.hpp"
#include "content/publish/fault.hpp"

namespace rohnamo::publish {

// For every language of the channel, all keys of the program's en.yaml. A key that is missing, a
// pattern that ICU does not take, and one with other {placeholders} than the English are faults.
std::map<std::string, model::Strings, std::less<>> read_interface_strings(
    base::Fs& fs, const model::Channel& channel, const base::Path& shipped,
    const base::Path& channel_strings, Faults& faults);

}  // namespace rohnamo::publish
