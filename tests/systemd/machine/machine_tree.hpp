// A machine's files, as folders under a temporary one that ends with the test.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace rohnamo::tests {

class MachineTree {
 public:
  MachineTree() {
    std::string name = (std::filesystem::temp_directory_path() / "rohnamo-machine-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
  }
  ~MachineTree() {
    std::error_code gone;
    std::filesystem::remove_all(root_, gone);
  }
  MachineTree(const MachineTree&) = delete;
  MachineTree& operator=(const MachineTree&) = delete;

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }

  void write(const std::filesystem::path& below, std::string_view text) const {
    std::filesystem::create_directories((root_ / below).parent_path());
    std::ofstream(root_ / below) << text;
  }

 private:
  std::filesystem::path root_;
};

}  // namespace rohnamo::tests
