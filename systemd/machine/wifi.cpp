#include "systemd/machine/wifi.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/hash.hpp"

namespace rohnamo::machine {
namespace {

using base::Path;

constexpr std::size_t key_digits = 64;  // of a key instead of a password

bool is_key(const Wifi& wifi) {
  return wifi.password.size() == key_digits;
}

// A value of GKeyFile and of ell's settings: both read these escapes wherever they stand.
std::string escaped(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\\')
      escaped += "\\\\";
    else if (letter == ' ')
      escaped += "\\s";
    else
      escaped += letter;
  }
  return escaped;
}

// iwd and wpa_supplicant bring no addresses; systemd-networkd does.
PlannedFile addresses(const Path& root) {
  return {root / "etc/systemd/network/80-rohnamo-wifi.network",
          "# By rohnamo-machine.\n[Match]\nType=wlan\n\n[Network]\nDHCP=yes\n"
          "IgnoreCarrierLoss=3s\n"};
}

// For all of them, from the next start on: the kernel's own setting.
void add_country(WifiPlan& plan, const Path& root, const Wifi& wifi) {
  if (wifi.country.empty()) return;
  plan.files.push_back(
      {root / "etc/modprobe.d/rohnamo-wifi.conf",
       fmt::format("# By rohnamo-machine.\noptions cfg80211 ieee80211_regdom={}\n", wifi.country)});
}

// The first that the kernel has, by name.
base::Result<std::string> wifi_device(base::Fs& fs, const Path& root) {
  const Path devices = root / "sys/class/net";
  for (const std::string& name : fs.list(devices).value_or(std::vector<std::string>()))
    if (fs.list(devices / name / "wireless")) return name;
  return base::fail(base::Code::not_found,
                    "this machine has no Wi-Fi device: plug one in, or install its firmware");
}

base::Result<void> add_wpa_supplicant(WifiPlan& plan, base::Fs& fs, const Path& root,
                                      const Wifi& wifi) {
  const std::string device = TRY(wifi_device(fs, root));
  plan.files.push_back({root / fmt::format("etc/wpa_supplicant/wpa_supplicant-{}.conf", device),
                        wpa_supplicant_file(wifi), true});
  plan.files.push_back(addresses(root));
  const std::string unit = fmt::format("wpa_supplicant@{}.service", device);
  plan.systemctl = {{"enable", unit, "systemd-networkd.service"},
                    {"restart", unit, "systemd-networkd.service"}};
  return {};
}

}  // namespace

base::Result<WifiPlan> plan_wifi(base::Fs& fs, const Path& root, const Wifi& wifi) {
  WifiPlan plan;
  add_country(plan, root, wifi);
  if (fs.exists(root / "usr/sbin/NetworkManager")) {
    plan.files.push_back({root / "etc/NetworkManager/system-connections/rohnamo-wifi.nmconnection",
                          network_manager_file(wifi), true});
    plan.systemctl = {{"try-restart", "NetworkManager.service"}};
  } else if (fs.exists(root / "usr/libexec/iwd")) {
    plan.files.push_back({root / "var/lib/iwd" / iwd_file_name(wifi), iwd_file(wifi), true});
    plan.files.push_back(addresses(root));
    plan.systemctl = {{"try-restart", "systemd-networkd.service"}};
  } else if (fs.exists(root / "usr/sbin/wpa_supplicant") ||
             fs.exists(root / "sbin/wpa_supplicant")) {
    TRY(add_wpa_supplicant(plan, fs, root, wifi));
  } else {
    return base::fail(base::Code::not_found,
                      "nothing on this machine can join a Wi-Fi network: install the package "
                      "network-manager, iwd or wpasupplicant");
  }
  return plan;
}

std::string network_manager_file(const Wifi& wifi) {
  // As a list of bytes the name can have no other meaning.
  std::string name;
  for (const char letter : wifi.name)
    name += fmt::format("{};", static_cast<unsigned>(static_cast<unsigned char>(letter)));
  std::string text = fmt::format(
      "# By rohnamo-machine: {}\n[connection]\nid=rohnamo-wifi\ntype=wifi\n\n[wifi]\nssid={}\n{}",
      wifi.name, name, wifi.hidden ? "hidden=true\n" : "");
  if (!wifi.password.empty())
    text += fmt::format("\n[wifi-security]\nkey-mgmt=wpa-psk\npsk={}\n", escaped(wifi.password));
  return text + "\n[ipv4]\nmethod=auto\n\n[ipv6]\nmethod=auto\n";
}

std::string iwd_file_name(const Wifi& wifi) {
  const auto plain = [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= 'a' && letter <= 'z') || letter == ' ' || letter == '_' || letter == '-';
  };
  const std::string name = std::ranges::all_of(wifi.name, plain)
                               ? wifi.name
                               : fmt::format("={}", base::to_hex(wifi.name));
  return fmt::format("{}.{}", name, wifi.password.empty() ? "open" : "psk");
}

std::string iwd_file(const Wifi& wifi) {
  std::string text = "# By rohnamo-machine.\n";
  if (!wifi.password.empty())
    text += fmt::format("[Security]\n{}={}\n", is_key(wifi) ? "PreSharedKey" : "Passphrase",
                        escaped(wifi.password));
  if (wifi.hidden) text += "[Settings]\nHidden=true\n";
  return text;
}

std::string wpa_supplicant_file(const Wifi& wifi) {
  std::string text = "# By rohnamo-machine.\nctrl_interface=/run/wpa_supplicant\n";
  if (!wifi.country.empty()) text += fmt::format("country={}\n", wifi.country);
  // In hex the name can have no other meaning. A password is read up to the last quote.
  text += fmt::format("network={{\n  ssid={}\n", base::to_hex(wifi.name));
  if (wifi.hidden) text += "  scan_ssid=1\n";
  if (wifi.password.empty())
    text += "  key_mgmt=NONE\n";
  else if (is_key(wifi))
    text += fmt::format("  key_mgmt=WPA-PSK\n  psk={}\n", wifi.password);
  else
    text += fmt::format("  key_mgmt=WPA-PSK SAE\n  ieee80211w=1\n  psk=\"{}\"\n", wifi.password);
  return text + "}\n";
}

}  // namespace rohnamo::machine
