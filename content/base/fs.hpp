// Files, as a port: the programs use PosixFs, the tests a MemoryFs that loses power.
//
// Durability is said, never implied: what File::sync(), sync_directory() and sync_all() have not
// reached may be gone after a power cut, in any mixture. Any thread; a File belongs to one thread
// at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"

namespace rohnamo::base {

using Path = std::filesystem::path;

// A file being written.
class File {
 public:
  virtual ~File() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  virtual Result<void> sync() = 0;  // contents durable; the name needs sync_directory()
};

// Bytes of a file, mapped read-only for as long as this lives.
class Mapping {
 public:
  virtual ~Mapping() = default;
  [[nodiscard]] virtual std::string_view bytes() const = 0;
};

// An advisory flock(2), let go when this is destroyed.
class Lock {
 public:
  virtual ~Lock() = default;
};

// What is known of a file or a folder without reading it, as stat(2) tells it: under another stamp
// there may be something else.
struct Stamp {
  bool folder = false;
  std::uint64_t device = 0, inode = 0;
  std::uint64_t size = 0;                  // bytes
  std::int64_t modified = 0, changed = 0;  // ns since 1970; nobody can set `changed`
  bool operator==(const Stamp&) const = default;
};

// A folder kept open, by which many files below it are found sooner than by their whole paths. Any
// thread.
class Folder {
 public:
  virtual ~Folder() = default;
  // Of what has this path below the folder; "." is the folder itself. Nothing where there is none.
  // Links are followed. A folder has another stamp once a name in it came, went or was replaced.
  [[nodiscard]] virtual std::optional<Stamp> stamp(const std::string& below) const = 0;
};

class Fs {
 public:
  virtual ~Fs() = default;

  // At most `limit` bytes; a longer file is Code::too_large.
  virtual Result<std::string> read(const Path& path, std::uint64_t limit) = 0;
  virtual Result<std::unique_ptr<Mapping>> map(const Path& path) = 0;
  // All of a file, piece by piece. A disk that cannot be read is Code::io, and no signal as where a
  // mapping is touched.
  virtual Result<void> read_through(const Path& path,
                                    const std::function<void(std::string_view)>& piece) = 0;
  virtual Result<std::unique_ptr<File>> create(const Path& path) = 0;  // empties an existing file
  virtual Result<std::unique_ptr<File>> append(const Path& path) = 0;  // creates a missing file
  virtual Result<std::uint64_t> size(const Path& path) = 0;
  virtual Result<Stamp> stamp(const Path& path) = 0;  // links are followed
  virtual Result<std::unique_ptr<Folder>> open_folder(const Path& path) = 0;
  virtual Result<void> rename(const Path& from, const Path& to) = 0;  // replaces `to` atomically
  // The same; the file is then modified a whole second after the one it replaces, or later, since
  // web servers tell files of one length apart by whole seconds alone.
  virtual Result<void> rename_later(const Path& from, const Path& to) = 0;
  virtual Result<void> remove(const Path& path) = 0;  // a file or an empty folder
  virtual Result<void> make_directories(const Path& path) = 0;
  virtual Result<void> sync_directory(const Path& path) = 0;
  // All contents and names of the file system that holds `path`, as syncfs(2): for many files far
  // cheaper than to sync each.
  virtual Result<void> sync_all(const Path& path) = 0;
  virtual Result<std::vector<std::string>> list(const Path& path) = 0;  // names, sorted
  virtual Result<std::uint64_t> free_space(const Path& path) = 0;       // bytes
  // Code::busy at once where another process holds it the other way.
  virtual Result<std::unique_ptr<Lock>> lock_shared(const Path& path) = 0;
  virtual Result<std::unique_ptr<Lock>> lock_exclusive(const Path& path) = 0;

  bool exists(const Path& path) { return size(path).has_value(); }  // files only
};

// The real file system.
Fs& posix_fs();

// Writes all of a small file so that a power cut leaves the old contents or the new: a temporary
// file beside it, sync, rename, sync of the folder.
Result<void> write_whole(Fs& fs, const Path& path, std::string_view bytes);

}  // namespace rohnamo::base
