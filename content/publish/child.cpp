#include "content/publish/child.hpp"

#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstring>

namespace rohnamo::publish {

base::Result<Child> Child::run(const std::vector<std::string>& words) {
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
  pid_t pid = 0;
  const int error =
      posix_spawnp(&pid, arguments.front(), nullptr, &attributes, arguments.data(), environ);
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
