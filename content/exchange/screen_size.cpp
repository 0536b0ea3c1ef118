#include "content/exchange/screen_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "content/model/channel.hpp"

namespace rohnamo::exchange {
namespace {

using base::Code;
using base::fail;
using base::Result;

template <class Number>
bool read(std::string_view digits, Number& value, Number least, Number most) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size() && value >= least &&
         value <= most;
}

Result<ScreenSize> parse_screen_size(std::string_view text) {
  const auto at = text.find('@');
  ScreenSize size = TRY(parse_pixels(text.substr(0, at)));
  if (at != std::string_view::npos) size.inches = TRY(parse_inches(text.substr(at + 1)));
  return size;
}

}  // namespace

Result<ScreenSize> parse_pixels(std::string_view text) {
  constexpr int least = 320, most = 16384;
  ScreenSize size;
  const auto cross = text.find('x');
  if (cross == std::string_view::npos || !read(text.substr(0, cross), size.width, least, most) ||
      !read(text.substr(cross + 1), size.height, least, most))
    return fail(Code::invalid_input, fmt::format("'{}' is no size like 1920x1080", text));
  return size;
}

Result<double> parse_inches(std::string_view text) {
  using model::Screen;
  double inches = 0;
  if (!read(text, inches, Screen::least_inches, Screen::most_inches))
    return fail(Code::invalid_input, fmt::format("'{}' is no diagonal in inches, from {} to {}",
                                                 text, Screen::least_inches, Screen::most_inches));
  return inches;
}

Result<std::vector<ScreenSize>> parse_screen_sizes(std::string_view list) {
  std::vector<ScreenSize> sizes;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    sizes.push_back(TRY(parse_screen_size(list.substr(at, end - at))));
    at = end + 1;
  }
  return sizes;
}

std::string to_string(const ScreenSize& size) {
  const std::string pixels = fmt::format("{}x{}", size.width, size.height);
  return size.inches > 0 ? fmt::format("{}@{}", pixels, size.inches) : pixels;
}

}  // namespace rohnamo::exchange
