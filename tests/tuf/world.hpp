// A repository on a web server, and the real client with its two folders.
#pragma once

#include <catch2/catch.hpp>

#include "tests/fakes/repository_world.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/tuf/web_server.hpp"

namespace rohnamo::tuf {

using Names = std::vector<std::string>;

// Exit status and what it said; 0 is done, 1 is refused or failed.
struct Ran {
  int code = -1;
  std::string words;
};

class World {
 public:
  World();  // published, and nothing given to the client yet

  // Each a process of its own, against the repository as it stands then.
  Ran init();
  Ran init(const std::string& root);
  Ran refresh();
  Ran download(const Names& targets);

  // What the last run asked for: "metadata/2.root.json", "targets/a/<hash>.b".
  Names requests();
  // A file in another shape: "metadata/timestamp.json".
  void treat(const std::string& path, Manners manners);

  // What the client trusts: the names of its metadata without ".json", sorted, and their bytes.
  [[nodiscard]] Names roles() const;
  [[nodiscard]] std::string stored(const std::string& role) const;
  void store(const std::string& role, const std::string& bytes) const;
  // The contents of every file in the folder of targets, at any depth, sorted.
  [[nodiscard]] Names targets() const;
  [[nodiscard]] std::filesystem::path target_folder() const { return folder_.path() / "targets"; }
  [[nodiscard]] std::filesystem::path metadata_folder() const {
    return folder_.path() / "metadata";
  }

  // Delegates from `from` to a role with a key of its own, and gives it a target.
  void delegate(const std::string& from, const std::string& role, const Names& paths);
  void put(const std::string& role, const std::string& path, const std::string& bytes);
  // The snapshot's and the timestamp's next versions, as they stand.
  void sign_the_rest();

  fakes::RepositoryWorld repository;

 private:
  Ran run(const Names& words);
  WebServer server_;
  tests::TemporaryFolder folder_;
};

}  // namespace rohnamo::tuf
