// What a command that takes its time says of how far it is, to a person at a terminal.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

namespace rohnamo::publish {

// Nothing in the first second; then one line, written over each second and wiped at the end:
// "Drawing pictures: 12 of 40 (3 s)". Nobody else writes to `out` while it lives.
class Progress {
 public:
  // Without `out` nothing is said. `pace`: the first second, and each later one.
  explicit Progress(std::ostream* out, std::chrono::milliseconds pace = std::chrono::seconds(1));
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // What is done from now on: "Drawing pictures".
  void begin(std::string what);
  // How much of it: "12 of 40". Any thread.
  void at(std::string how_far);
  // Wiped; others may write again.
  void end();

 private:
  void tell(const std::stop_token& stop);
  std::ostream* out_;
  std::chrono::milliseconds pace_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable_any ends_;
  std::string what_, how_far_;
  std::jthread teller_;
};

}  // namespace rohnamo::publish
