// Hears the wish of the screen that the server is asked now (content/exchange/sync_wish.hpp), by
// inotify(7). Whoever can write into the screen's folder can do no more than that, and no more
// often than every ten seconds.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "content/base/fs.hpp"

namespace rohnamo::app {

// One thread: the executor's. Ends when destroyed.
class Wishes : public std::enable_shared_from_this<Wishes> {
 public:
  struct Options {
    base::Path run;
    // Between two wishes that are heard; one in between is heard at its end.
    std::chrono::milliseconds pause{10'000};
    std::chrono::milliseconds retry{5'000};  // while the screen's folder is not there
  };
  // Error: io, where the kernel does not permit it; the caller goes on without. A wish from before
  // is not heard.
  static base::Result<std::shared_ptr<Wishes>> listen(const boost::asio::any_io_executor& executor,
                                                      Options options, std::function<void()> heard);

 private:
  Wishes(const boost::asio::any_io_executor& executor, int fd, Options options,
         std::function<void()> heard);
  void watch();
  void wait();
  void drain();
  void tell();

  boost::asio::posix::stream_descriptor events_;
  boost::asio::steady_timer pause_, retry_;
  Options options_;
  std::function<void()> heard_;
  bool paused_ = false;
  bool more_ = false;  // to be told after the pause
};

}  // namespace rohnamo::app
