// A program that the benchmark starts, watches and ends.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "content/base/descriptor.hpp"
#include "content/base/fs.hpp"

namespace rohnamo::bench {

using base::Descriptor;

struct Command {
  std::vector<std::string> arguments;              // the program first; sought in PATH
  std::map<std::string, std::string> environment;  // over our own
  base::Path log;                                  // gets its output, from the start
  std::vector<int> kept;                           // descriptors that it inherits
};

// How a process ended, and what it had used.
struct Ended {
  int status = 0;                 // as a shell gives it: 128 + the number of a signal
  double cpu_seconds = 0;         // user and system
  std::uint64_t peak_memory = 0;  // bytes, resident
};

class Process {
 public:
  static base::Result<Process> start(const Command& command);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();  // kills what still runs, and reaps it

  // Ends when it ends by itself; after `limit` with Code::timeout.
  base::Result<Ended> wait(std::chrono::seconds limit);
  base::Result<Ended> stop();  // SIGTERM, then as wait
  void kill();                 // SIGKILL, and reaped: as by a power cut, but that the disk goes on
  // Lets it run. Code::cancelled: it has ended before.
  base::Result<void> leave_for(std::chrono::milliseconds duration);

  [[nodiscard]] pid_t id() const { return pid_; }
  // Readable when the process has ended (pidfd_open(2)).
  [[nodiscard]] int descriptor() const { return descriptor_.get(); }
  // "rohnamo-kiosk ended before …", with the last line of its log.
  [[nodiscard]] base::Error ended_before(std::string_view what) const;

  [[nodiscard]] base::Result<double> cpu_seconds() const;    // so far; user and system
  [[nodiscard]] base::Result<std::uint64_t> memory() const;  // bytes: the proportional set size
  // With all that it started and what those started, as far as they are still its own.
  [[nodiscard]] base::Result<std::uint64_t> family_memory() const;
  // So far: how often its threads gave up a processor, and so were woken again.
  [[nodiscard]] base::Result<std::uint64_t> wakeups() const;

 private:
  Process(pid_t pid, Descriptor descriptor, const Command& command);
  base::Result<Ended> reap();
  pid_t pid_;  // -1: reaped
  Descriptor descriptor_;
  std::string name_;
  base::Path log_;
};

// Runs it to its end. A status other than 0 is an error, with the last line of its log.
base::Result<Ended> run(const Command& command, std::chrono::seconds limit);

}  // namespace rohnamo::bench
