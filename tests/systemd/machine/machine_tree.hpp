// A machine's files, as folders under a temporary one.
#pragma once

#include <fstream>
#include <string_view>

#include "tests/temporary_folder.hpp"

namespace rohnamo::tests {

class MachineTree {
 public:
  [[nodiscard]] const std::filesystem::path& root() const { return root_.path(); }

  void write(const std::filesystem::path& below, std::string_view text) const {
    std::filesystem::create_directories((root() / below).parent_path());
    std::ofstream(root() / below) << text;
  }

 private:
  TemporaryFolder root_;
};

}  // namespace rohnamo::tests
