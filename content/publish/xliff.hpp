// XLIFF 2.0 (OASIS Standard, 5 August 2014): a <file> an item, a <unit> of one segment a text.
//
// States: `initial` without a target, `translated` with one that nobody read, `reviewed` (and on
// the way back `final`); a target whose original changed is `translated` with the sub-state
// `rohnamo:stale`. Ids of units have dots for slashes, as NMTOKEN demands; a file's `original`
// begins with the channel's id.
#pragma once

#include <optional>

#include "content/publish/text_file.hpp"
#include "content/publish/translation.hpp"

namespace rohnamo::publish {

std::string write_xliff(const Translation& translation);

// Any 2.x, as tools write it: with segments split and inline elements around the text, which are
// passed over. Nothing, and faults with their places, for what is no XML, no XLIFF 2, or does not
// say of which channel and language it is. Document types are refused; entities but XML's own five
// stay as they are written, and nothing outside of the file is read.
std::optional<Returned> read_xliff(const TextFile& file, Faults& faults);

}  // namespace rohnamo::publish
