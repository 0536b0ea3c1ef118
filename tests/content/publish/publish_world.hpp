// A channel, its keys and its repository, and screens that follow it.
#pragma once

#include <map>
#include <memory>

#include "content/publish/new_keys.hpp"
#include "content/publish/publish.hpp"
#include "content/publish/rotation.hpp"
#include "sync/core/update.hpp"
#include "tests/content/publish/channel_world.hpp"
#include "tests/fakes/memory_fs.hpp"

namespace rohnamo::tests {

using Files = std::map<std::string, std::string>;  // contents by path

inline base::Fs& disk() {
  return base::posix_fs();
}

// All files below a folder but locks; none where there is no such folder.
Files files_in(const base::Path& folder);

// Sync as it is on a kiosk, over the repository's folder; its own cache and state in memory.
class Screen {
 public:
  Screen(base::Path repository, std::string root, base::Fs& server = disk());
  ~Screen();

  base::Result<core::Outcome> update(base::Time now);
  // The outcome's warnings, one a line; the update must succeed.
  std::string follow(base::Time now);
  // The ids of what is shown: "story:first", "contact:offices/khujand/office". Sorted.
  std::vector<std::string> shown();
  [[nodiscard]] std::int64_t root_version();

 private:
  struct Server;
  std::unique_ptr<Server> server_;
  fakes::MemoryFs fs_;
  std::string root_;
};

struct PublishWorld : ChannelWorld {
  base::Path keys = root() / "keys";
  base::Path repository = root() / "repository";
  base::Time time = now();

  PublishWorld() = default;
  // Keys of one person, and the office of the channel's folder, whose key the mission keeps.
  void make_keys(const publish::KeyPlan& plan = {});

  publish::Keyring open(const base::Path& folder) const;
  publish::Keyring open() const { return open(keys); }

  // Takes a role's private keys out of a folder.
  void remove_keys(const base::Path& folder, const std::string& role) const;

  // Replaces a role's first key by a new one in `folder`, as `keys rotate` does.
  publish::Decision rotate(const std::string& role, const base::Path& folder);
  publish::Decision rotate(const std::string& role);  // into the folder of its other keys

  base::Result<publish::PublishReport> try_publish();
  publish::PublishReport publish();
  // Screens trust this root.
  [[nodiscard]] std::string first_root() const;
  [[nodiscard]] Screen screen() const { return {repository, first_root()}; }

  // A file of the repository's metadata. Version 0: timestamp.
  std::string metadata(const std::string& role, std::int64_t version);
};

template <class Role>
trust::Signed<Role> parsed(const std::string& bytes) {
  auto file = trust::parse<Role>(bytes);
  if (!file) throw std::runtime_error(file.error().message);
  return std::move(*file);
}

}  // namespace rohnamo::tests
