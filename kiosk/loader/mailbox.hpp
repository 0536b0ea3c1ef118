// Values handed from one thread to another, moved, the newest first or all at once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace rohnamo::loader {

// Any thread. Closed once, by either side: then nothing more goes in and nobody waits.
template <class T>
class Mailbox {
 public:
  // `limit`: how many values may lie here; 0: any number.
  explicit Mailbox(std::size_t limit = 0) : limit_(limit) {}

  // Gives back the oldest value if it had to make room.
  std::optional<T> post(T value) {
    std::optional<T> displaced;
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return std::optional<T>(std::move(value));
      if (limit_ > 0 && values_.size() >= limit_) {
        displaced = std::move(values_.front());
        values_.erase(values_.begin());
      }
      values_.push_back(std::move(value));
    }
    filled_.notify_one();
    return displaced;
  }

  // As if it had come before all others. Gives it back if there is no room.
  std::optional<T> post_behind(T value) {
    {
      const std::lock_guard lock(mutex_);
      const bool full = limit_ > 0 && values_.size() >= limit_;
      if (closed_ || full) return std::optional<T>(std::move(value));
      values_.insert(values_.begin(), std::move(value));
    }
    filled_.notify_one();
    return std::nullopt;
  }

  // All there is, oldest first; does not wait.
  std::vector<T> take_all() {
    const std::lock_guard lock(mutex_);
    return std::exchange(values_, {});
  }

  // Waits until there is something, or the mailbox is closed.
  std::vector<T> wait_all() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !values_.empty(); });
    return std::exchange(values_, {});
  }

  // Waits for the newest value; nullopt: closed.
  std::optional<T> wait_newest() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !values_.empty(); });
    if (closed_) return std::nullopt;
    std::optional<T> newest(std::move(values_.back()));
    values_.pop_back();
    return newest;
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<T> values_;
  std::size_t limit_;
  bool closed_ = false;
};

}  // namespace rohnamo::loader
