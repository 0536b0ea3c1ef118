#include "kiosk/app/config.hpp"

#include <fmt/format.h>

#include <charconv>

#include "content/model/channel.hpp"

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;

Result<std::optional<base::PinHash>> parse_pin(std::string_view text) {
  return TRY(base::PinHash::parse(text));
}

}  // namespace

Config default_config(const base::Path& data) {
  Config config;
  config.builtin = data / "channel";
  config.fonts = data / "fonts";
  return config;
}

Result<Size> parse_size(std::string_view text) {
  Size size;
  const auto cross = text.find('x');
  const auto number = [](std::string_view digits, int& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() && value >= 320 &&
           value <= 16384;
  };
  if (cross == std::string_view::npos || !number(text.substr(0, cross), size.width) ||
      !number(text.substr(cross + 1), size.height))
    return fail(Code::invalid_input, fmt::format("'{}' is no size like 1920x1080", text));
  return size;
}

Result<double> parse_inches(std::string_view text) {
  using model::Screen;
  double inches = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), inches);
  if (error != std::errc() || end != text.data() + text.size() || inches < Screen::least_inches ||
      inches > Screen::most_inches)
    return fail(Code::invalid_input, fmt::format("'{}' is no diagonal in inches, from {} to {}",
                                                 text, Screen::least_inches, Screen::most_inches));
  return inches;
}

Result<Mode> parse_mode(std::string_view text) {
  if (text == "auto") return Mode::automatic;
  if (text == "touch") return Mode::touch;
  if (text == "display") return Mode::display;
  return fail(Code::invalid_input, fmt::format("'{}' is none of auto, touch and display", text));
}

Result<render::Rotation> parse_rotation(std::string_view text) {
  if (text == "0") return render::Rotation::none;
  if (text == "90") return render::Rotation::quarter;
  if (text == "180") return render::Rotation::half;
  if (text == "270") return render::Rotation::three_quarters;
  return fail(Code::invalid_input, fmt::format("'{}' is none of 0, 90, 180 and 270", text));
}

namespace {

void read_glass(base::Settings& settings, Glass& glass) {
  using model::Screen;
  const double inches = settings.value("screen_inches", 0.0, parse_inches);
  if (inches > 0) glass.inches = inches;
  const auto distance =
      settings.integer("reading_distance_mm", 0, Screen::least_distance, Screen::most_distance);
  if (distance > 0) glass.reading_distance = static_cast<int>(distance);
  glass.low_controls = settings.boolean("low_controls", glass.low_controls);
}

}  // namespace

ConfigFile parse_config(std::string_view yaml, const base::Path& file, const Config& defaults) {
  base::Settings settings(yaml, file);
  Config config = defaults;
  config.cache = settings.path("cache", config.cache);
  config.builtin = settings.path("builtin", config.builtin);
  config.run = settings.path("run", config.run);
  config.fonts = settings.path("fonts", config.fonts);
  config.fullscreen = settings.boolean("fullscreen", config.fullscreen);
  config.size = settings.value("size", config.size, parse_size);
  config.rotation = settings.value("rotation", config.rotation, parse_rotation);
  read_glass(settings, config.glass);
  config.mode = settings.value("mode", config.mode, parse_mode);
  config.language = settings.text("language", config.language);
  if (auto languages = settings.list("display_languages", "[tg, ru]"))
    config.display_languages = std::move(*languages);
  if (auto offices = settings.list("offices", "[khujand, bokhtar]"))
    config.offices = std::move(*offices);
  config.staff_pin = settings.value("staff_pin", config.staff_pin, parse_pin);
  return {std::move(config), settings.report()};
}

}  // namespace rohnamo::app
