#include "content/publish/folder_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace rohnamo::publish {
namespace {

constexpr std::uint32_t saved =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
constexpr int quiet = 20;  // milliseconds without a change: a save is a handful of them

}  // namespace

base::Result<FolderWatch> FolderWatch::open(base::Path folder) {
  base::Descriptor inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify.open() || inotify_add_watch(inotify.get(), folder.c_str(), saved) < 0)
    return base::fail(base::Code::io, folder.string() + ": " + std::strerror(errno));
  FolderWatch watch(std::move(folder), std::move(inotify));
  watch.watch_all();
  return watch;
}

// To watch what is watched already changes nothing.
void FolderWatch::watch_all() {
  std::error_code none;
  const auto skip = std::filesystem::directory_options::skip_permission_denied;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_, skip, none))
    if (entry.is_directory(none)) inotify_add_watch(inotify_.get(), entry.path().c_str(), saved);
}

void FolderWatch::drain() {
  std::array<char, 16'384> events{};
  while (::read(inotify_.get(), events.data(), events.size()) > 0) {
  }
}

void FolderWatch::settle() {
  pollfd change{inotify_.get(), POLLIN, 0};
  do {
    drain();
  } while (::poll(&change, 1, quiet) > 0);
  watch_all();
}

}  // namespace rohnamo::publish
