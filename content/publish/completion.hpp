// What a shell may offer while a command of rohnamo-content is typed.
#pragma once

#include <string>
#include <vector>

namespace rohnamo::publish {

// `words`: those after the program's name, up to and with the one that is being typed, which may
// be empty. Nothing where a file is expected, or where the words make no sense.
std::vector<std::string> completions(std::vector<std::string> words);

}  // namespace rohnamo::publish
