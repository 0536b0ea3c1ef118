// The size of a screen, as a person writes it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"

namespace rohnamo::exchange {

struct ScreenSize {
  int width = 0, height = 0;  // pixels
  double inches = 0;          // from corner to corner; 0: as the channel says
  bool operator==(const ScreenSize&) const = default;
};

base::Result<ScreenSize> parse_pixels(std::string_view text);  // "1920x1080", 320 to 16384 each
base::Result<double> parse_inches(std::string_view text);      // see model::Screen
// "1920x1080,1280x800@10.1": pixels, and the inches where they are not as the channel says.
base::Result<std::vector<ScreenSize>> parse_screen_sizes(std::string_view list);
std::string to_string(const ScreenSize& size);  // "1280x800@10.1"

}  // namespace rohnamo::exchange
