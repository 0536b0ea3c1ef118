#include "systemd/machine/wifi.hpp"

#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using namespace rohnamo::machine;
using Catch::Contains;

namespace {

const Wifi awkward{" a;b\"#\\ё", R"( p;"a\s=#  )", "TJ", true};
const std::string key(64, 'a');

fakes::MemoryFs machine_with(const std::vector<std::string>& files) {
  fakes::MemoryFs fs;
  for (const base::Path path : files) {
    REQUIRE(fs.make_directories(path.parent_path()));
    REQUIRE(base::write_whole(fs, path, ""));
  }
  return fs;
}

std::vector<std::string> paths(const WifiPlan& plan) {
  std::vector<std::string> paths;
  for (const auto& file : plan.files) paths.push_back(file.path.string());
  return paths;
}

}  // namespace

TEST_CASE("NetworkManager: a name by its bytes, a password with its escapes") {
  const std::string text = network_manager_file(awkward);
  CHECK_THAT(text, Contains("\nssid=32;97;59;98;34;35;92;209;145;\n"));
  CHECK_THAT(text, Contains("\npsk=\\sp;\"a\\\\s=#\\s\\s\n"));
  CHECK_THAT(text, Contains("\nkey-mgmt=wpa-psk\n") && Contains("\nhidden=true\n"));
  CHECK_THAT(network_manager_file({"open", "", "", false}),
             !Contains("wifi-security") && !Contains("hidden"));
}

TEST_CASE("iwd: the name is the file's, in hex where it must be") {
  CHECK(iwd_file_name({"My Net_2-a", "12345678", "", false}) == "My Net_2-a.psk");
  CHECK(iwd_file_name({"open", "", "", false}) == "open.open");
  CHECK(iwd_file_name({"a/../b", "12345678", "", false}) == "=612f2e2e2f62.psk");
  CHECK(iwd_file_name({"ё", "", "", false}) == "=d191.open");
  CHECK(iwd_file(awkward) ==
        "# By rohnamo-machine.\n[Security]\nPassphrase=\\sp;\"a\\\\s=#\\s\\s\n"
        "[Settings]\nHidden=true\n");
  CHECK_THAT(iwd_file({"n", key, "", false}), Contains("PreSharedKey=" + key));
}

TEST_CASE("wpa_supplicant: a name in hex, a password as it stands") {
  const std::string text = wpa_supplicant_file(awkward);
  CHECK_THAT(text, Contains("\n  ssid=20613b6222235cd191\n") && Contains("\n  scan_ssid=1\n"));
  CHECK_THAT(text, Contains("\n  psk=\" p;\"a\\s=#  \"\n") && Contains("\ncountry=TJ\n"));
  CHECK_THAT(wpa_supplicant_file({"n", key, "", false}), Contains("\n  psk=" + key + "\n"));
  CHECK_THAT(wpa_supplicant_file({"n", "", "", false}), Contains("key_mgmt=NONE"));
}

TEST_CASE("the first of the three that is installed is told") {
  const std::string manager = "/usr/sbin/NetworkManager";
  const std::string iwd = "/usr/libexec/iwd";
  const std::string supplicant = "/usr/sbin/wpa_supplicant";
  const std::string device = "/sys/class/net/wlp2s0/wireless/status";
  const Wifi wifi{"n", "12345678", "TJ", false};

  auto all = machine_with({manager, iwd, supplicant});
  const auto by_manager = plan_wifi(all, "/", wifi).value();
  CHECK(
      paths(by_manager) ==
      std::vector<std::string>{"/etc/modprobe.d/rohnamo-wifi.conf",
                               "/etc/NetworkManager/system-connections/rohnamo-wifi.nmconnection"});
  CHECK_FALSE(by_manager.files[0].secret);
  CHECK(by_manager.files[1].secret);

  auto two = machine_with({iwd, supplicant});
  CHECK(paths(plan_wifi(two, "/", wifi).value())[1] == "/var/lib/iwd/n.psk");

  auto one = machine_with({supplicant, "/sys/class/net/eth0/mtu", device});
  const auto by_supplicant = plan_wifi(one, "/", wifi).value();
  CHECK(paths(by_supplicant)[1] == "/etc/wpa_supplicant/wpa_supplicant-wlp2s0.conf");
  CHECK(paths(by_supplicant)[2] == "/etc/systemd/network/80-rohnamo-wifi.network");
  CHECK(by_supplicant.systemctl[0] == std::vector<std::string>{"enable",
                                                               "wpa_supplicant@wlp2s0.service",
                                                               "systemd-networkd.service"});

  auto no_device = machine_with({supplicant});
  CHECK_THAT(plan_wifi(no_device, "/", wifi).error().message, Contains("no Wi-Fi device"));
  auto none = machine_with({});
  CHECK_THAT(plan_wifi(none, "/", wifi).error().message, Contains("network-manager"));
}
