// A file that is read piece by piece. For a worker's thread: a failing disk can keep a read waiting
// for minutes.
#pragma once

#include <cstdint>
#include <string>

#include "content/base/descriptor.hpp"
#include "content/base/fs.hpp"

namespace rohnamo::net {

// One thread at a time. Errors: not_found, also where a folder is; io.
class OpenFile {
 public:
  // One of the two, once.
  base::Result<void> open(const base::Path& path);
  // A stranger's: no link is followed from `root`'s own name on, and what is no plain file is not
  // even opened. Both are invalid_input.
  base::Result<void> open_beneath(const base::Path& root, const base::Path& relative);
  // Some bytes at `place`, `most` or fewer, into piece(); none at the end.
  base::Result<void> read(std::uint64_t place, std::size_t most = piece_size);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::string& etag() const { return etag_; }  // from size and time of change
  [[nodiscard]] std::string& piece() { return piece_; }

 private:
  static constexpr std::size_t piece_size = 262144;
  base::Result<void> look();
  base::Descriptor file_;
  std::uint64_t size_ = 0;
  std::string etag_;
  std::string piece_;
};

}  // namespace rohnamo::net
