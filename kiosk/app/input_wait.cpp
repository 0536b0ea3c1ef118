#include "kiosk/app/input_wait.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <vector>

namespace rohnamo::app {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds settling{3};
constexpr std::chrono::milliseconds unsettled_sleep{100};

// Everything that is there to read. False: the device is gone.
bool drain(int fd) {
  std::array<char, 4096> bytes;
  ssize_t got = 0;
  do {
    got = ::read(fd, bytes.data(), bytes.size());
  } while (got > 0 || (got < 0 && errno == EINTR));
  return got < 0 && errno == EAGAIN;
}

}  // namespace

InputWait::InputWait(std::filesystem::path folder)
    : folder_(std::move(folder)),
      woken_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      changes_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  // A device's node comes before its rights do.
  ::inotify_add_watch(changes_.get(), folder_.c_str(), IN_CREATE | IN_ATTRIB | IN_DELETE);
  look_for_devices();
}

void InputWait::look_for_devices() {
  std::error_code none;
  std::map<std::string, base::Descriptor> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("event")) continue;
    const auto known = devices_.find(name);
    base::Descriptor device =
        known != devices_.end()
            ? std::move(known->second)
            : base::Descriptor(::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (device.open()) found.emplace(name, std::move(device));
  }
  devices_ = std::move(found);
}

void InputWait::sleep(std::chrono::milliseconds most) {
  std::vector<pollfd> waits{{woken_.get(), POLLIN, 0}, {changes_.get(), POLLIN, 0}};
  for (const auto& [name, device] : devices_) waits.push_back({device.get(), POLLIN, 0});
  if (::poll(waits.data(), waits.size(), timeout(most)) <= 0) return;
  drain(woken_.get());
  const bool changed = waits[1].revents != 0;
  if (changed) drain(changes_.get());
  std::erase_if(devices_, [](const auto& device) { return !drain(device.second.get()); });
  if (!changed) return;
  look_for_devices();
  unsettled_until_ = steady_clock::now() + settling;
}

// As poll(2) takes it.
int InputWait::timeout(std::chrono::milliseconds most) const {
  const bool endless = most.count() < 0;
  if (steady_clock::now() < unsettled_until_)
    most = endless ? unsettled_sleep : std::min(most, unsettled_sleep);
  else if (endless)
    return -1;
  return static_cast<int>(std::min<long>(most.count(), 1 << 30));
}

void InputWait::wake() const {
  static_cast<void>(::eventfd_write(woken_.get(), 1));
}

}  // namespace rohnamo::app
