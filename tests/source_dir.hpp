// The checked-out sources, for tests that read them.
#pragma once

#include <filesystem>

namespace rohnamo::tests {

std::filesystem::path source_dir();

}  // namespace rohnamo::tests
