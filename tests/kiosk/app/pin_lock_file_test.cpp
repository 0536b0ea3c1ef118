#include "kiosk/app/pin_lock_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/fakes/memory_fs.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::app {
namespace {

using deck::Millis;
using deck::PinLock;
using std::chrono::minutes;

struct World {
  [[nodiscard]] PinLockFile file(const std::string& boot = "boot") const {
    return {base::posix_fs(), folder.path() / "state", boot};
  }
  [[nodiscard]] base::Path path() const { return folder.path() / "state" / "staff-lock.json"; }
  tests::TemporaryFolder folder;
};

PinLock locked(Millis now) {
  PinLock lock;
  for (int i = 0; i < PinLock::tries; ++i) lock.begin(now);
  return lock;
}

TEST_CASE("a lock is found again by the next run, and not longer by the machine's next start") {
  const World world;
  world.file("boot-1").write(locked(minutes(100)));
  const PinLock same = world.file("boot-1").read(minutes(101));
  CHECK(same.locked(minutes(104)));
  CHECK_FALSE(same.locked(minutes(105)));
  const PinLock other = world.file("boot-2").read(minutes(1));
  CHECK(other.locked(minutes(5)));
  CHECK_FALSE(other.locked(minutes(6)));
}

TEST_CASE("wrong tries are counted over a restart") {
  const World world;
  PinLockFile file = world.file();
  PinLock lock = file.read(Millis(0));
  CHECK(lock.tries_left() == PinLock::tries);
  lock.begin(Millis(0));
  file.write(lock);
  CHECK(file.read(Millis(0)).tries_left() == PinLock::tries - 1);
}

TEST_CASE("power that goes at any moment of writing leaves the lock before or the new one") {
  PinLock before;
  for (int i = 1; i < PinLock::tries; ++i) before.begin(minutes(100));
  PinLock after = before;
  after.begin(minutes(100));
  bool whole = false;
  for (std::uint64_t cut = 1; !whole; ++cut) {
    for (const std::optional<std::uint64_t> seed : {std::optional<std::uint64_t>(), {cut}}) {
      fakes::MemoryFs fs;
      REQUIRE(fs.make_directories("/state"));
      REQUIRE(fs.sync_directory("/"));
      PinLockFile file(fs, "/state", "boot-1");
      file.write(before);
      const std::uint64_t done = fs.operations();
      fs.lose_power_at(cut);
      file.write(after);
      whole = fs.operations() < done + cut;
      fs.reboot(seed);
      const PinLock found = PinLockFile(fs, "/state", "boot-2").read(minutes(1));
      if (!found.locked(minutes(1))) CHECK(found.tries_left() == 1);
      if (!found.locked(minutes(1))) CHECK_FALSE(whole);
      if (found.locked(minutes(1))) CHECK(found.until() == minutes(6));
    }
  }
}

TEST_CASE("a lock that was over does not begin anew with the machine's next start") {
  const World world;
  PinLock lock = locked(minutes(100));
  CHECK_FALSE(lock.settle(minutes(105) - Millis(1)));
  CHECK(lock.settle(minutes(105)));
  CHECK_FALSE(lock.settle(minutes(106)));
  world.file("boot-1").write(lock);
  PinLock other = world.file("boot-2").read(minutes(1));
  CHECK_FALSE(other.locked(minutes(1)));
  for (int i = 0; i < PinLock::tries; ++i) other.begin(minutes(1));
  CHECK(other.until() == minutes(11));
}

TEST_CASE("a file that is broken, too long or not there keeps nobody out") {
  const World world;
  PinLockFile file = world.file();
  std::filesystem::create_directories(world.path().parent_path());
  for (const std::string& text :
       {std::string("{"), std::string("[]"), std::string(R"({"format":1,"wrong":"many"})"),
        std::string(R"({"format":9})"), std::string(1 << 20, 'x')}) {
    std::ofstream(world.path()) << text;
    CHECK(file.read(Millis(0)).state() == PinLock::State{});
  }
}

TEST_CASE("a folder that cannot be written costs nothing else") {
  const World world;
  std::ofstream(world.path().parent_path()) << "a file where a folder should be";
  world.file().write(locked(Millis(0)));
  CHECK_FALSE(base::posix_fs().exists(world.path()));
}

}  // namespace
}  // namespace rohnamo::app
