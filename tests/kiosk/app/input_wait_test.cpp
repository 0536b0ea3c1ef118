// Devices stood in for by named pipes, which poll(2) treats alike.
#include "kiosk/app/input_wait.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <future>

#include "content/base/fs.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

namespace {

constexpr auto soon = 20ms;
constexpr auto never = 60'000ms;  // the test's limit strikes first

void plug_in(const base::Path& device) {
  REQUIRE(::mkfifo(device.c_str(), 0600) == 0);
}

base::Descriptor finger_on(const base::Path& device) {
  return base::Descriptor(::open(device.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
}

void touch(const base::Descriptor& finger) {
  REQUIRE(::write(finger.get(), "event", 5) == 5);
}

// Milliseconds that sleep() took.
std::chrono::milliseconds slept(app::InputWait& wait, std::chrono::milliseconds most) {
  const auto start = std::chrono::steady_clock::now();
  wait.sleep(most);
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace

TEST_CASE("it sleeps for as long as it is told, however often it is asked") {
  const tests::TemporaryFolder folder;
  app::InputWait wait(folder.path());
  CHECK(slept(wait, soon) >= soon);
  CHECK(slept(wait, soon) >= soon);
}

TEST_CASE("a touch ends the sleep, once") {
  const tests::TemporaryFolder folder;
  plug_in(folder.path() / "event3");
  app::InputWait wait(folder.path());
  const auto finger = finger_on(folder.path() / "event3");
  touch(finger);
  CHECK(slept(wait, never) < never);
  CHECK(slept(wait, soon) >= soon);
  touch(finger);
  CHECK(slept(wait, never) < never);
}

TEST_CASE("a device that comes later is heard, and one that goes is no reason to stay awake") {
  const tests::TemporaryFolder folder;
  app::InputWait wait(folder.path());
  plug_in(folder.path() / "event7");
  wait.sleep(never);
  {
    const auto finger = finger_on(folder.path() / "event7");
    touch(finger);
    CHECK(slept(wait, never) < never);
  }
  std::filesystem::remove(folder.path() / "event7");
  wait.sleep(never);  // it is told of
  CHECK(slept(wait, soon) >= soon);
}

TEST_CASE("after a device came nobody sleeps long: SDL hears of it from udev, later") {
  const tests::TemporaryFolder folder;
  app::InputWait wait(folder.path());
  plug_in(folder.path() / "event7");
  wait.sleep(never);                  // it is told of
  CHECK(slept(wait, never) < never);  // and SDL asked again, although nothing happened
  CHECK(slept(wait, -1ms) < never);
  CHECK(slept(wait, soon) >= soon);
}

TEST_CASE("another thread ends the sleep, also one that was too early") {
  const tests::TemporaryFolder folder;
  app::InputWait wait(folder.path());
  wait.wake();
  wait.sleep(never);
  const auto other = std::async(std::launch::async, [&] { wait.wake(); });
  wait.sleep(never);
  CHECK(slept(wait, soon) >= soon);
}

TEST_CASE("without a folder of devices there is only the time") {
  app::InputWait wait("/nonexistent");
  CHECK(slept(wait, soon) >= soon);
}
