#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/sync/app/program.hpp"
#include "tests/systemd/machine/root_of_trust.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

constexpr const char* good =
    "format: 1\nserver: https://example.org/kiosks/\nlanguage: tg\n"
    "wifi_name: Market\nwifi_password: open sesame\npin: 4711\n";

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A machine's files with NetworkManager, and a stick with a good rohnamo.yaml and a root of trust.
struct World {
  World() {
    write(machine / "usr/sbin/NetworkManager", "");
    fs::create_directories(machine / "etc/NetworkManager/system-connections");
    write(stick / "rohnamo.yaml", good);
    write(stick / "root.json", tests::root_of_trust());
  }

  [[nodiscard]] tests::Run provision(std::vector<std::string> more) const {
    more.insert(more.begin(), {ROHNAMO_MACHINE, "provision", "--root", machine.string()});
    return tests::run(more);
  }
  [[nodiscard]] tests::Run plug_in() const { return provision({"--stick", stick.string()}); }
  [[nodiscard]] bool is_untouched() const {
    return !fs::exists(machine / "var") && !fs::exists(machine / "etc/rohnamo/sync.d");
  }

  tests::TemporaryFolder folder;
  fs::path machine = folder.path() / "machine", stick = folder.path() / "stick";
};

}  // namespace

TEST_CASE("What it says of itself") {
  const auto version = tests::run({ROHNAMO_MACHINE, "--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.output == "rohnamo-machine " ROHNAMO_VERSION "\n");
  const auto help = tests::run({ROHNAMO_MACHINE, "--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.output, Contains("rohnamo-machine provision FILE"));
}

TEST_CASE("Wrong use is told, and what to do") {
  const auto command = tests::run({ROHNAMO_MACHINE, "dance"});
  CHECK(command.exit_code == 2);
  CHECK_THAT(command.output, Contains("dance") && Contains("--help"));
  const auto option = tests::run({ROHNAMO_MACHINE, "provision", "--twice"});
  CHECK(option.exit_code == 2);
  CHECK_THAT(option.output, Contains("--twice") && Contains("--help"));
  CHECK(tests::run({ROHNAMO_MACHINE, "provision"}).exit_code == 2);
  CHECK(tests::run({ROHNAMO_MACHINE}).exit_code == 2);
}

TEST_CASE("A stick sets up a new machine, once") {
  World world;
  const auto first = world.plug_in();
  CAPTURE(first.output);
  REQUIRE(first.exit_code == 0);
  CHECK(read(world.machine / "etc/rohnamo/root.json") == read(world.stick / "root.json"));
  CHECK_THAT(read(world.machine / "etc/rohnamo/sync.d/50-provision.yaml"),
             Contains("\nformat: 1\nserver: 'https://example.org/kiosks/'\n"));
  CHECK_THAT(read(world.machine / "etc/rohnamo/kiosk.d/50-provision.yaml"),
             Contains("\nstaff_pin: '$scrypt$") && !Contains("4711"));
  const auto wifi =
      world.machine / "etc/NetworkManager/system-connections/rohnamo-wifi.nmconnection";
  CHECK_THAT(read(wifi), Contains("\npsk=open\\ssesame\n"));
  CHECK(fs::status(wifi).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  const std::string record = read(world.machine / "var/lib/rohnamo/machine/provisioned.json");
  CHECK_THAT(record, Contains("\"wifi_password\"") && !Contains("sesame") && !Contains("4711"));
  CHECK(read(world.stick / "rohnamo.yaml") == good);

  write(world.stick / "rohnamo.yaml", "format: 1\nlanguage: ru\n");
  const auto second = world.plug_in();
  CHECK(second.exit_code == 3);
  CHECK_THAT(second.output, Contains("set up already") && Contains("--again"));
  const auto again = world.provision({(world.stick / "rohnamo.yaml").string(), "--again"});
  CHECK(again.exit_code == 0);
  CHECK_THAT(read(world.machine / "etc/rohnamo/kiosk.d/50-provision.yaml"),
             Contains("language: 'ru'") && !Contains("staff_pin"));
  CHECK_THAT(read(world.machine / "etc/rohnamo/sync.d/50-provision.yaml"), !Contains("server"));
}

TEST_CASE("With a fault nothing is changed, and every fault is told") {
  World world;
  write(world.stick / "rohnamo.yaml", std::string(good) + "rotation: 45\ncolour: blue\n");
  write(world.stick / "root.json", "{}");
  const auto told = world.plug_in();
  CHECK(told.exit_code == 1);
  CHECK_THAT(told.output, Contains("rohnamo.yaml:7: rotation") &&
                              Contains("rohnamo.yaml:8: 'colour'") &&
                              Contains("root.json is no root of trust") &&
                              Contains("nothing was changed") && !Contains("sesame"));
  CHECK(world.is_untouched());
  const auto checked = world.provision({"--check", (world.stick / "rohnamo.yaml").string()});
  CHECK(checked.exit_code == 1);
  write(world.stick / "rohnamo.yaml", good);
  fs::rename(world.stick / "root.json", world.stick / "wrong.json");
  write(world.stick / "1.root.json", tests::root_of_trust());
  CHECK(world.provision({"--check", (world.stick / "rohnamo.yaml").string()}).exit_code == 0);
  CHECK(world.is_untouched());
}

TEST_CASE("A stick changes no machine that was set up by hand; its boot partition does") {
  World world;
  write(world.machine / "etc/rohnamo/root.json", "by hand");
  const auto stick = world.plug_in();
  CHECK(stick.exit_code == 3);
  CHECK_THAT(stick.output, Contains("by hand"));
  CHECK(world.provision({"--boot"}).exit_code == 3);
  CHECK(world.is_untouched());

  const auto boot = world.machine / "boot/firmware";
  fs::create_directories(boot.parent_path());
  fs::rename(world.stick, boot);
  REQUIRE(world.provision({"--boot"}).exit_code == 0);
  CHECK_FALSE(fs::exists(boot / "rohnamo.yaml"));
  CHECK_THAT(read(boot / "rohnamo-applied.txt"), Contains("kiosk.d"));
  CHECK(read(world.machine / "etc/rohnamo/root.json") == read(boot / "root.json"));

  // The power went before it was struck out; then somebody lays another one there.
  write(boot / "rohnamo.yaml", good);
  CHECK(world.provision({"--boot"}).exit_code == 3);
  CHECK_FALSE(fs::exists(boot / "rohnamo.yaml"));
  write(boot / "rohnamo.yaml", "format: 1\nlanguage: ru\n");
  CHECK(world.provision({"--boot"}).exit_code == 3);
  CHECK(fs::exists(boot / "rohnamo.yaml"));
}

TEST_CASE("On a medium no link is followed, and nothing but a plain file of some size is read") {
  World world;
  const auto file = world.stick / "rohnamo.yaml";
  fs::rename(file, world.folder.path() / "elsewhere.yaml");
  CHECK(world.plug_in().exit_code == 3);
  fs::create_symlink(world.folder.path() / "elsewhere.yaml", file);
  const auto link = world.plug_in();
  CHECK(link.exit_code == 1);
  CHECK_THAT(link.output, Contains("no plain file"));
  fs::remove(file);
  fs::create_directory(file);
  CHECK(world.plug_in().exit_code == 1);
  fs::remove(file);
  write(file, std::string(2 << 20, '#'));
  CHECK_THAT(world.plug_in().output, Contains("more than"));
  write(file, good);
  fs::rename(world.stick / "root.json", world.folder.path() / "elsewhere.json");
  fs::create_symlink(world.folder.path() / "elsewhere.json", world.stick / "root.json");
  CHECK(world.plug_in().exit_code == 1);
  CHECK(world.is_untouched());
}
