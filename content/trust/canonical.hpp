// OLPC canonical JSON: the bytes that are signed (TUF specification, 4.1).
//
// Members sorted by key, no white space, only `"` and `\` escaped, raw UTF-8, integers only.
#pragma once

#include <string>

#include "content/base/json.hpp"

namespace rohnamo::trust {

// A number that is not an integer is Code::invalid_input.
base::Result<std::string> canonical(const base::json::Value& value);

// The same as a file can have it: JSON (RFC 8259) demands that control characters are escaped, as
// the line ends of a key in PEM. Where there are none it is canonical().
base::Result<std::string> canonical_file(const base::json::Value& value);

}  // namespace rohnamo::trust
