#include "systemd/machine/dpkg.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <sstream>
#include <system_error>

#include "content/base/descriptor.hpp"

namespace rohnamo::machine {

using base::Code;
using base::fail;
using base::Result;

namespace {

// As apt does it: who holds lock-frontend tells dpkg so (dpkg's doc/frontend.txt).
class FrontendLock final : public base::Lock {
 public:
  explicit FrontendLock(base::Descriptor file) : file_(std::move(file)) {}

 private:
  base::Descriptor file_;
};

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, '\t');) all.push_back(field);
  return all;
}

}  // namespace

Dpkg::Dpkg(base::Path root, std::string architecture, Words more)
    : root_(std::move(root)), architecture_(std::move(architecture)), more_(std::move(more)) {}

Result<std::unique_ptr<base::Lock>> Dpkg::lock() {
  const base::Path path = database() / "lock-frontend";
  base::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640));
  if (!file.open())
    return fail(Code::io,
                fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (::fcntl(file.get(), F_SETLK, &whole) != 0)
    return fail(Code::busy, "another program is installing packages");
  return std::make_unique<FrontendLock>(std::move(file));
}

Result<void> Dpkg::call(const Words& words) {
  Words all{"dpkg", "--root=" + root_.string(), "--no-pager",
            // Nobody is there to be asked: what somebody changed in /etc stays.
            "--force-confold", "--force-confdef"};
  all.insert(all.end(), more_.begin(), more_.end());
  all.insert(all.end(), words.begin(), words.end());
  TRY(run_well(all, {{"DEBIAN_FRONTEND=noninteractive", "DPKG_FRONTEND_LOCKED=1",
                      "NEEDRESTART_SUSPEND=1", "APT_LISTCHANGES_FRONTEND=none"},
                     {}}));
  return {};
}

Result<InstalledPackages> Dpkg::installed(const Names& names) {
  Words words{"dpkg-query", "--admindir=" + database().string(), "--show",
              "--showformat=${Package}\\t${Version}\\t${Architecture}\\t${db:Status-Status}\\n"};
  words.insert(words.end(), names.begin(), names.end());
  const auto said = TRY(run_process(words));
  // 1: some of them are not there; the others are told.
  if (said.status > 1) return fail(Code::io, "dpkg-query: " + said.output);
  InstalledPackages found;
  std::istringstream lines(said.output);
  for (std::string line; std::getline(lines, line);) {
    const auto field = fields(line);
    if (field.size() != 4 || field[1].empty()) continue;
    if (field[2] != architecture_ && field[2] != "all") continue;
    if (field[3] == "not-installed" || field[3] == "config-files") continue;
    found[field[0]] = {field[1], field[2], field[3] == "installed"};
  }
  return found;
}

Result<void> Dpkg::check(const Debs& debs) {
  const std::string root = root_.string();
  Words words{"apt-get",
              "--simulate",
              "--no-download",
              "--no-remove",
              "--no-install-recommends",
              "--allow-downgrades",
              "-o",
              "Dir::Etc::sourcelist=/dev/null",
              "-o",
              "Dir::Etc::sourceparts=/dev/null",
              "-o",
              "Dir::State::lists=/nonexistent/",
              "-o",
              "Dir::State::status=" + (database() / "status").string(),
              "-o",
              "Dir::State::extended_states=/dev/null",
              "-o",
              "Dir::Cache::pkgcache=",
              "-o",
              "Dir::Cache::srcpkgcache=",
              "-o",
              "APT::Architecture=" + architecture_,
              "install"};
  for (const base::Path& deb : debs) words.push_back(deb.string());
  const auto simulated = run_well(words);
  if (simulated) return {};
  return fail(Code::unsupported,
              "the packages cannot be installed together here: " + simulated.error().message);
}

Result<void> Dpkg::install(const Debs& debs) {
  Words words{"--install"};
  for (const base::Path& deb : debs) words.push_back(deb.string());
  return call(words);
}

Result<void> Dpkg::finish() {
  return call({"--configure", "--pending"});
}

Result<void> Dpkg::remove(const Names& names) {
  const auto there = TRY(installed(names));
  Words words{"--purge"};
  for (const std::string& name : names)
    if (there.contains(name)) words.push_back(name);
  return words.size() == 1 ? Result<void>() : call(words);
}

// It writes into the folder where it runs, and chooses the name.
Result<void> Dpkg::repack(const std::string& name, const base::Path& deb) {
  std::error_code error;
  const base::Path folder = deb.string() + ".making";
  std::filesystem::remove_all(folder, error);
  std::filesystem::create_directory(folder, error);
  const auto made = run_well({"dpkg-repack", "--root=" + root_.string(), name}, {{}, folder});
  base::Path found;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".deb") found = entry.path();
  if (made && !found.empty()) std::filesystem::rename(found, deb, error);
  const bool named = made && !found.empty() && !error;
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!made) return fail(made.error());
  if (!named) return fail(Code::io, fmt::format("dpkg-repack made no package of {}", name));
  return {};
}

}  // namespace rohnamo::machine
