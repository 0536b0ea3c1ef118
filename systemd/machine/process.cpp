#include "systemd/machine/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "content/base/descriptor.hpp"

namespace rohnamo::machine {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t output_limit = 65'536;  // bytes
constexpr const char* search_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// posix_spawn's, which a child does before it becomes the program.
class Preparation {
 public:
  Preparation(int output, const base::Path& folder) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
  }
  ~Preparation() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  // posix_spawnp searches in this process's own PATH: the program is named whole instead.
  int spawn(pid_t& pid, const std::string& program, char** words, char** environment) const {
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, words, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::string find_program(const std::string& name) {
  std::string_view rest = search_path;
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    std::string program = fmt::format("{}/{}", rest.substr(0, colon), name);
    if (::access(program.c_str(), X_OK) == 0) return program;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return {};
}

std::vector<char*> pointers(const Words& words) {
  std::vector<char*> all;
  all.reserve(words.size() + 1);
  for (const std::string& word : words) all.push_back(const_cast<char*>(word.c_str()));
  all.push_back(nullptr);
  return all;
}

std::string read_all(int descriptor) {
  std::string output;
  std::array<char, 4096> piece{};
  while (true) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return output;
    output.append(piece.data(), static_cast<std::size_t>(count));
    if (output.size() > 2 * output_limit) output.erase(0, output.size() - output_limit);
  }
}

}  // namespace

Result<Finished> run_process(const Words& words, const ProcessOptions& options) {
  const std::string program = find_program(words.front());
  if (program.empty()) return fail(Code::not_found, words.front() + " is not installed");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(Code::io, std::generic_category().message(errno));
  const base::Descriptor from(ends[0]);
  base::Descriptor to(ends[1]);
  Words environment{std::string("PATH=") + search_path, "LC_ALL=C.UTF-8", "HOME=/root"};
  environment.insert(environment.end(), options.environment.begin(), options.environment.end());
  const Preparation preparation(to.get(), options.folder);
  pid_t pid = 0;
  const int error =
      preparation.spawn(pid, program, pointers(words).data(), pointers(environment).data());
  if (error != 0)
    return fail(Code::io, fmt::format("{}: {}", program, std::generic_category().message(error)));
  to.close();
  Finished finished;
  finished.output = read_all(from.get());
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return fail(Code::io, std::generic_category().message(errno));
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

Result<std::string> run_well(const Words& words, const ProcessOptions& options) {
  constexpr std::size_t told = 600;  // bytes
  auto finished = TRY(run_process(words, options));
  if (finished.status == 0) return std::move(finished.output);
  std::string_view end = finished.output;
  if (end.size() > told) end.remove_prefix(end.size() - told);
  while (end.ends_with('\n')) end.remove_suffix(1);
  return fail(Code::io, fmt::format("{} ended with {}: {}", words.front(), finished.status, end));
}

}  // namespace rohnamo::machine
