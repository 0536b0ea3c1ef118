#include "systemd/machine/provision_file.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace rohnamo;
using machine::ProvisionFile;
using Lines = std::vector<std::string>;

namespace {

ProvisionFile parse(const std::string& text) {
  return ProvisionFile::parse("format: 1\n" + text, "rohnamo.yaml");
}

std::string only_fault(const std::string& text) {
  const auto said = parse(text);
  CAPTURE(text, said.report.lines());
  REQUIRE(said.report.faults.size() == 1);
  return said.report.faults.front();
}

}  // namespace

TEST_CASE("what a technician says goes to the programs that it is for") {
  const auto said = parse(
      "server: https://example.org/kiosks/\n"
      "mirrors: [https://mirror.example.org/a/]\n"
      "root: 2.root.json\n"
      "offices: [khujand]\n"
      "hostname: khujand-1\n"
      "place: Маркази Хуҷанд, O'Malley's\n"
      "language: tg\n"
      "screen_inches: 32\n"
      "rotation: 90\n"
      "reading_distance_mm: 700\n"
      "low_controls: true\n"
      "screen_hours: [mon-fri 08:00-18:00]\n"
      "pin: 0042\n"
      "wifi_name: Market 2\n"
      "wifi_password: 12345678\n"
      "wifi_country: NO\n"
      "wifi_hidden: true\n");
  CHECK(said.report.lines().empty());
  CHECK(said.sync ==
        "server: 'https://example.org/kiosks/'\nmirrors: ['https://mirror.example.org/a/']\n"
        "offices: ['khujand']\n");
  CHECK(said.kiosk ==
        "offices: ['khujand']\nplace: 'Маркази Хуҷанд, O''Malley''s'\nlanguage: 'tg'\n"
        "screen_inches: '32'\nrotation: '90'\nreading_distance_mm: 700\nlow_controls: 'true'\n"
        "screen_hours: ['mon-fri 08:00-18:00']\n");
  CHECK(said.root == "2.root.json");
  CHECK(said.hostname == "khujand-1");
  CHECK(said.pin == "0042");
  REQUIRE(said.wifi);
  CHECK(said.wifi->name == "Market 2");
  CHECK(said.wifi->password == "12345678");
  CHECK(said.wifi->country == "NO");
  CHECK(said.wifi->hidden);
  CHECK(said.keys.size() == 17);
}

TEST_CASE("every fault is told at once, with its line, and no secret with it") {
  const auto said = parse(
      "server: ftp://example.org\n"
      "wifi_password: geheim\n"
      "pin: 12\n"
      "hostname: Khujand 1\n"
      "colour: blue\n"
      "rotation: 45\n"
      "screen_hours: [always]\n");
  CHECK(said.report.faults ==
        Lines{"rohnamo.yaml:1: 'wifi_name' is missing: write the name of the Wi-Fi network",
              "rohnamo.yaml:2: server: 'ftp://example.org' is no address like "
              "https://example.org/kiosks/",
              "rohnamo.yaml:3: wifi_password: a Wi-Fi password has 8 to 63 letters, digits and "
              "signs of a plain keyboard",
              "rohnamo.yaml:4: pin: a PIN has 4 to 12 digits",
              "rohnamo.yaml:5: hostname: 'Khujand 1' is no name of a computer: a to z, 0 to 9 and "
              "- between them, at most 63 letters",
              "rohnamo.yaml:7: rotation: '45' is none of 0, 90, 180 and 270",
              "rohnamo.yaml:8: screen_hours: 'always' is no span like mon-fri 08:00-18:00 or sat "
              "09:00-13:00",
              "rohnamo.yaml:6: 'colour' is no setting of this program: it is ignored"});
}

TEST_CASE("what may not stand in a value is refused") {
  CHECK(only_fault("place: \"a\\nb\"\n").find("one line") != std::string::npos);
  CHECK(only_fault("root: ../root.json\n").find("beside") != std::string::npos);
  CHECK(only_fault("server: https://a:b@example.org/\n").find("password") != std::string::npos);
  CHECK(only_fault("wifi_name: " + std::string(33, 'a') + "\n").find("32") != std::string::npos);
  CHECK(only_fault("wifi_name: a\nwifi_country: tj\n").find("TJ") != std::string::npos);
  const std::string hash =
      "$scrypt$ln=14,r=8,p=1$AIukrfMG/C9OWUuKgMTLuA$4aUtXO8ZnHCed79lYhQFsjcKvT/MJKWU6oggN+EqOlw";
  CHECK(only_fault("pin: 1234\nstaff_pin: " + hash + "\n").find("remove") != std::string::npos);
  CHECK(parse("staff_pin: " + hash + "\n").kiosk == fmt::format("staff_pin: '{}'\n", hash));
}
