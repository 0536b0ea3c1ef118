#include "content/publish/work_folder.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

namespace rohnamo::publish {

base::Result<WorkFolder> WorkFolder::make(std::string_view name) {
  std::error_code none;
  std::string path =
      (std::filesystem::temp_directory_path(none) / fmt::format("{}-XXXXXX", name)).string();
  if (mkdtemp(path.data()) == nullptr)
    return base::fail(base::Code::io, "there is no folder for temporary files: set TMPDIR");
  return WorkFolder(path);
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace rohnamo::publish
