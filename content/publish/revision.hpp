// Which words of an original a translation was made from.
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::publish {

// The text with each run of white space as one space, and none around it: line ends that an editor
// or a translator's tool moved are no change.
std::string collapsed(std::string_view text);

// The first 12 hex digits of the SHA-256 of title, summary, picture description and body, each
// collapsed and ended by a line feed: `source:` in a translation's front matter.
std::string source_revision(std::string_view title, std::string_view summary,
                            std::string_view picture, std::string_view body);

}  // namespace rohnamo::publish
