// A publication with packages, what sync made of it, and a screen that comes up or does not.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "systemd/machine/upgrade.hpp"
#include "tests/fakes/repository_world.hpp"

namespace rohnamo::tests {

inline base::Time upgrade_start() {
  return base::from_rfc3339("2030-06-01T03:00:00Z").value();
}

// Sync's state folder, whole after follow().
struct SyncWorld final : machine::ForeignFolder {
  std::map<std::string, std::string> files;

  void follow(const fakes::RepositoryWorld& server) {
    const std::int64_t newest = server.root.version;
    files["metadata/root.json"] = server.root_file(newest);
    for (std::int64_t version = 1; version < newest; ++version)
      files["roots/" + std::to_string(version) + ".root.json"] = server.root_file(version);
    for (const std::string role : {"timestamp", "snapshot", "targets", "software"})
      if (role != "software" || server.targets.contains(role))
        files["metadata/" + role + ".json"] = server.files.at(server.path_of(role));
    for (const auto& [path, bytes] : server.files) {
      if (!path.starts_with("targets/software/")) continue;
      files[place(base::sha256(bytes))] = bytes;
    }
  }

  static std::string place(const base::Hash& hash) {
    return "software/blobs/" + hash.hex().substr(0, 2) + "/" + hash.hex();
  }

  base::Result<void> read_through(const base::Path& relative, std::uint64_t limit,
                                  const Piece& piece) override {
    const auto file = files.find(relative.string());
    if (file == files.end()) return base::fail(base::Code::not_found, relative.string());
    if (file->second.size() > limit) return base::fail(base::Code::too_large, relative.string());
    return piece(file->second);
  }
};

struct ServicesWorld final : machine::Services {
  // By the version that the screen is asked to have; nothing: all is well.
  std::function<std::optional<std::string>(const std::string& version)> complains;
  bool edition = true;
  int restarts = 0;
  std::chrono::seconds waited{0};

  base::Result<void> restart() override {
    ++restarts;
    return {};
  }
  bool shows_edition() override { return edition; }
  std::optional<std::string> complaint(const std::string& version, bool) override {
    return complains ? complains(version) : std::nullopt;
  }
  void wait(std::chrono::seconds time) override { waited += time; }
};

inline machine::UpgradeOptions upgrade_options(const fakes::RepositoryWorld& server) {
  machine::UpgradeOptions options;
  options.folder = "/machine";
  options.root = server.root_file();
  options.architecture = "amd64";
  options.built = upgrade_start() - std::chrono::days(100);
  options.quiet = [](base::Time) { return true; };
  options.reserve = 0;
  return options;
}

}  // namespace rohnamo::tests
