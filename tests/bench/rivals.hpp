// The other ways to bring a folder from a server to a disk, each as it is told to do its best: for
// every one what its server needs, and the command of one run into an empty folder.
#pragma once

#include <memory>

#include "tests/bench/publication.hpp"
#include "tests/bench/web_server.hpp"

namespace rohnamo::bench {

class Rival {
 public:
  virtual ~Rival() = default;
  [[nodiscard]] virtual std::string name() const = 0;  // with what it promises
  // Code::not_found: its program is not installed.
  virtual base::Result<void> prepare() { return {}; }
  // One run into `folder`, which is there and empty.
  virtual base::Result<Command> command(const base::Path& folder) = 0;
  // What it wrote is durable when it ends. Otherwise one syncfs is counted with it.
  [[nodiscard]] virtual bool durable() const = 0;
  virtual base::Result<void> finish() { return {}; }
};

// `server` serves the publication's site and runs while the commands do.
struct Course {
  base::Path bin;      // of rohnamo-sync
  base::Path scratch;  // for the rivals' own files
  const Publication* publication;
  const WebServer* server;
};

std::unique_ptr<Rival> rohnamo_rival(const Course& course);
std::unique_ptr<Rival> curl_rival(const Course& course);
std::unique_ptr<Rival> rsync_rival(const Course& course);
std::unique_ptr<Rival> ostree_rival(const Course& course);
std::unique_ptr<Rival> aria2_rival(const Course& course);

// rohnamo-sync --once with its cache and state in `folder`, which may hold an earlier run's.
base::Result<Command> rohnamo_once(const Course& course, const base::Path& folder);
// The daemon in such a folder; its status is in <folder>/run.
base::Result<Command> rohnamo_daemon(const Course& course, const base::Path& folder);

}  // namespace rohnamo::bench
