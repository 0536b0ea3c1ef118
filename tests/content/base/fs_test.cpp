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

TEST_CASE("another file, another content and another time each give another stamp") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  const Path path = folder.path() / "f";
  REQUIRE(write_whole(fs, path, "one"));
  const Stamp before = fs.stamp(path).value();
  CHECK(fs.stamp(path).value() == before);
  CHECK(before.size == 3);
  CHECK_FALSE(before.folder);
  CHECK(fs.stamp(folder.path()).value().folder);
  CHECK(fs.stamp(folder.path() / "missing").error().code == Code::not_found);

  std::filesystem::last_write_time(path, std::filesystem::file_time_type());
  const Stamp touched = fs.stamp(path).value();
  CHECK(touched.modified != before.modified);
  CHECK(touched.inode == before.inode);
  REQUIRE(write_whole(fs, path, "two"));
  CHECK(fs.stamp(path).value().inode != before.inode);
}

TEST_CASE("an open folder knows the stamps of what is below it") {
  const TemporaryFolder folder;
  Fs& fs = posix_fs();
  REQUIRE(fs.make_directories(folder.path() / "a/b"));
  REQUIRE(write_whole(fs, folder.path() / "a/b/c", "c"));
  std::filesystem::create_symlink("b/c", folder.path() / "a/link");
  std::filesystem::create_symlink("nowhere", folder.path() / "a/dangling");
  const auto open = fs.open_folder(folder.path() / "a");
  REQUIRE(open);
  CHECK((*open)->stamp("b/c") == fs.stamp(folder.path() / "a/b/c").value());
  CHECK((*open)->stamp("link") == (*open)->stamp("b/c"));
  CHECK((*open)->stamp(".")->folder);
  CHECK_FALSE((*open)->stamp("dangling"));

  const auto before = (*open)->stamp("b");
  REQUIRE(fs.remove(folder.path() / "a/b/c"));
  CHECK_FALSE((*open)->stamp("b/c"));
  CHECK((*open)->stamp("b") != before);
  CHECK(fs.open_folder(folder.path() / "missing").error().code == Code::not_found);
  CHECK(fs.open_folder(folder.path() / "a/dangling").error().code == Code::not_found);
}
