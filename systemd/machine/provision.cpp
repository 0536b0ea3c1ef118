#include "systemd/machine/provision.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include "content/base/pin_hash.hpp"
#include "content/trust/envelope.hpp"
#include "systemd/machine/wifi.hpp"

namespace rohnamo::machine {
namespace {

using base::Code;
using base::Path;
using base::Result;

constexpr const char* drop_in = "50-provision.yaml";
constexpr const char* note = "rohnamo-applied.txt";

// While it lives, what is written is for its owner alone.
class PrivateFiles {
 public:
  explicit PrivateFiles(bool on) : before_(::umask(0)) { ::umask(on ? 0077 : before_); }
  ~PrivateFiles() { ::umask(before_); }
  PrivateFiles(const PrivateFiles&) = delete;
  PrivateFiles& operator=(const PrivateFiles&) = delete;

 private:
  mode_t before_;
};

// Signed by its own keys, as the TUF specification has it for a root (5.3.4).
Result<void> check_root_of_trust(const std::string& bytes) {
  const auto file = TRY(trust::parse<trust::Root>(bytes));
  const auto signers = file.role.roles.find("root");
  if (signers == file.role.roles.end())
    return base::fail(Code::untrusted, "it does not say who signs for root");
  return trust::verify_threshold(file, signers->second, file.role.keys, "root");
}

class Planner {
 public:
  Planner(base::Fs& fs, const Path& machine, const ProvisionFile& said, const Path& file)
      : fs_(&fs),
        machine_(machine),
        said_(&said),
        file_(file.string()),
        faults_(said.report.faults) {}

  Result<ProvisionPlan> plan(const std::optional<std::string>& root_of_trust) && {
    if (faults_.empty() && said_->keys.empty()) fault("it says nothing: write 'server: https://…'");
    add_root_of_trust(root_of_trust);
    add_wifi();
    std::string kiosk = said_->kiosk;
    if (said_->pin) add_pin(kiosk);
    add_drop_in("sync.d", said_->sync);
    add_drop_in("kiosk.d", kiosk);
    if (said_->hostname)
      plan_.files.push_back({machine_ / "etc/hostname", *said_->hostname + "\n"});
    plan_.systemctl.push_back({"restart", "rohnamo-sync.service"});
    plan_.systemctl.push_back({"try-restart", "rohnamo-kiosk.service"});
    if (faults_.empty()) return std::move(plan_);
    return base::fail(said_->report.code, fmt::format("{}", fmt::join(faults_, "\n")));
  }

 private:
  void fault(std::string_view words) { faults_.push_back(fmt::format("{}: {}", file_, words)); }

  void add_root_of_trust(const std::optional<std::string>& bytes) {
    const Path place = machine_ / "etc/rohnamo/root.json";
    if (bytes) {
      if (const auto good = check_root_of_trust(*bytes); !good)
        return fault(
            fmt::format("root: {} is no root of trust: {}; copy the one that "
                        "rohnamo-content keys new has written",
                        said_->root, good.error().message));
      plan_.files.push_back({place, *bytes});
    } else if (said_->says_root || (!said_->server.empty() && !fs_->exists(place))) {
      fault(
          fmt::format("root: {} is missing beside it: copy it there; without it nothing that the "
                      "server has is trusted",
                      said_->root));
    }
  }

  void add_wifi() {
    if (!said_->wifi) return;
    auto wifi = plan_wifi(*fs_, machine_, *said_->wifi);
    if (!wifi) return fault(fmt::format("wifi_name: {}", wifi.error().message));
    std::ranges::move(wifi->files, std::back_inserter(plan_.files));
    std::ranges::move(wifi->systemctl, std::back_inserter(plan_.systemctl));
  }

  void add_pin(std::string& kiosk) {
    const auto hash = base::PinHash::make(*said_->pin);
    if (!hash) return fault(fmt::format("pin: {}", hash.error().message));
    kiosk += fmt::format("staff_pin: '{}'\n", hash->text());
  }

  // One that is there from an earlier time is replaced, though nothing is said.
  void add_drop_in(const char* folder, const std::string& lines) {
    const Path path = machine_ / "etc/rohnamo" / folder / drop_in;
    if (lines.empty() && !fs_->exists(path)) return;
    plan_.files.push_back(
        {path, fmt::format("# From rohnamo.yaml, by rohnamo-machine provision, which may replace "
                           "this file. For\n# settings of your own make one with a later name, "
                           "like 60-own.yaml.\nformat: 1\n{}",
                           lines)});
  }

  base::Fs* fs_;
  Path machine_;
  const ProvisionFile* said_;
  std::string file_;
  std::vector<std::string> faults_;
  ProvisionPlan plan_;
};

// With the names of all folders on the way.
Result<void> make_durable_folder(base::Fs& fs, const Path& folder) {
  TRY(fs.make_directories(folder));
  for (Path place = folder; place.has_relative_path(); place = place.parent_path())
    TRY(fs.sync_directory(place.parent_path()));
  return {};
}

Result<void> write_durably(base::Fs& fs, const Path& path, std::string_view bytes) {
  TRY(make_durable_folder(fs, path.parent_path()));
  return base::write_whole(fs, path, bytes);
}

}  // namespace

Result<ProvisionPlan> plan_provisioning(base::Fs& fs, const Path& machine,
                                        const ProvisionFile& said, const Path& file,
                                        const std::optional<std::string>& root_of_trust) {
  return Planner(fs, machine, said, file).plan(root_of_trust);
}

Result<void> provision(base::Fs& fs, const Path& machine, const ProvisionPlan& plan,
                       const ProvisionRecord& record) {
  const Path begun = provisioning_path(machine);
  const Path done = provisioned_path(machine);
  TRY(write_durably(fs, begun, serialize(record)));
  for (const PlannedFile& file : plan.files) {
    const PrivateFiles guard(file.secret);
    TRY(write_durably(fs, file.path, file.bytes));
  }
  TRY(write_durably(fs, done, serialize(record)));
  static_cast<void>(fs.remove(begun));  // which nobody asks for any more
  return {};
}

Result<void> strike_out(base::Fs& fs, const Path& folder, const ProvisionRecord& record) {
  TRY(base::write_whole(
      fs, folder / note,
      fmt::format("rohnamo.yaml was applied on {} and removed from here, since anybody could read "
                  "its passwords.\nIts settings are in /etc/rohnamo/kiosk.d and "
                  "/etc/rohnamo/sync.d.\nTo apply another one, as root: rohnamo-machine provision "
                  "FILE --again\n",
                  base::to_rfc3339(record.at))));
  TRY(fs.remove(folder / "rohnamo.yaml"));
  return fs.sync_directory(folder);
}

}  // namespace rohnamo::machine
