#include "content/base/fs.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <vector>

#include "content/base/descriptor.hpp"

namespace rohnamo::base {
namespace {

constexpr std::size_t piece_bytes = 256 << 10;  // of read_through()

tl::unexpected<Error> system_failure(std::string_view what, const Path& path, int error = errno) {
  Code code = Code::io;
  if (error == ENOENT || error == ENOTDIR) code = Code::not_found;
  if (error == ENOSPC || error == EDQUOT) code = Code::no_space;
  if (error == EWOULDBLOCK) code = Code::busy;
  return fail(
      code, fmt::format("{} {}: {}", what, path.string(), std::generic_category().message(error)));
}

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t second = 1'000'000'000;
  return time.tv_sec * second + time.tv_nsec;
}

Stamp to_stamp(const struct stat& status) {
  return {S_ISDIR(status.st_mode),
          status.st_dev,
          status.st_ino,
          static_cast<std::uint64_t>(status.st_size),
          nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

Descriptor open_file(const Path& path, int flags) {
  return Descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0644));
}

class PosixFile final : public File {
 public:
  PosixFile(Descriptor fd, Path path) : fd_(std::move(fd)), path_(std::move(path)) {}

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return system_failure("write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(fd_.get()) != 0) return system_failure("sync", path_);
    return {};
  }

 private:
  Descriptor fd_;
  Path path_;
};

class PosixMapping final : public Mapping {
 public:
  explicit PosixMapping(std::string_view bytes) : bytes_(bytes) {}
  PosixMapping(const PosixMapping&) = delete;
  PosixMapping& operator=(const PosixMapping&) = delete;
  ~PosixMapping() override {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  [[nodiscard]] std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
};

class PosixLock final : public Lock {
 public:
  explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;  // closing it lets the lock go
};

class PosixFolder final : public Folder {
 public:
  explicit PosixFolder(Descriptor fd) : fd_(std::move(fd)) {}
  [[nodiscard]] std::optional<Stamp> stamp(const std::string& below) const override {
    struct stat status {};
    if (::fstatat(fd_.get(), below.c_str(), &status, 0) != 0) return std::nullopt;
    return to_stamp(status);
  }

 private:
  Descriptor fd_;
};

class PosixFs final : public Fs {
 public:
  Result<std::string> read(const Path& path, std::uint64_t limit) override {
    const Descriptor fd = open_file(path, O_RDONLY);
    if (!fd.open()) return system_failure("open", path);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) return system_failure("stat", path);
    std::string bytes;
    bytes.reserve(std::min(static_cast<std::uint64_t>(status.st_size), limit));
    char buffer[65536];
    while (true) {
      const ssize_t got = ::read(fd.get(), buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_failure("read", path);
      if (got == 0) return bytes;
      if (bytes.size() + static_cast<std::size_t>(got) > limit)
        return fail(Code::too_large,
                    fmt::format("{} is longer than {} bytes", path.string(), limit));
      bytes.append(buffer, static_cast<std::size_t>(got));
    }
  }

  Result<std::unique_ptr<Mapping>> map(const Path& path) override {
    const Descriptor fd = open_file(path, O_RDONLY);
    if (!fd.open()) return system_failure("open", path);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) return system_failure("stat", path);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::make_unique<PosixMapping>(std::string_view());
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
    if (address == MAP_FAILED) return system_failure("map", path);
    return std::make_unique<PosixMapping>(std::string_view(static_cast<char*>(address), size));
  }

  Result<void> read_through(const Path& path,
                            const std::function<void(std::string_view)>& piece) override {
    const Descriptor fd = open_file(path, O_RDONLY);
    if (!fd.open()) return system_failure("open", path);
    std::vector<char> buffer(piece_bytes);
    while (true) {
      const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
      if (got == 0) return {};
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_failure("read", path);
      piece({buffer.data(), static_cast<std::size_t>(got)});
    }
  }

  Result<std::unique_ptr<File>> create(const Path& path) override {
    return open_for_writing(path, O_TRUNC);
  }

  Result<std::unique_ptr<File>> append(const Path& path) override {
    return open_for_writing(path, O_APPEND);
  }

