#include "systemd/machine/systemctl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace rohnamo::machine {

base::Result<void> tell_systemd(const std::vector<std::string>& words) {
  std::vector<std::string> arguments{"systemctl", "--no-block", "--quiet"};
  arguments.insert(arguments.end(), words.begin(), words.end());
  const auto failure = [&](std::string_view why) {
    return base::fail(base::Code::io, fmt::format("{}: {}", fmt::join(arguments, " "), why));
  };
  std::vector<char*> raw;
  raw.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  pid_t process = -1;
  const int error = ::posix_spawnp(&process, raw[0], nullptr, nullptr, raw.data(), ::environ);
  if (error != 0) return failure(std::generic_category().message(error));
  int status = 0;
  while (::waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return failure(std::generic_category().message(errno));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return failure("it failed; see above");
}

}  // namespace rohnamo::machine
