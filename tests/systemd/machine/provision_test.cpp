#include "systemd/machine/provision.hpp"

#include <catch2/catch.hpp>

#include "content/base/pin_hash.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/systemd/machine/root_of_trust.hpp"

using namespace rohnamo;
using namespace rohnamo::machine;
using Catch::Contains;

namespace {

constexpr const char* whole =
    "format: 1\nserver: https://example.org/kiosks/\nlanguage: tg\nhostname: khujand-1\n"
    "wifi_name: Market\nwifi_password: open sesame\n";

// A new machine: what the packages bring.
fakes::MemoryFs new_machine() {
  fakes::MemoryFs fs;
  for (const base::Path path : {"/etc/rohnamo/kiosk.yaml", "/usr/sbin/NetworkManager",
                                "/etc/NetworkManager/system-connections/.keep", "/var/lib/x"}) {
    REQUIRE(fs.make_directories(path.parent_path()));
    REQUIRE(base::write_whole(fs, path, ""));
  }
  REQUIRE(fs.sync_all("/"));
  return fs;
}

base::Result<ProvisionPlan> plan(base::Fs& fs, std::string_view text,
                                 const std::optional<std::string>& root) {
  return plan_provisioning(fs, "/", ProvisionFile::parse(text, "rohnamo.yaml"), "rohnamo.yaml",
                           root);
}

ProvisionRecord record_of(std::string_view text) {
  return {base::build_time(), "/run/rohnamo/stick/sdb1", base::sha256(text), {"server", "pin"}};
}

bool is_complete(fakes::MemoryFs& fs, const ProvisionPlan& plan) {
  for (const auto& file : plan.files)
    if (fs.read(file.path, 1 << 20).value_or("") != file.bytes) return false;
  return true;
}

}  // namespace

TEST_CASE("what is written where") {
  auto fs = new_machine();
  const std::string root = tests::root_of_trust();
  const auto good = plan(fs, std::string(whole) + "pin: 4711\n", root).value();
  REQUIRE(provision(fs, "/", good, record_of(whole)));
  CHECK(fs.read("/etc/rohnamo/root.json", 1 << 20).value() == root);
  CHECK(fs.read("/etc/hostname", 100).value() == "khujand-1\n");
  base::Settings sync(fs.read("/etc/rohnamo/sync.d/50-provision.yaml", 1 << 20).value(), "s");
  CHECK(sync.text("server", "") == "https://example.org/kiosks/");
  CHECK(sync.report().lines().empty());
  base::Settings kiosk(fs.read("/etc/rohnamo/kiosk.d/50-provision.yaml", 1 << 20).value(), "k");
  CHECK(kiosk.text("language", "") == "tg");
  CHECK(base::PinHash::parse(kiosk.text("staff_pin", "")).value().matches("4711"));
  CHECK(kiosk.report().lines().empty());
  const auto kept = parse_provision_record(fs.read(provisioned_path("/"), 1 << 20).value()).value();
  CHECK(kept.at == base::build_time());
  CHECK(kept.medium == "/run/rohnamo/stick/sdb1");
  CHECK(kept.file == base::sha256(whole));
  CHECK(kept.keys == std::vector<std::string>{"server", "pin"});
}

TEST_CASE("with a fault there is no plan, and all faults are told") {
  auto fs = new_machine();
  REQUIRE(fs.remove("/usr/sbin/NetworkManager"));
  const auto bad = plan(fs, std::string(whole) + "rotation: 1\n", std::nullopt);
  REQUIRE_FALSE(bad);
  CHECK_THAT(bad.error().message, Contains("rohnamo.yaml:7: rotation") &&
                                      Contains("rohnamo.yaml: root: root.json is missing") &&
                                      Contains("rohnamo.yaml: wifi_name: nothing on this machine"));
  CHECK_THAT(plan(fs, "format: 1\n", std::nullopt).error().message, Contains("says nothing"));
}

TEST_CASE("a root of trust is one that its own keys have signed") {
  auto fs = new_machine();
  std::string forged = tests::root_of_trust();
  forged.replace(forged.find("2027"), 4, "2037");
  for (const std::string& wrong : {std::string("{}"), std::string("no JSON"), forged})
    CHECK_THAT(plan(fs, whole, wrong).error().message, Contains("root.json is no root of trust"));
  CHECK(plan(fs, whole, tests::root_of_trust()));
}

TEST_CASE("who may set up a machine") {
  const auto ours = base::sha256("ours");
  const auto other = base::sha256("other");
  const auto may = [](const Standing& standing, Source source, const base::Hash& file) {
    return may_provision(standing, source, file).has_value();
  };
  const Standing fresh;
  const Standing by_hand{false, std::nullopt, true};
  const Standing under_way{false, ours, true};
  const Standing provisioned{true, ours, true};
  for (const Source source : {Source::stick, Source::boot, Source::hand}) {
    CHECK(may(fresh, source, other));
    CHECK(may(under_way, source, ours));
    CHECK(may(under_way, source, other) == (source != Source::stick));
    CHECK(may(by_hand, source, other) == (source != Source::stick));
    CHECK_FALSE(may(provisioned, source, ours));
    CHECK_FALSE(may(provisioned, source, other));
  }
}

TEST_CASE("a power cut at any operation leaves a machine that is set up, or goes on with it") {
  const std::string root = tests::root_of_trust();
  auto first = new_machine();
  const auto good = plan(first, whole, root).value();
  const auto before = first.operations();
  REQUIRE(provision(first, "/", good, record_of(whole)));
  const auto operations = first.operations() - before;
  REQUIRE(operations > 20);
  std::size_t complete = 0;
  for (std::uint64_t n = 1; n <= operations + 1; ++n)
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      CAPTURE(n, seed);
      auto fs = new_machine();
      fs.lose_power_at(n);
      static_cast<void>(provision(fs, "/", good, record_of(whole)));
      if (seed == 0)
        fs.reboot();
      else
        fs.reboot(n * 100 + seed);
      const Standing standing = read_standing(fs, "/");
      if (standing.provisioned) {
        ++complete;
        REQUIRE(is_complete(fs, good));
        continue;
      }
      REQUIRE(may_provision(standing, Source::stick, base::sha256(whole)));
      if (standing.has_root_of_trust)
        REQUIRE_FALSE(may_provision(standing, Source::stick, base::sha256("another's")));
      REQUIRE(provision(fs, "/", good, record_of(whole)));
      fs.reboot();
      REQUIRE(read_standing(fs, "/").provisioned);
      REQUIRE(is_complete(fs, good));
    }
  CHECK(complete >= 12);
}

TEST_CASE("passwords do not stay where anybody can read them") {
  auto fs = new_machine();
  REQUIRE(fs.make_directories("/boot"));
  REQUIRE(base::write_whole(fs, "/boot/rohnamo.yaml", whole));
  REQUIRE(strike_out(fs, "/boot", record_of(whole)));
  CHECK_FALSE(fs.exists("/boot/rohnamo.yaml"));
  CHECK_THAT(fs.read("/boot/rohnamo-applied.txt", 4096).value(),
             Contains("--again") && !Contains("sesame"));
}
