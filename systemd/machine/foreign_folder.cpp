#include "systemd/machine/foreign_folder.hpp"

#include <fmt/format.h>

#include "sync/net/open_file.hpp"

namespace rohnamo::machine {

using base::Result;

Result<std::string> ForeignFolder::read(const base::Path& relative, std::uint64_t limit) {
  std::string bytes;
  TRY(read_through(relative, limit, [&](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  }));
  return bytes;
}

// The file may grow while it is read: what counts is what came.
Result<void> StrangersFolder::read_through(const base::Path& relative, std::uint64_t limit,
                                           const Piece& piece) {
  const std::string name = (folder_ / relative).string();
  net::OpenFile file;
  if (const auto opened = file.open_beneath(folder_, relative); !opened)
    return base::fail(opened.error(), name);
  for (std::uint64_t place = 0;; place += file.piece().size()) {
    if (const auto read = file.read(place); !read) return base::fail(read.error(), name);
    if (file.piece().empty()) return {};
    if (place + file.piece().size() > limit)
      return base::fail(base::Code::too_large,
                        fmt::format("{} is longer than {} bytes", name, limit));
    TRY(piece(file.piece()));
  }
}

}  // namespace rohnamo::machine
