// Where accepted targets lie: one file each, under a name that only its path decides.
#pragma once

#include "content/base/fs.hpp"
#include "content/trust/envelope.hpp"

namespace rohnamo::tuf {

class TargetFolder {
 public:
  // `scratch`: a folder elsewhere on the same file system, where files are written first.
  TargetFolder(base::Fs& fs, base::Path folder, base::Path scratch);

  // Whether the target is there with the right length and hashes.
  [[nodiscard]] bool has(const std::string& path, const trust::MetaFile& expected) const;
  // Whole or not at all, in the place of an older one.
  base::Result<void> put(const std::string& path, std::string_view bytes);

 private:
  base::Fs* fs_;
  base::Path folder_, scratch_;
};

}  // namespace rohnamo::tuf
