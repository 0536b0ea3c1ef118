// A publication on the disk: a TUF repository, plain files for any static host.
//
//   metadata/N.root.json, timestamp.json, N.snapshot.json, N.targets.json, N.mission.json,
//   N.mission-<bin>.json, N.offices%2F<name>.json, each with a .gz beside it
//   targets/<path, with "<sha256>." before its last component>
//   .lock   one program at a time
//   .unfinished   while one writes, and where it was interrupted: there may be files of no use
//
// targets.json delegates `mission` and each office, each to keys of its own; `mission` delegates to
// hash bins (TAP 15), so that a changed story costs its bin alone.
#pragma once

#include <memory>

#include "content/publish/held.hpp"
#include "content/publish/keyring.hpp"

namespace rohnamo::publish {

class Repository {
 public:
  enum class For { reading, writing };

  // What is there, verified by the keys' root and those that follow it in the repository, which
  // the keys take over. A folder that is missing is an empty repository. `writing` locks it:
  // Code::busy where another program writes. Code::untrusted: it was signed by other keys;
  // Code::corrupt: it is damaged.
  static base::Result<Repository> open(base::Fs& fs, const base::Path& path, Keyring& keys,
                                       For purpose);

  // No repository at all: everything is new.
  static base::Result<Repository> none(base::Fs& fs, const Keyring& keys);

  [[nodiscard]] const base::Path& path() const { return path_; }
  [[nodiscard]] const Held& held() const { return held_; }

  // Makes the folder and locks it, where that was not done yet. Before the first write. Whether the
  // last who wrote it did not come to its end.
  base::Result<bool> begin_writing();
  base::Result<void> end_writing();

 private:
  Repository(base::Fs& fs, base::Path path) : fs_(&fs), path_(std::move(path)) {}
  base::Result<void> lock();
  base::Fs* fs_;
  base::Path path_;
  std::unique_ptr<base::Lock> lock_;
  Held held_;
};

// While the lock lives nobody writes the repository; none where it was never locked, or may not be
// written here. Code::busy: somebody writes it.
base::Result<std::unique_ptr<base::Lock>> hold_still(base::Fs& fs, const base::Path& path);

// A clock that is behind the last publication would sign what no screen takes: Code::invalid_input.
base::Result<void> check_clock(const Held& held, base::Time now);

}  // namespace rohnamo::publish
