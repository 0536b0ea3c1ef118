// A file on a medium that strangers may have written: no link is followed, nothing but a plain file
// is opened, and no more than `limit` bytes of it are read.
#pragma once

#include <cstdint>
#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::machine {

// Right below `folder`, which is followed wherever it leads. Code::not_found: there is none;
// Code::invalid_input: it is a link, a folder or a device; Code::too_large.
base::Result<std::string> read_plain_file(const base::Path& folder, const std::string& name,
                                          std::uint64_t limit);

}  // namespace rohnamo::machine
