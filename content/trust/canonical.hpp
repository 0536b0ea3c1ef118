// OLPC canonical JSON: the bytes that are signed (TUF specification, 4.1).
//
// Members sorted by key, no white space, only `"` and `\` escaped, raw UTF-8, integers only.
#pragma once

#include <string>

#include "content/base/json.hpp"

namespace rohnamo::trust {

// A number that is not an integer is Code::invalid_input.
base::Result<std::string> canonical(const base::json::Value& value);

}  // namespace rohnamo::trust
