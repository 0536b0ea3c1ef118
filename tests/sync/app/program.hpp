// A program run as a process of its own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace rohnamo::tests {

// Runs to the end. Both streams together.
struct Run {
  int exit_code = -1;  // 128 + the signal that ended it
  std::string output;
};
Run run(const std::vector<std::string>& arguments);

// A daemon that tells of itself as it would tell systemd, so that nobody has to wait by the clock.
class Daemon {
 public:
  Daemon(const std::vector<std::string>& arguments, const std::filesystem::path& folder);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Waits until it says something that has `words` in it; false after 20 s of silence.
  bool says(const std::string& words);
  void signal(int number) const;
  int wait();  // for its end; the exit code

 private:
  int socket_ = -1;
  pid_t process_ = -1;
};

}  // namespace rohnamo::tests
