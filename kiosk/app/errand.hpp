// One piece of work at a time on a thread of its own: what would make the screen stutter. Main
// thread, but for the work.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <thread>
#include <utility>

namespace rohnamo::app {

template <class T>
class Errand {
 public:
  // `done` is called on the other thread when there is something to take().
  explicit Errand(std::function<void()> done) : done_(std::move(done)) {}

  [[nodiscard]] bool under_way() const { return result_.valid(); }
  // Where another one is under way: waits for it, and its result is lost.
  void begin(std::function<T()> work) {
    thread_ = {};
    std::promise<T> promise;
    result_ = promise.get_future();
    thread_ = std::jthread([this, promise = std::move(promise), work = std::move(work)]() mutable {
      promise.set_value(work());
      done_();
    });
  }
  std::optional<T> take() {
    if (!under_way() || result_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
      return std::nullopt;
    return result_.get();
  }
  // Waits until what is under way is ready to be taken.
  void finish() const {
    if (under_way()) result_.wait();
  }

 private:
  std::function<void()> done_;
  std::future<T> result_;
  std::jthread thread_;  // the last: it ends before what it uses
};

}  // namespace rohnamo::app
