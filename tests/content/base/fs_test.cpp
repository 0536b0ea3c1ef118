#include "content/base/fs.hpp"

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using namespace rohnamo::base;
using rohnamo::tests::TemporaryFolder;

TEST_CASE("a file written whole replaces the old one and leaves nothing beside it") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  const Path path = folder.path() / "current";
  REQUIRE(write_whole(fs, path, "old"));
  REQUIRE(write_whole(fs, path, "new"));
  CHECK(fs.read(path, 10).value() == "new");
  CHECK(fs.list(folder.path()).value() == std::vector<std::string>{"current"});
}

TEST_CASE("reading stops at the limit") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  REQUIRE(write_whole(fs, folder.path() / "f", std::string(100000, 'x')));
  CHECK(fs.read(folder.path() / "f", 100000).value().size() == 100000);
  CHECK(fs.read(folder.path() / "f", 99999).error().code == Code::too_large);
}

TEST_CASE("what is not there is not_found, and the message says what") {
  const TemporaryFolder folder;
  const auto missing = posix_fs().read(folder.path() / "missing", 10);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Code::not_found);
  CHECK(missing.error().message.find("missing") != std::string::npos);
  CHECK_FALSE(posix_fs().exists(folder.path()));
}

TEST_CASE("appending goes on at the end, creating empties") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  const Path path = folder.path() / "f";
  REQUIRE(fs.append(path).value()->write("ab"));
  REQUIRE(fs.append(path).value()->write("cd"));
  CHECK(fs.map(path).value()->bytes() == "abcd");
  REQUIRE(fs.create(path));
  CHECK(fs.size(path).value() == 0);
  CHECK(fs.map(path).value()->bytes().empty());
}

TEST_CASE("an exclusive lock is refused while somebody reads") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  const Path path = folder.path() / "lock";
  REQUIRE(write_whole(fs, path, ""));
  auto reader = fs.lock_shared(path);
  REQUIRE(reader);
  CHECK(fs.lock_shared(path));
  CHECK(fs.lock_exclusive(path).error().code == Code::busy);
  reader->reset();
  CHECK(fs.lock_exclusive(path));
}
