#include "content/publish/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstring>

namespace rohnamo::publish {

namespace {

// posix_spawn's, which a child does before it becomes the program.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void write_to(int descriptor, const base::Path& file) {
    constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC;
    constexpr mode_t mode = 0600;
    if (!file.empty())
      posix_spawn_file_actions_addopen(&actions_, descriptor, file.c_str(), flags, mode);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

base::Result<Child> Child::run(const std::vector<std::string>& words, const Output& output) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  FileActions actions;
  actions.write_to(STDOUT_FILENO, output.out);
  actions.write_to(STDERR_FILENO, output.err);
  pid_t pid = 0;
  const int error =
      posix_spawnp(&pid, arguments.front(), actions.get(), &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return base::fail(base::Code::not_found, words.front() + ": " + std::strerror(error));
  return Child(pid, base::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
}

Child::~Child() {
  if (pid_ == 0) return;
  kill(pid_, SIGTERM);
  wait();
}

int Child::wait() {
  int status = 0;
  if (pid_ == 0 || waitpid(std::exchange(pid_, 0), &status, 0) < 0) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace rohnamo::publish
