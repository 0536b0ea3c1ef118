#include "tests/sync/app/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace rohnamo::tests {
namespace {

pid_t start(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
            int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  }
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> envp;
  for (const auto& variable : environment) envp.push_back(const_cast<char*>(variable.c_str()));
  for (char** variable = environ; *variable != nullptr; ++variable) envp.push_back(*variable);
  envp.push_back(nullptr);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, argv.front(), &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot start " + arguments.front());
  return process;
}

int exit_code(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Run run(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t process = start(arguments, {}, ends[1]);
  ::close(ends[1]);
  Run result;
  std::array<char, 4096> buffer{};
  for (ssize_t size = 1; size > 0;) {
    size = ::read(ends[0], buffer.data(), buffer.size());
    if (size > 0) result.output.append(buffer.data(), static_cast<std::size_t>(size));
  }
  ::close(ends[0]);
  result.exit_code = exit_code(process);
  return result;
}

Daemon::Daemon(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const std::string path = folder / "notify";
  ::unlink(path.c_str());
  socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  const timeval limit{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    throw std::runtime_error("no socket at " + path);
  process_ = start(arguments, {"NOTIFY_SOCKET=" + path}, -1);
}

Daemon::~Daemon() {
  if (process_ >= 0) {
    ::kill(process_, SIGKILL);
    exit_code(process_);
  }
  ::close(socket_);
}

bool Daemon::says(const std::string& words) {
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size < 0) return false;
    const std::string_view said(buffer.data(), static_cast<std::size_t>(size));
    if (said.find(words) != std::string_view::npos) return true;
  }
}

void Daemon::signal(int number) const {
  ::kill(process_, number);
}

int Daemon::wait() {
  const int code = exit_code(process_);
  process_ = -1;
  return code;
}

}  // namespace rohnamo::tests
