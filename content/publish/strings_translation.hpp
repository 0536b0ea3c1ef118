// The screen's own words on their way to a translator and back: what differs from the program's is
// written to the channel's strings/<language>.yaml.
#pragma once

#include "content/publish/interface_strings.hpp"
#include "content/publish/translatable.hpp"

namespace rohnamo::publish {

struct StringsPlace {
  base::Path shipped;  // the folder of the program's own <language>.yaml
  base::Path own;      // the channel's
};

// The source is the first of `from` that has the words, else English. Their comments in the
// program's en.yaml go along as notes.
std::unique_ptr<Translatable> translatable_strings(base::Fs& fs, const StringsPlace& place,
                                                   const model::Language& language,
                                                   const std::vector<std::string>& from,
                                                   Faults& faults);

}  // namespace rohnamo::publish
