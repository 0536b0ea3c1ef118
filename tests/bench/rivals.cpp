#include "tests/bench/rivals.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>
#include <optional>

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

namespace {

constexpr std::size_t transfers = 8;
constexpr std::chrono::seconds patience{600};

Result<void> find_program(const std::string& name) {
  for (const char* folder : {"/usr/bin", "/usr/sbin", "/usr/local/bin"})
    if (std::filesystem::exists(Path(folder) / name)) return {};
  return fail(Code::not_found, name + " is not installed");
}

Result<std::uint16_t> free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), any, length) != 0 || ::getsockname(socket.get(), any, &length) != 0)
    return fail(Code::io, "no port on the loopback address");
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Command command_of(std::vector<std::string> arguments, Path log) {
  Command command;
  command.arguments = std::move(arguments);
  command.log = std::move(log);
  return command;
}

class Rohnamo final : public Rival {
 public:
  explicit Rohnamo(Course course) : course_(std::move(course)) {}
  [[nodiscard]] std::string name() const override { return "rohnamo-sync, verified, durable"; }
  Result<Command> command(const Path& folder) override { return rohnamo_once(course_, folder); }
  [[nodiscard]] bool durable() const override { return true; }

 private:
  Course course_;
};

class Curl final : public Rival {
 public:
  explicit Curl(Course course) : course_(std::move(course)) {}
  [[nodiscard]] std::string name() const override { return "curl -Z and syncfs, not verified"; }
  Result<void> prepare() override { return find_program("curl"); }
  Result<Command> command(const Path& folder) override {
    std::ofstream list(folder / "list");
    const auto& paths = course_.publication->paths;
    for (std::size_t i = 0; i < paths.size(); ++i)
      list << fmt::format("url = \"{}{}\"\noutput = \"{}/{}\"\n", course_.server->address(),
                          paths[i], folder.string(), i);
    return command_of({"curl", "--silent", "--show-error", "--fail", "--parallel", "--parallel-max",
                       std::to_string(transfers), "--config", folder / "list"},
                      folder / "log");
  }
  [[nodiscard]] bool durable() const override { return false; }

 private:
  Course course_;
};

// The daemon takes a socket from nobody, so it is asked for one until it answers.
class Rsync final : public Rival {
 public:
  explicit Rsync(Course course) : course_(std::move(course)) {}
  [[nodiscard]] std::string name() const override { return "rsync -a --fsync, not verified"; }
  Result<void> prepare() override {
    TRY(find_program("rsync"));
    const Path folder = course_.scratch / "rsync";
    TRY(base::posix_fs().make_directories(folder));
    std::ofstream(folder / "rsyncd.conf") << fmt::format(
        "use chroot = no\nuid = {0}\ngid = {1}\nlog file = {2}/rsyncd.log\n[targets]\n"
        "path = {3}/targets\nread only = yes\n",
        ::getuid(), ::getgid(), folder.string(), course_.publication->site.string());
    port_ = TRY(free_port());
    daemon_.emplace(TRY(Process::start(command_of(
        {"rsync", "--daemon", "--no-detach", "--address=127.0.0.1", fmt::format("--port={}", port_),
         fmt::format("--config={}", (folder / "rsyncd.conf").string())},
        folder / "daemon.log"))));
    while (!answers(port_)) TRY(daemon_->leave_for(std::chrono::milliseconds(10)));
    return {};
  }
  Result<Command> command(const Path& folder) override {
    return command_of({"rsync", "-a", "--fsync",
                       fmt::format("rsync://127.0.0.1:{}/targets/", port_), folder / "targets"},
                      folder / "log");
  }
  [[nodiscard]] bool durable() const override { return true; }
  Result<void> finish() override {
    if (daemon_) TRY(daemon_->stop());
    daemon_.reset();
    return {};
  }

 private:
  Course course_;
  std::uint16_t port_ = 0;
  std::optional<Process> daemon_;
};

class Ostree final : public Rival {
 public:
  explicit Ostree(Course course) : course_(std::move(course)) {}
  [[nodiscard]] std::string name() const override { return "ostree pull, verified, durable"; }
  // The repository is served beside the publication's own files.
  Result<void> prepare() override {
    TRY(find_program("ostree"));
    const std::string repo = "--repo=" + (course_.publication->site / "ostree").string();
    TRY(ostree({repo, "init", "--mode=archive"}));
    TRY(ostree({repo, "commit", "--branch=main",
                "--tree=dir=" + (course_.publication->site / "targets").string()}));
    return ostree({repo, "summary", "--update"});
  }
  Result<Command> command(const Path& folder) override {
    const std::string repo = "--repo=" + (folder / "repo").string();
    TRY(ostree({repo, "init", "--mode=bare-user"}));
    TRY(ostree({repo, "remote", "add", "--no-gpg-verify", "origin",
                course_.server->address() + "ostree"}));
    return command_of({"ostree", repo, "pull", "origin", "main"}, folder / "log");
  }
  [[nodiscard]] bool durable() const override { return true; }

 private:
  Result<void> ostree(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "ostree");
    TRY(bench::run(command_of(std::move(arguments), course_.scratch / "ostree.log"), patience));
    return {};
  }
  Course course_;
};

class Aria2 final : public Rival {
 public:
  explicit Aria2(Course course) : course_(std::move(course)) {}
  [[nodiscard]] std::string name() const override { return "aria2c and syncfs, verified"; }
  Result<void> prepare() override { return find_program("aria2c"); }
  // A target's file name begins with its SHA-256.
  Result<Command> command(const Path& folder) override {
    std::ofstream list(folder / "list");
    const auto& paths = course_.publication->paths;
    for (std::size_t i = 0; i < paths.size(); ++i)
      list << fmt::format("{}{}\n  out={}\n  checksum=sha-256={}\n", course_.server->address(),
                          paths[i], i, Path(paths[i]).filename().string().substr(0, 64));
    return command_of(
        {"aria2c", "--quiet", "--no-conf", "--file-allocation=none", "--check-integrity=true",
         fmt::format("--max-concurrent-downloads={}", transfers), "--split=1",
         "--dir=" + folder.string(), "--input-file=" + (folder / "list").string()},
        folder / "log");
  }
  [[nodiscard]] bool durable() const override { return false; }

 private:
  Course course_;
};

}  // namespace

Result<Command> rohnamo_daemon(const Course& course, const Path& folder) {
  std::ofstream(folder / "sync.yaml") << fmt::format(
      "format: 1\nserver: {}\nroot: {}\ncache: {}\nstate: {}\nrun: {}\n", course.server->address(),
      course.publication->root.string(), (folder / "cache").string(), (folder / "state").string(),
      (folder / "run").string());
  return command_of({course.bin / "rohnamo-sync", "--config", folder / "sync.yaml"},
                    folder / "log");
}

Result<Command> rohnamo_once(const Course& course, const Path& folder) {
  Command command = TRY(rohnamo_daemon(course, folder));
  command.arguments.push_back("--once");
  return command;
}

std::unique_ptr<Rival> rohnamo_rival(const Course& course) {
  return std::make_unique<Rohnamo>(course);
}
std::unique_ptr<Rival> curl_rival(const Course& course) {
  return std::make_unique<Curl>(course);
}
std::unique_ptr<Rival> rsync_rival(const Course& course) {
  return std::make_unique<Rsync>(course);
}
std::unique_ptr<Rival> ostree_rival(const Course& course) {
  return std::make_unique<Ostree>(course);
}
std::unique_ptr<Rival> aria2_rival(const Course& course) {
  return std::make_unique<Aria2>(course);
}

}  // namespace rohnamo::bench
