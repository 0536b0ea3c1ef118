// A Wi-Fi network as the program that is installed for it wants to be told: NetworkManager, else
// iwd, else wpa_supplicant with systemd-networkd. Pure but for the look at what there is.
#pragma once

#include <string>
#include <vector>

#include "systemd/machine/planned_file.hpp"
#include "systemd/machine/provision_file.hpp"

namespace rohnamo::machine {

struct WifiPlan {
  std::vector<PlannedFile> files;
  // What systemctl is told once they are there: the words behind its name.
  std::vector<std::vector<std::string>> systemctl;
};

// For the machine whose files are below `root`. Code::not_found: none of the three is installed, or
// there is no Wi-Fi device, and what to do.
base::Result<WifiPlan> plan_wifi(base::Fs& fs, const base::Path& root, const Wifi& wifi);

// https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html
std::string network_manager_file(const Wifi& wifi);

// https://iwd.wiki.kernel.org/networkconfigurationsettings: the file is named after the network.
std::string iwd_file_name(const Wifi& wifi);
std::string iwd_file(const Wifi& wifi);

// wpa_supplicant.conf(5)
std::string wpa_supplicant_file(const Wifi& wifi);

}  // namespace rohnamo::machine
