#include "sync/net/bus.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <system_error>

namespace rohnamo::net {

namespace asio = boost::asio;
using base::Code;
using boost::system::error_code;

// What its handlers share with the Bus: they may run once more after it is gone.
struct Bus::Loop : std::enable_shared_from_this<Loop> {
  Loop(const asio::any_io_executor& executor, sd_bus* connection, std::function<void()> on_lost)
      : bus(connection),
        socket(executor, ::fcntl(sd_bus_get_fd(connection), F_DUPFD_CLOEXEC, 0)),
        timer(executor),
        lost(std::move(on_lost)) {}
  ~Loop() { sd_bus_close_unref(bus); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void pump();
  void arm();
  void wait(asio::posix::stream_descriptor::wait_type what, bool& waiting);
  void post_pump();

  sd_bus* bus;
  asio::posix::stream_descriptor socket;
  asio::steady_timer timer;
  std::function<void()> lost;
  bool closed = false;
  bool reading = false, writing = false;
};

// A few messages at a time: others have their turn.
void Bus::Loop::pump() {
  if (closed) return;
  constexpr int at_once = 32;
  int done = 1;
  for (int i = 0; i < at_once && done > 0; ++i) done = sd_bus_process(bus, nullptr);
  if (done > 0) {
    post_pump();
  } else if (done == 0) {
    arm();
  } else {
    closed = true;
    error_code ignored;
    socket.close(ignored);
    timer.cancel();
    lost();
  }
}

void Bus::Loop::post_pump() {
  asio::post(socket.get_executor(), [self = shared_from_this()] { self->pump(); });
}

void Bus::Loop::arm() {
  const int events = sd_bus_get_events(bus);
  if (events > 0 && (events & POLLIN) != 0)
    wait(asio::posix::stream_descriptor::wait_read, reading);
  if (events > 0 && (events & POLLOUT) != 0)
    wait(asio::posix::stream_descriptor::wait_write, writing);
  std::uint64_t due = 0;  // microseconds of CLOCK_MONOTONIC, which is steady_clock
  if (sd_bus_get_timeout(bus, &due) <= 0 || due == UINT64_MAX) {
    timer.cancel();
    return;
  }
  timer.expires_at(std::chrono::steady_clock::time_point(std::chrono::microseconds(due)));
  timer.async_wait([weak = weak_from_this()](const error_code& error) {
    const auto self = weak.lock();
    if (!error && self) self->pump();
  });
}

void Bus::Loop::wait(asio::posix::stream_descriptor::wait_type what, bool& waiting) {
  if (std::exchange(waiting, true)) return;
  socket.async_wait(what, [weak = weak_from_this(), &waiting](const error_code& error) {
    const auto self = weak.lock();
    if (!self) return;
    waiting = false;
    if (!error) self->pump();
  });
}

base::Result<std::unique_ptr<Bus>> Bus::open_system(const asio::any_io_executor& executor,
                                                    std::function<void()> lost) {
  sd_bus* bus = nullptr;
  const int opened = sd_bus_open_system(&bus);
  if (opened < 0)
    return base::fail(Code::offline, "no D-Bus: " + std::generic_category().message(-opened));
  std::unique_ptr<Bus> made(new Bus(std::make_shared<Loop>(executor, bus, std::move(lost))));
  made->poke();
  return made;
}

Bus::Bus(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

Bus::~Bus() {
  error_code ignored;
  loop_->closed = true;
  loop_->socket.close(ignored);
  loop_->timer.cancel();
}

sd_bus* Bus::get() const {
  return loop_->bus;
}

void Bus::poke() {
  loop_->post_pump();
}

}  // namespace rohnamo::net