  Result<std::uint64_t> size(const Path& path) override {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return system_failure("stat", path);
    if (!S_ISREG(status.st_mode)) return fail(Code::not_found, path.string() + " is no file");
    return static_cast<std::uint64_t>(status.st_size);
  }

  Result<Stamp> stamp(const Path& path) override {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return system_failure("stat", path);
    return to_stamp(status);
  }

  Result<std::unique_ptr<Folder>> open_folder(const Path& path) override {
    Descriptor fd = open_file(path, O_PATH | O_DIRECTORY);
    if (!fd.open()) return system_failure("open", path);
    return std::make_unique<PosixFolder>(std::move(fd));
  }

  Result<void> rename(const Path& from, const Path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return system_failure("rename", from);
    return {};
  }

  Result<void> rename_later(const Path& from, const Path& to) override {
    struct stat before {
    }, fresh{};
    if (::stat(from.c_str(), &fresh) != 0) return system_failure("stat", from);
    if (::stat(to.c_str(), &before) == 0 && fresh.st_mtim.tv_sec <= before.st_mtim.tv_sec) {
      timespec later = before.st_mtim;
      later.tv_sec += 1;
      const timespec times[] = {{0, UTIME_OMIT}, later};
      if (::utimensat(AT_FDCWD, from.c_str(), times, 0) != 0) return system_failure("touch", from);
    }
    return rename(from, to);
  }

  Result<void> remove(const Path& path) override {
    if (::remove(path.c_str()) != 0) return system_failure("remove", path);
    return {};
  }

  Result<void> make_directories(const Path& path) override {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return system_failure("make folder", path, error.value());
    return {};
  }

  Result<void> sync_directory(const Path& path) override {
    const Descriptor fd = open_file(path, O_RDONLY | O_DIRECTORY);
    if (!fd.open()) return system_failure("open", path);
    if (::fsync(fd.get()) != 0) return system_failure("sync", path);
    return {};
  }

  Result<void> sync_all(const Path& path) override {
    const Descriptor fd = open_file(path, O_RDONLY | O_DIRECTORY);
    if (!fd.open()) return system_failure("open", path);
    if (::syncfs(fd.get()) != 0) return system_failure("sync", path);
    return {};
  }

  Result<std::vector<std::string>> list(const Path& path) override {
    std::error_code error;
    std::vector<std::string> names;
    std::filesystem::directory_iterator entry(path, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end;
         entry.increment(error))
      names.push_back(entry->path().filename().string());
    if (error) return system_failure("list", path, error.value());
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::uint64_t> free_space(const Path& path) override {
    struct statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0) return system_failure("free space of", path);
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
  }

  Result<std::unique_ptr<Lock>> lock_shared(const Path& path) override {
    return lock(path, O_RDONLY, LOCK_SH);
  }

  Result<std::unique_ptr<Lock>> lock_exclusive(const Path& path) override {
    return lock(path, O_RDWR | O_CREAT, LOCK_EX);
  }

 private:
  static Result<std::unique_ptr<File>> open_for_writing(const Path& path, int flags) {
    Descriptor fd = open_file(path, O_WRONLY | O_CREAT | flags);
    if (!fd.open()) return system_failure("open for writing", path);
    return std::make_unique<PosixFile>(std::move(fd), path);
  }

  static Result<std::unique_ptr<Lock>> lock(const Path& path, int flags, int operation) {
    Descriptor fd = open_file(path, flags);
    if (!fd.open()) return system_failure("open lock", path);
    if (::flock(fd.get(), operation | LOCK_NB) != 0) return system_failure("lock", path);
    return std::make_unique<PosixLock>(std::move(fd));
  }
};

}  // namespace

Fs& posix_fs() {
  static PosixFs fs;
  return fs;
}

Result<void> write_whole(Fs& fs, const Path& path, std::string_view bytes) {
  const Path temporary = path.string() + ".new";
  {
    const auto file = TRY(fs.create(temporary));
    TRY(file->write(bytes));
    TRY(file->sync());
  }
  TRY(fs.rename(temporary, path));
  return fs.sync_directory(path.parent_path());
}

}  // namespace rohnamo::base
