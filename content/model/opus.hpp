// How long a recording is, without decoding it: Opus (RFC 7845) in Ogg (RFC 3533).
#pragma once

#include <chrono>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::model {

// The whole file's bytes; its first page and its last two are looked at. More than no time, at most
// 24 hours. Code::corrupt: it is no such recording, or is cut off before its sound begins.
base::Result<std::chrono::milliseconds> opus_length(std::string_view file);

}  // namespace rohnamo::model
