// A text file as an editor left it: UTF-8, a byte order mark and DOS line ends taken away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/base/fs.hpp"
#include "content/publish/fault.hpp"

namespace rohnamo::publish {

struct TextFile {
  std::string name;  // as faults show it
  std::string text;

  // The line and character of a byte of `text`.
  [[nodiscard]] Place place(std::size_t offset) const;
  [[nodiscard]] Place whole() const { return Place{name, 0, 0}; }
};

constexpr std::uint64_t text_file_limit = 1 << 20;  // bytes

// Reads a file; one that cannot be read, is longer than the limit or is not UTF-8 is a fault.
std::optional<TextFile> read_text(base::Fs& fs, const base::Path& path, Faults& faults,
                                  std::uint64_t limit = text_file_limit);

// The places of many offsets, each not before the last: all of them cost one way through the file.
class PlaceCursor {
 public:
  explicit PlaceCursor(const TextFile& file) : file_(file), place_{file.name, 1, 1} {}
  Place at(std::size_t offset);

 private:
  const TextFile& file_;
  std::size_t offset_ = 0;
  Place place_;
};

}  // namespace rohnamo::publish
