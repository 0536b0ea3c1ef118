// A folder of the channel, as it lies on the disk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/publish/fault.hpp"

namespace rohnamo::publish {

// The names in a folder, sorted, without what computers leave behind (.DS_Store, Thumbs.db, a~).
// Nothing where there is no such folder; one that cannot be read is a fault too.
std::optional<std::vector<std::string>> list_folder(base::Fs& fs, const base::Path& path,
                                                    Faults& faults);

// a-z, 0-9 and -, 1 to 64 characters.
bool is_id(std::string_view text);

// A path that stays below where it starts: no `.`, `..` or empty part, and not from the root.
bool is_plain_path(std::string_view path);

// The part of "fa.md" before ".md"; nothing for another ending.
std::optional<std::string> stem(std::string_view name, std::string_view ending);

}  // namespace rohnamo::publish
