#include "sync/net/folder_transport.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/this_coro.hpp>
#include <boost/url.hpp>
#include <cerrno>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t piece_size = 262144;

Result<std::string> decoded(std::string_view text) {
  const auto view = boost::urls::make_pct_string_view({text.data(), text.size()});
  if (!view) return base::fail(Code::invalid_input, fmt::format("'{}' is no address", text));
  const auto plain = view->decode();
  return std::string(plain.data(), plain.size());
}

tl::unexpected<base::Error> failure(int error) {
  const bool missing = error == ENOENT || error == ENOTDIR || error == EISDIR;
  return base::fail(missing ? Code::not_found : Code::io, std::generic_category().message(error));
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

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
Result<Descriptor> open_beneath(const base::Path& root, const base::Path& relative) {
  Descriptor place(::open(root.parent_path().c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
  if (place.get() < 0) return failure(errno);
  place = TRY(step(place.get(), root.filename(), false));
  for (auto name = relative.begin(); name != relative.end(); ++name)
    place = TRY(step(place.get(), *name, std::next(name) == relative.end()));
  return place;
}

Result<Descriptor> open_anywhere(const base::Path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return failure(errno);
  return file;
}

// A file being read, shared with the worker that reads.
struct Reading {
  Result<void> open(const base::Path& root, const base::Path& relative,
                    FolderTransport::Links links) {
    file = links == FolderTransport::Links::refused ? TRY(open_beneath(root, relative))
                                                    : TRY(open_anywhere(root / relative));
    struct stat about {};
    if (::fstat(file.get(), &about) != 0) return failure(errno);
    if (!S_ISREG(about.st_mode)) return failure(S_ISDIR(about.st_mode) ? EISDIR : EINVAL);
    size = static_cast<std::uint64_t>(about.st_size);
    etag = fmt::format("\"{:x}-{:x}.{:x}\"", size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
    return {};
  }

  // Some bytes at `place` into `piece`; none at the end.
  Result<void> read(std::uint64_t place) {
    piece.resize(piece_size);
    const ssize_t count =
        ::pread(file.get(), piece.data(), piece.size(), static_cast<off_t>(place));
    if (count < 0) return failure(errno);
    piece.resize(static_cast<std::size_t>(count));
    return {};
  }

  Descriptor file;
  std::uint64_t size = 0;
  std::string etag;
  std::string piece;
};

Result<base::Path> inside(std::string_view path) {
  base::Path relative(path);
  for (const auto& part : relative)
    if (part == ".." || relative.is_absolute())
      return base::fail(Code::invalid_input, fmt::format("'{}' leads out of the folder", path));
  return relative;
}

}  // namespace

Result<base::Path> FolderTransport::parse(std::string_view address) {
  constexpr std::string_view scheme = "file://";
  std::string path(address);
  if (address.starts_with(scheme)) path = TRY(decoded(address.substr(scheme.size())));
  if (!path.starts_with('/'))
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' is no folder with its whole path", address));
  return base::Path(path);
}

// A folder's own name is not followed by a slash: its last part is its name.
FolderTransport::FolderTransport(base::Path folder, core::Worker& worker, Links links)
    : folder_(folder.has_filename() ? std::move(folder) : folder.parent_path()),
      worker_(&worker),
      links_(links) {}

core::Task<Result<core::Fetched>> FolderTransport::fetch(core::FetchRequest request,
                                                         core::Sink& sink) {
  const Result<base::Path> file = inside(request.path);
  if (!file) co_return base::fail(file.error());
  Result<core::Fetched> fetched = co_await read(*file, std::move(request), sink);
  if (fetched) co_return fetched;
  base::Error error = fetched.error().in((folder_ / *file).string());
  std::error_code ignored;
  if (error.code == Code::not_found && !std::filesystem::is_directory(folder_, ignored))
    error = {Code::offline, fmt::format("the folder {} is not there", folder_.string())};
  co_return base::fail(std::move(error));
}

core::Task<Result<core::Fetched>> FolderTransport::read(base::Path file, core::FetchRequest request,
                                                        core::Sink& sink) {
  const auto reading = std::make_shared<Reading>();
  std::function<Result<void>()> open = [this, reading, file] {
    return reading->open(folder_, file, links_);
  };
  const Result<void> opened = co_await worker_->run(std::move(open));
  if (!opened) co_return base::fail(opened.error());
  core::Fetched fetched;
  fetched.etag = reading->etag;
  fetched.not_modified = request.offset == 0 && request.etag == reading->etag;
  if (fetched.not_modified) co_return fetched;
  if (reading->size > request.max_bytes)
    co_return base::fail(Code::too_large, fmt::format("{} bytes, at most {} are taken",
                                                      reading->size, request.max_bytes));
  const bool resumes =
      request.offset <= reading->size && (request.etag.empty() || request.etag == reading->etag);
  std::uint64_t place = resumes ? request.offset : 0;
  const Result<void> begun = co_await sink.begin(place);
  if (!begun) co_return base::fail(begun.error());
  while (place < reading->size) {
    const boost::asio::cancellation_state state =
        co_await boost::asio::this_coro::cancellation_state;
    if (state.cancelled() != boost::asio::cancellation_type::none)
      co_return base::fail(Code::cancelled, "cancelled");
    std::function<Result<void>()> next = [reading, place] { return reading->read(place); };
    const Result<void> done = co_await worker_->run(std::move(next));
    if (!done) co_return base::fail(done.error());
    if (reading->piece.empty()) co_return base::fail(Code::io, "the file shrinks while it is read");
    if (reading->piece.size() > reading->size - place) reading->piece.resize(reading->size - place);
    const Result<void> written = co_await sink.write(reading->piece);
    if (!written) co_return base::fail(written.error());
    place += reading->piece.size();
  }
  const Result<void> ended = co_await sink.end();
  if (!ended) co_return base::fail(ended.error());
  co_return fetched;
}

}  // namespace rohnamo::net
