// A folder for what is needed while this program runs; gone, with all that is in it, at the end.
#pragma once

#include <string_view>
#include <utility>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

class WorkFolder {
 public:
  // Below TMPDIR, or /tmp; readable by nobody else. `name` is how it begins.
  static base::Result<WorkFolder> make(std::string_view name);
  WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  WorkFolder& operator=(WorkFolder&&) = delete;
  ~WorkFolder();
  [[nodiscard]] const base::Path& path() const { return path_; }

 private:
  explicit WorkFolder(base::Path path) : path_(std::move(path)) {}
  base::Path path_;
};

}  // namespace rohnamo::publish
