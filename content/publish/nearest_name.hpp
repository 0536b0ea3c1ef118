// What a person may have meant who wrote a name that is not known.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace rohnamo::publish {

// The one of `known` that fewest mistakes part from `word`: letters too many, too few, wrong, or
// exchanged with their neighbours (Damerau, "A technique for computer detection and correction of
// spelling errors", 1964), one for every three letters, and at least one. Nothing where none is so
// near.
std::optional<std::string> nearest_name(std::string_view word,
                                        const std::set<std::string, std::less<>>& known);

// "Did you mean `help`? …", else `otherwise`.
std::string advice_on_name(std::string_view word, const std::set<std::string, std::less<>>& known,
                           std::string_view otherwise);

}  // namespace rohnamo::publish
