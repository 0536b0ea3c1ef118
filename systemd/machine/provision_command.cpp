// rohnamo-machine provision: from a medium to a machine that is set up.
#include <fmt/format.h>

#include <array>
#include <boost/program_options.hpp>

#include "systemd/machine/command.hpp"
#include "systemd/machine/medium.hpp"
#include "systemd/machine/provision.hpp"
#include "systemd/machine/systemctl.hpp"

namespace rohnamo::machine {
namespace {

namespace po = boost::program_options;
using base::Code;
using base::Path;
using base::Result;

constexpr int failed = 1, nothing_to_do = 3;
constexpr const char* file_name = "rohnamo.yaml";
// Where firmware and boot loaders have their partition: Raspberry Pi OS, UEFI, what is older.
constexpr std::array<const char*, 3> boot_folders{"boot/firmware", "boot/efi", "boot"};

struct Request {
  Path file;
  Source source = Source::hand;
  Path machine = "/";
  bool again = false;  // whatever the machine says of itself
  bool check = false;  // nothing is written
};

// The file that it names, else one of the two names that it has where it is made.
Result<std::optional<std::string>> read_root_of_trust(const Path& folder, ProvisionFile& said) {
  std::vector<std::string> names{said.root};
  if (!said.says_root) names.emplace_back("1.root.json");
  for (const std::string& name : names) {
    auto bytes = read_plain_file(folder, name, root_of_trust_limit);
    if (!bytes && bytes.error().code == Code::not_found) continue;
    if (!bytes) return base::fail(bytes.error());
    said.root = name;
    return std::optional(std::move(*bytes));
  }
  return std::nullopt;
}

Result<void> check_standing(base::Fs& fs, const Request& request, const base::Hash& file) {
  if (request.again || request.check) return {};
  return may_provision(read_standing(fs, request.machine), request.source, file);
}

// Once the files are there the machine is set up, whatever is told about what comes after.
void follow_up(base::Fs& fs, const Request& request, const ProvisionPlan& plan,
               const ProvisionRecord& record) {
  if (request.source == Source::boot)
    if (const auto struck = strike_out(fs, request.file.parent_path(), record); !struck)
      fmt::print(stderr, "its passwords can be read there still: {}\n", struck.error().message);
  if (request.machine != "/") return;
  for (const auto& words : plan.systemctl)
    if (const auto told = tell_systemd(words); !told)
      fmt::print(stderr, "restart the machine: {}\n", told.error().message);
}

Result<void> carry_out(base::Fs& fs, const Request& request) {
  const Path folder = request.file.parent_path();
  const std::string text =
      TRY(read_plain_file(folder, request.file.filename(), base::settings_limit));
  ProvisionRecord record{base::system_now(), folder.string(), base::sha256(text), {}};
  TRY(check_standing(fs, request, record.file));
  ProvisionFile said = ProvisionFile::parse(text, request.file);
  record.keys = said.keys;
  const auto root_of_trust = TRY(read_root_of_trust(folder, said));
  const auto plan = plan_provisioning(fs, request.machine, said, request.file, root_of_trust);
  if (!plan) return base::fail(plan.error().code, plan.error().message + "\nnothing was changed");
  if (request.check) return {};
  TRY(fs.make_directories(provisioned_path(request.machine).parent_path()));
  const auto lock =
      TRY(fs.lock_exclusive(provisioned_path(request.machine).parent_path() / "lock"));
  TRY(check_standing(fs, request, record.file));
  if (const auto done = provision(fs, request.machine, *plan, record); !done)
    return base::fail(done.error(), "not all of it was written, do it again");
  fmt::print("{}: applied; kept in {}\n", request.file.string(),
             provisioned_path(request.machine).string());
  follow_up(fs, request, *plan, record);
  return {};
}

int run_one(base::Fs& fs, const Request& request) {
  const auto done = carry_out(fs, request);
  if (done) {
    if (request.check) fmt::print("{}: good\n", request.file.string());
    return 0;
  }
  fmt::print(stderr, "{}\n", done.error().message);
  return done.error().code == Code::busy ? nothing_to_do : failed;
}

// A power cut may have come between the end and the striking out.
void strike_out_late(base::Fs& fs, const Path& folder, const Path& machine) {
  const auto text = read_plain_file(folder, file_name, base::settings_limit);
  const auto bytes = fs.read(provisioned_path(machine), base::settings_limit);
  if (!text || !bytes) return;
  const auto record = parse_provision_record(*bytes);
  if (!record || record->file != base::sha256(*text)) return;
  if (const auto struck = strike_out(fs, folder, *record); !struck)
    fmt::print(stderr, "{}: {}\n", folder.string(), struck.error().message);
}

// The first boot partition that has the file.
int run_boot(base::Fs& fs, Request request) {
  for (const char* name : boot_folders) {
    const Path folder = request.machine / name;
    if (!fs.exists(folder / file_name)) continue;
    request.source = Source::boot;
    request.file = folder / file_name;
    if (!read_standing(fs, request.machine).provisioned) return run_one(fs, request);
    strike_out_late(fs, folder, request.machine);
  }
  return nothing_to_do;
}

int run_stick(base::Fs& fs, Request request, const Path& stick) {
  request.source = Source::stick;
  request.file = stick / file_name;
  const auto there = read_plain_file(stick, file_name, base::settings_limit);
  if (!there && there.error().code == Code::not_found) return nothing_to_do;
  return run_one(fs, request);
}

po::variables_map parse(const std::vector<std::string>& arguments) {
  po::options_description options;
  options.add_options()("file", po::value<std::string>())("boot", "")(
      "stick", po::value<std::string>())("root", po::value<std::string>()->default_value("/"))(
      "again", "")("check", "");
  po::positional_options_description positional;
  positional.add("file", 1);
  po::variables_map given;
  po::store(po::command_line_parser(arguments).options(options).positional(positional).run(),
            given);
  po::notify(given);
  if (given.count("file") + given.count("boot") + given.count("stick") != 1)
    throw po::error("say one of FILE, --boot and --stick FOLDER");
  if (given.count("file") == 0 && given.count("again") + given.count("check") != 0)
    throw po::error("--again and --check are for a FILE");
  return given;
}

int run(const std::vector<std::string>& arguments) {
  const po::variables_map given = parse(arguments);
  base::Fs& fs = base::posix_fs();
  Request request;
  request.machine = std::filesystem::absolute(given["root"].as<std::string>());
  request.again = given.contains("again");
  request.check = given.contains("check");
  if (given.contains("boot")) return run_boot(fs, request);
  if (given.contains("stick"))
    return run_stick(fs, request, std::filesystem::absolute(given["stick"].as<std::string>()));
  request.file = std::filesystem::absolute(given["file"].as<std::string>());
  return run_one(fs, request);
}

}  // namespace

const Command provision_command{
    "provision", "FILE [--check | --again] [--root DIR]",
    "      Applies a rohnamo.yaml: the publication's address and root of trust, Wi-Fi, the place,\n"
    "      the screen, the PIN. All of it is checked first; with a fault nothing is changed. A\n"
    "      machine takes one such file and no other; --again: this one too. --check tells the\n"
    "      faults alone. /usr/share/doc/rohnamo/examples/rohnamo.yaml describes it. --root: of a\n"
    "      machine whose files are in DIR.\n"
    "  rohnamo-machine provision --boot | --stick FOLDER\n"
    "      The same, of the boot partition or a stick, as the units do it. Exit status: 0 "
    "applied;\n"
    "      1 faults, which it names; 2 wrong arguments; 3 there is nothing to do.",
    run};

}  // namespace rohnamo::machine
