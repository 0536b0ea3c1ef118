#include "tests/bench/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <ctime>
#include <fstream>
#include <system_error>

extern char** environ;

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::chrono::seconds patience{20};  // for a process to end after SIGTERM

tl::unexpected<base::Error> system_failure(std::string_view what) {
  return fail(Code::io, fmt::format("{}: {}", what, std::generic_category().message(errno)));
}

// Our environment with the command's own over it, as "NAME=value".
std::vector<std::string> merged_environment(const Command& command) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!command.environment.contains(std::string(text.substr(0, text.find('=')))))
      merged.emplace_back(text);
  }
  for (const auto& [name, value] : command.environment) {
    std::string entry = name;
    merged.push_back(entry.append("=").append(value));
  }
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, char* const* environment, int log,
                         const std::vector<int>& kept) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // whatever ends us ends it
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  for (const int fd : kept) ::fcntl(fd, F_SETFD, 0);
  ::execvpe(arguments[0], arguments, environment);
  constexpr std::string_view words = "it cannot be run\n";
  (void)!::write(STDERR_FILENO, words.data(), words.size());
  ::_exit(127);
}

std::string last_line(const base::Path& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) last = line;
  return last;
}

// True: `descriptor` became readable in time.
bool readable(int descriptor, std::chrono::milliseconds limit) {
  pollfd entry{descriptor, POLLIN, 0};
  return ::poll(&entry, 1, static_cast<int>(limit.count())) == 1;
}

Result<std::uint64_t> memory_of(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/smaps_rollup", pid));
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("Pss:")) return std::stoull(line.substr(4)) * 1024;
  return fail(Code::io, "no Pss in /proc/<pid>/smaps_rollup");
}

std::vector<pid_t> children_of(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code gone;
  const base::Path threads = fmt::format("/proc/{}/task", pid);
  for (std::filesystem::directory_iterator thread(threads, gone), end; !gone && thread != end;
       thread.increment(gone)) {
    std::ifstream file(thread->path() / "children");
    for (pid_t child = 0; file >> child;) children.push_back(child);
  }
  return children;
}

}  // namespace

Process::Process(pid_t pid, Descriptor descriptor, const Command& command)
    : pid_(pid),
      descriptor_(std::move(descriptor)),
      name_(base::Path(command.arguments[0]).filename()),
      log_(command.log) {}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      descriptor_(std::move(other.descriptor_)),
      name_(std::move(other.name_)),
      log_(std::move(other.log_)) {}

Process::~Process() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  (void)reap();
}

// fork, not posix_spawn, and with little memory of our own: the peak of a process counts from what
// it shared with its parent before exec.
Result<Process> Process::start(const Command& command) {
  auto arguments = command.arguments;
  auto environment = merged_environment(command);
  const auto argument_pointers = pointers(arguments);
  const auto environment_pointers = pointers(environment);
  const Descriptor log(::open(command.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!log.open()) return system_failure("open " + command.log.string());
  ::malloc_trim(0);
  const pid_t pid = ::fork();
  if (pid < 0) return system_failure("fork");
  if (pid == 0)
    become(argument_pointers.data(), environment_pointers.data(), log.get(), command.kept);
  // By its number: the declaration in glibc 2.36 has C++ linkage and its function C's.
  return Process(pid, Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))), command);
}

Result<Ended> Process::reap() {
  int status = 0;
  rusage used{};
  while (::wait4(pid_, &status, 0, &used) < 0)
    if (errno != EINTR) return system_failure("wait for " + name_);
  pid_ = -1;
  Ended ended;
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.cpu_seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                      static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  ended.peak_memory = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  return ended;
}

Result<Ended> Process::wait(std::chrono::seconds limit) {
  if (!readable(descriptor_.get(), limit))
    return fail(Code::timeout, fmt::format("{} still runs after {} s", name_, limit.count()));
  return reap();
}

Result<Ended> Process::stop() {
  ::kill(pid_, SIGTERM);
  return wait(patience);
}

void Process::kill() {
  ::kill(pid_, SIGKILL);
  static_cast<void>(wait(patience));
}

Result<void> Process::leave_for(std::chrono::milliseconds duration) {
  if (readable(descriptor_.get(), duration))
    return fail(ended_before(fmt::format("{} ms were over", duration.count())));
  return {};
}

base::Error Process::ended_before(std::string_view what) const {
  return {Code::cancelled, fmt::format("{} ended before {}: {}", name_, what, last_line(log_))};
}

Result<double> Process::cpu_seconds() const {
  clockid_t clock{};
  timespec used{};
  if (const int error = ::clock_getcpuclockid(pid_, &clock); error != 0) {
    errno = error;
    return system_failure("the processor time of " + name_);
  }
  if (::clock_gettime(clock, &used) != 0) return system_failure("the processor time of " + name_);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

Result<std::uint64_t> Process::memory() const {
  return memory_of(pid_);
}

// A child that ends meanwhile has no memory.
Result<std::uint64_t> Process::family_memory() const {
  std::uint64_t bytes = TRY(memory());
  std::vector<pid_t> ahead = children_of(pid_);
  while (!ahead.empty()) {
    const pid_t pid = ahead.back();
    ahead.pop_back();
    bytes += memory_of(pid).value_or(0);
    const auto more = children_of(pid);
    ahead.insert(ahead.end(), more.begin(), more.end());
  }
  return bytes;
}

Result<std::uint64_t> Process::wakeups() const {
  std::uint64_t count = 0;
  std::error_code gone;
  const base::Path threads = fmt::format("/proc/{}/task", pid_);
  for (std::filesystem::directory_iterator thread(threads, gone), end; !gone && thread != end;
       thread.increment(gone)) {
    std::ifstream file(thread->path() / "status");
    constexpr std::string_view label = "voluntary_ctxt_switches:";
    for (std::string line; std::getline(file, line);)
      if (line.starts_with(label)) count += std::stoull(line.substr(label.size()));
  }
  if (gone) return fail(Code::io, "no threads in " + threads.string());
  return count;
}

Result<Ended> run(const Command& command, std::chrono::seconds limit) {
  Process process = TRY(Process::start(command));
  const Ended ended = TRY(process.wait(limit));
  if (ended.status == 0) return ended;
  return fail(Code::io, fmt::format("{} ended with {}: {}", command.arguments[0], ended.status,
                                    last_line(command.log)));
}

}  // namespace rohnamo::bench
