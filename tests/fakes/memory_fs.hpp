// A file system in memory that can lose power, fill up and fail.
//
// It is as unkind as POSIX allows: what File::sync() has not reached of a file's contents, and what
// sync_directory() has not reached of a folder's names, is gone after a power cut, or there, or
// there in part, each for itself.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::fakes {

class MemoryFs final : public base::Fs {
 public:
  MemoryFs();
  // The same disk once more, with what is durable and what is not; nothing is open or locked.
  MemoryFs(const MemoryFs& other);
  MemoryFs& operator=(const MemoryFs& other);

  // Operations that change something or make it durable, counted from the start.
  [[nodiscard]] std::uint64_t operations() const { return operations_; }
  // From operation `number` (1: the next) everything fails, until reboot().
  void lose_power_at(std::uint64_t number);
  // What remains: only what was synced, or, with a seed, any mixture of what was not.
  void reboot(std::optional<std::uint64_t> seed = std::nullopt);
  // Operation `number` from now fails once with `code`, and has no effect.
  void fail_at(std::uint64_t number, base::Code code);
  // From operation `number` (1: the next) on, until mend(). Reading goes on.
  enum class Fault {
    full,       // what needs space fails
    broken,     // everything that writes or syncs fails
    read_only,  // the same, as after a remount: a lock to write by can no longer be had either
  };
  void fail_from(std::uint64_t number, Fault fault);
  void mend();
  // Bytes of file contents that fit; more is Code::no_space.
  void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
  // Flips a bit of a file, durably.
  void spoil(const base::Path& path, std::size_t offset = 0);
  // A file that the disk can no longer read: Code::io, until it is written anew.
  void make_unreadable(const base::Path& path);
  // All paths of files, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

  base::Result<std::string> read(const base::Path& path, std::uint64_t limit) override;
  base::Result<std::unique_ptr<base::Mapping>> map(const base::Path& path) override;
  base::Result<void> read_through(const base::Path& path,
                                  const std::function<void(std::string_view)>& piece) override;
  base::Result<std::unique_ptr<base::File>> create(const base::Path& path) override;
  base::Result<std::unique_ptr<base::File>> append(const base::Path& path) override;
  base::Result<std::uint64_t> size(const base::Path& path) override;
  // Its time is the number of changes so far, in ns: no two of them have the same.
  base::Result<base::Stamp> stamp(const base::Path& path) override;
  base::Result<std::unique_ptr<base::Folder>> open_folder(const base::Path& path) override;
  base::Result<void> rename(const base::Path& from, const base::Path& to) override;
  base::Result<void> rename_later(const base::Path& from, const base::Path& to) override;
  base::Result<void> remove(const base::Path& path) override;
  base::Result<void> make_directories(const base::Path& path) override;
  base::Result<void> sync_directory(const base::Path& path) override;
  base::Result<void> sync_all(const base::Path& path) override;
  base::Result<std::vector<std::string>> list(const base::Path& path) override;
  base::Result<std::uint64_t> free_space(const base::Path& path) override;
  base::Result<std::unique_ptr<base::Lock>> lock_shared(const base::Path& path) override;
  base::Result<std::unique_ptr<base::Lock>> lock_exclusive(const base::Path& path) override;

 private:
  struct Node;
  using NodePtr = std::shared_ptr<Node>;
  class OpenFile;
  class OpenFolder;
  class Held;
  enum class Needs { nothing, space };
  base::Result<void> operate(Needs needs = Needs::nothing);
  [[nodiscard]] base::Result<void> fault(Needs needs) const;
  [[nodiscard]] base::Result<void> powered() const;
  [[nodiscard]] NodePtr find(const base::Path& path) const;  // null: none
  void change(Node& node);                                   // what it holds
  void change_status(Node& node);                            // what it is called
  [[nodiscard]] base::Result<NodePtr> file(const base::Path& path) const;
  [[nodiscard]] base::Result<NodePtr> folder(const base::Path& path) const;
  base::Result<std::unique_ptr<base::File>> open(const base::Path& path, bool empty);
  base::Result<std::unique_ptr<base::Lock>> hold(const base::Path& path, bool exclusive);
  static NodePtr copy_of(const NodePtr& node, std::map<const Node*, NodePtr>& copies);
  [[nodiscard]] static std::uint64_t used(const Node& node);
  static void make_durable(Node& node);
  void keep_what_is_durable(Node& node, std::mt19937_64* random);
  static void list_files(const Node& node, const std::string& path, std::vector<std::string>& out);

  mutable std::recursive_mutex mutex_;
  NodePtr root_;
  std::int64_t changes_ = 0;
  std::uint64_t operations_ = 0;
  std::uint64_t generation_ = 0;  // reboots: files and locks of an earlier one are dead
  std::uint64_t capacity_ = std::uint64_t{1} << 40;
  std::optional<std::uint64_t> power_cut_;  // by operations_
  bool off_ = false;
  std::map<std::uint64_t, base::Code> faults_;  // by operations_
  std::uint64_t fails_from_ = 0;                // by operations_
  std::optional<Fault> lasting_;
};

}  // namespace rohnamo::fakes
