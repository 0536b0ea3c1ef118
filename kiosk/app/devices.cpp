#include "kiosk/app/devices.hpp"

#include <SDL.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/render/window.hpp"

namespace rohnamo::app {
namespace {

constexpr unsigned direct_input = 1U << 1U;  // INPUT_PROP_DIRECT: a touch panel

bool is_pointer(std::string_view line) {
  // "H: Handlers=mouse0 event3"
  if (line.starts_with("H: Handlers=")) return line.find("mouse") != std::string_view::npos;
  // "B: PROP=2", hexadecimal
  constexpr std::string_view properties = "B: PROP=";
  if (!line.starts_with(properties)) return false;
  line.remove_prefix(properties.size());
  unsigned bits = 0;
  std::from_chars(line.data(), line.data() + line.size(), bits, 16);
  return (bits & direct_input) != 0;
}

}  // namespace

bool can_point(std::string_view listing) {
  while (!listing.empty()) {
    const auto end = listing.find('\n');
    if (is_pointer(listing.substr(0, end))) return true;
    if (end == std::string_view::npos) break;
    listing.remove_prefix(end + 1);
  }
  return false;
}

bool somebody_can_point() {
  if (SDL_GetNumTouchDevices() > 0) return true;
  if (!render::on_bare_console()) return true;
  std::ifstream file("/proc/bus/input/devices");
  return can_point(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace rohnamo::app
