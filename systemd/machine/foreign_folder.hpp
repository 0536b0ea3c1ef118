// A folder that another user writes, read by root as a stranger's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "content/base/fs.hpp"

namespace rohnamo::machine {

// A port: on a machine StrangersFolder, in tests a world.
class ForeignFolder {
 public:
  using Piece = std::function<base::Result<void>(std::string_view)>;
  virtual ~ForeignFolder() = default;
  // All of a file, piece by piece, for as long as no piece fails. Code::not_found; Code::too_large
  // for more than `limit` bytes; Code::invalid_input where it is no plain file, or a link leads to
  // it; Code::io.
  virtual base::Result<void> read_through(const base::Path& relative, std::uint64_t limit,
                                          const Piece& piece) = 0;

  base::Result<std::string> read(const base::Path& relative, std::uint64_t limit);
};

// No link is followed from the folder's own name on, and nothing but plain files is read. Those who
// may write to the folders above it are trusted.
class StrangersFolder final : public ForeignFolder {
 public:
  explicit StrangersFolder(base::Path folder) : folder_(std::move(folder)) {}
  base::Result<void> read_through(const base::Path& relative, std::uint64_t limit,
                                  const Piece& piece) override;

 private:
  base::Path folder_;
};

}  // namespace rohnamo::machine
