// rohnamo-kiosk --hash-pin: from a PIN on standard input to the line for /etc/rohnamo/kiosk.yaml.
#pragma once

#include <cstdio>
#include <string>

#include "content/base/result.hpp"

namespace rohnamo::app {

// Reads one line; on a terminal it asks, twice, and the digits do not show. Code::invalid_input: it
// is no PIN, or the two differ.
base::Result<std::string> hash_pin(std::FILE* input);

}  // namespace rohnamo::app
