// rohnamo.yaml: all that a technician says of a new kiosk, in one file. Its keys are those of
// sync.yaml and kiosk.yaml, and those of the machine itself; the documented example is
// systemd/rohnamo/rohnamo.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/settings.hpp"

namespace rohnamo::machine {

struct Wifi {
  std::string name;      // 1 to 32 bytes, no control characters
  std::string password;  // 8 to 63 characters of printable ASCII, or a key of 64 hex digits;
                         // empty: an open network
  std::string country;   // "TJ"; empty: as the machine has it
  bool hidden = false;
};

struct ProvisionFile {
  std::string server;              // empty: as sync.yaml has it
  std::string root = "root.json";  // the file with the root of trust, beside this one
  bool says_root = false;          // it must be there
  std::optional<std::string> hostname;
  std::optional<Wifi> wifi;
  std::optional<std::string> pin;  // 4 to 12 digits
  std::string sync, kiosk;         // what goes into sync.d and kiosk.d: lines, or none
  std::vector<std::string> keys;   // that stand there, as they are asked for
  base::Settings::Report report;

  // `file` names the text in the report, which never has a password or a PIN in it.
  static ProvisionFile parse(std::string_view text, const base::Path& file);
};

}  // namespace rohnamo::machine
