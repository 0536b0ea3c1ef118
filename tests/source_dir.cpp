#include "tests/source_dir.hpp"

namespace rohnamo::tests {

std::filesystem::path source_dir() {
  return ROHNAMO_SOURCE_DIR;
}

}  // namespace rohnamo::tests
