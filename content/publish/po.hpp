// PO files of GNU gettext, by libgettextpo: one message a text, its id as msgctxt.
//
// A translation that nobody read, or whose original changed, is fuzzy; one that is not was read.
// The header field X-Rohnamo-Channel names the channel.
#pragma once

#include <optional>

#include "content/base/time.hpp"
#include "content/publish/text_file.hpp"
#include "content/publish/translation.hpp"

namespace rohnamo::publish {

// `now` is said in the header.
base::Result<std::string> write_po(const Translation& translation, base::Time now);

// Nothing, and faults with their places, for what is no PO file in UTF-8, or does not say of which
// channel and language it is. One thread at a time: the library keeps its state in globals.
std::optional<Returned> read_po(const TextFile& file, Faults& faults);

}  // namespace rohnamo::publish
