#include "sync/app/wishes.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "content/exchange/sync_wish.hpp"

namespace rohnamo::app {

using base::Result;
using boost::asio::posix::stream_descriptor;

Result<std::shared_ptr<Wishes>> Wishes::listen(const boost::asio::any_io_executor& executor,
                                               Options options, std::function<void()> heard) {
  const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0)
    return base::fail(base::Code::io, "inotify: " + std::generic_category().message(errno));
  const std::shared_ptr<Wishes> wishes(
      new Wishes(executor, fd, std::move(options), std::move(heard)));
  wishes->watch();
  wishes->wait();
  return wishes;
}

Wishes::Wishes(const boost::asio::any_io_executor& executor, int fd, Options options,
               std::function<void()> heard)
    : events_(executor, fd),
      pause_(executor),
      retry_(executor),
      options_(std::move(options)),
      heard_(std::move(heard)) {}

// The folder is made by the package or by the screen, which may start later.
void Wishes::watch() {
  const base::Path folder = exchange::sync_wish_path(options_.run).parent_path();
  const auto events = static_cast<std::uint32_t>(IN_MOVED_TO | IN_ONLYDIR);
  if (inotify_add_watch(events_.native_handle(), folder.c_str(), events) >= 0) return;
  retry_.expires_after(options_.retry);
  retry_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!error && self) self->watch();
  });
}

void Wishes::wait() {
  events_.async_wait(stream_descriptor::wait_read,
                     [weak = weak_from_this()](const boost::system::error_code& error) {
                       const auto self = weak.lock();
                       if (error || !self) return;
                       self->drain();
                       self->wait();
                     });
}

void Wishes::drain() {
  std::array<char, 4096> buffer{};
  bool wished = false;
  bool gone = false;
  for (;;) {
    const ssize_t size = ::read(events_.native_handle(), buffer.data(), buffer.size());
    if (size <= 0) break;
    for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      wished = wished || (event.len > 0 && std::strcmp(name, exchange::sync_wish_name) == 0);
      gone = gone || (event.mask & IN_IGNORED) != 0;
      at += sizeof event + event.len;
    }
  }
  if (gone) watch();
  if (wished) tell();
}

// Wishes during the pause are told at its end, once.
void Wishes::tell() {
  if (std::exchange(paused_, true)) {
    more_ = true;
    return;
  }
  pause_.expires_after(options_.pause);
  pause_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self) return;
    self->paused_ = false;
    if (std::exchange(self->more_, false)) self->tell();
  });
  heard_();
}

}  // namespace rohnamo::app
