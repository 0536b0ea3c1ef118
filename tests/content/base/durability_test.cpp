// What is said to be durable was given to the kernel to make it so. The calls are seen on their
// way: the linker takes these functions before those of the C library.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "content/base/fs.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo::base;
using rohnamo::tests::TemporaryFolder;

namespace {

std::vector<std::string> calls;  // "fsync", and the path that it was for

int pass_on(const char* name, long number, int fd) {
  calls.push_back(std::string(name) + " " +
                  std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd)).string());
  return static_cast<int>(::syscall(number, fd));
}

}  // namespace

extern "C" {
int fdatasync(int fd) {
  return pass_on("fdatasync", SYS_fdatasync, fd);
}
int fsync(int fd) {
  return pass_on("fsync", SYS_fsync, fd);
}
int syncfs(int fd) noexcept {
  return pass_on("syncfs", SYS_syncfs, fd);
}
}

TEST_CASE("a file written whole is durable before its name is, and then its name") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "current";
  calls.clear();
  REQUIRE(write_whole(posix_fs(), path, "new"));
  CHECK(calls ==
        std::vector<std::string>{"fdatasync " + path + ".new", "fsync " + folder.path().string()});
}

TEST_CASE("a whole file system is made durable at once") {
  const TemporaryFolder folder;
  calls.clear();
  REQUIRE(posix_fs().sync_all(folder.path()));
  CHECK(calls == std::vector<std::string>{"syncfs " + folder.path().string()});
}
