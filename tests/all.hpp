// How much a proof goes through: ./check a share of its points, ./check --all every one.
#pragma once

#include <cstdlib>
#include <string_view>

namespace rohnamo::tests {

// What ./check --all asks for by ROHNAMO_ALL=1.
inline bool all() {
  const char* value = std::getenv("ROHNAMO_ALL");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace rohnamo::tests
