#include "systemd/machine/medium.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "content/base/descriptor.hpp"

namespace rohnamo::machine {
namespace {

using base::Code;
using base::Descriptor;

tl::unexpected<base::Error> failure(const base::Path& path, int error) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  const bool link = error == ELOOP || error == ENXIO;
  return base::fail(missing ? Code::not_found
                    : link  ? Code::invalid_input
                            : Code::io,
                    fmt::format("{}: {}", path.string(),
                                link ? "this is no plain file: copy the file itself there"
                                     : std::generic_category().message(error)));
}

}  // namespace

base::Result<std::string> read_plain_file(const base::Path& folder, const std::string& name,
                                          std::uint64_t limit) {
  const base::Path path = folder / name;
  const Descriptor place(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!place.open()) return failure(folder, errno);
  const Descriptor file(
      ::openat(place.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.open()) return failure(path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return failure(path, errno);
  if (!S_ISREG(about.st_mode)) return failure(path, ELOOP);
  std::string bytes;
  std::array<char, 65536> piece{};
  while (bytes.size() <= limit) {
    const auto count = ::read(file.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(path, errno);
    if (count == 0) return bytes;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  return base::fail(Code::too_large,
                    fmt::format("{}: it has more than {} bytes", path.string(), limit));
}

}  // namespace rohnamo::machine
