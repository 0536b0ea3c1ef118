#include "sync/net/open_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <system_error>

namespace rohnamo::net {
namespace {

using base::Code;
using base::Descriptor;
using base::Result;

tl::unexpected<base::Error> failure(int error) {
  const bool missing = error == ENOENT || error == ENOTDIR || error == EISDIR;
  return base::fail(missing ? Code::not_found : Code::io, std::generic_category().message(error));
}

// One step of a path where links are refused. What is looked at first is what is opened: nobody
// writes to a stick that is mounted for reading.
Result<Descriptor> step(int folder, const base::Path& name, bool last) {
  struct stat about {};
  if (::fstatat(folder, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return failure(errno);
  if (!S_ISDIR(about.st_mode) && !S_ISREG(about.st_mode))
    return base::fail(Code::invalid_input, "neither a file nor a folder, but a link or a device");
  const int kind = last ? O_NONBLOCK : O_DIRECTORY;
  Descriptor next(::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | kind));
  if (next.get() < 0) return failure(errno);
  return next;
}

// `root`'s parent by whatever way, then every name as it stands.
Result<Descriptor> beneath(const base::Path& root, const base::Path& relative) {
  Descriptor place(::open(root.parent_path().c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
  if (place.get() < 0) return failure(errno);
  place = TRY(step(place.get(), root.filename(), false));
  for (auto name = relative.begin(); name != relative.end(); ++name)
    place = TRY(step(place.get(), *name, std::next(name) == relative.end()));
  return place;
}

}  // namespace

Result<void> OpenFile::open(const base::Path& path) {
  file_ = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file_.get() < 0) return failure(errno);
  return look();
}

Result<void> OpenFile::open_beneath(const base::Path& root, const base::Path& relative) {
  file_ = TRY(beneath(root, relative));
  return look();
}

Result<void> OpenFile::look() {
  struct stat about {};
  if (::fstat(file_.get(), &about) != 0) return failure(errno);
  if (!S_ISREG(about.st_mode)) return failure(S_ISDIR(about.st_mode) ? EISDIR : EINVAL);
  size_ = static_cast<std::uint64_t>(about.st_size);
  etag_ = fmt::format("\"{:x}-{:x}.{:x}\"", size_, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
  return {};
}

Result<void> OpenFile::read(std::uint64_t place, std::size_t most) {
  piece_.resize(most);
  const ssize_t count =
      ::pread(file_.get(), piece_.data(), piece_.size(), static_cast<off_t>(place));
  if (count < 0) return failure(errno);
  piece_.resize(static_cast<std::size_t>(count));
  return {};
}

}  // namespace rohnamo::net
