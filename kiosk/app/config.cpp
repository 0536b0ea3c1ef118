#include "kiosk/app/config.hpp"

#include <fmt/format.h>

#include "content/exchange/screen_size.hpp"
#include "content/model/channel.hpp"
#include "kiosk/deck/narration.hpp"

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
  const auto pixels = TRY(exchange::parse_pixels(text));
  return Size{pixels.width, pixels.height};
}

Result<Mode> parse_mode(std::string_view text) {
  if (text == "auto") return Mode::automatic;
  if (text == "touch") return Mode::touch;
  if (text == "display") return Mode::display;
  return fail(Code::invalid_input, fmt::format("'{}' is none of auto, touch and display", text));
}

Result<int> parse_volume(std::string_view text) {
  static_assert(deck::volume_steps == 5);
  if (text.size() == 1 && text[0] >= '1' && text[0] <= '5') return text[0] - '0';
  return fail(Code::invalid_input, fmt::format("'{}' is no number from 1 to 5", text));
}

Result<render::Rotation> parse_rotation(std::string_view text) {
  if (text == "0") return render::Rotation::none;
  if (text == "90") return render::Rotation::quarter;
  if (text == "180") return render::Rotation::half;
  if (text == "270") return render::Rotation::three_quarters;
  return fail(Code::invalid_input, fmt::format("'{}' is none of 0, 90, 180 and 270", text));
}

Result<render::WindowPath> parse_renderer(std::string_view text) {
  if (text == "auto") return render::WindowPath::automatic;
  if (text == "opengl") return render::WindowPath::texture;
  return fail(Code::invalid_input, fmt::format("'{}' is neither auto nor opengl", text));
}

namespace {

void read_light(base::Settings& settings, LightPlan& light) {
  light.lit = settings.values<model::Rhythm>(
      "screen_hours", "[mon-fri 08:00-18:00, sat 09:00-13:00]", model::Rhythm::parse);
  const auto step = [&](const char* key, int usual) {
    return static_cast<int>(settings.integer(key, usual, 1, brightness_steps));
  };
  light.brightness = step("brightness", light.brightness);
  light.evening_brightness = step("evening_brightness", light.evening_brightness);
  const auto evening = settings.value("evening", model::Hours{0, 0}, model::parse_hours);
  if (evening != model::Hours{0, 0}) light.evening = evening;
}

void read_glass(base::Settings& settings, Glass& glass) {
  using model::Screen;
  const double inches = settings.value("screen_inches", 0.0, exchange::parse_inches);
  if (inches > 0) glass.inches = inches;
  const auto distance =
      settings.integer("reading_distance_mm", 0, Screen::least_distance, Screen::most_distance);
  if (distance > 0) glass.reading_distance = static_cast<int>(distance);
  read_light(settings, glass.light);
  glass.low_controls = settings.boolean("low_controls", glass.low_controls);
}

}  // namespace

ConfigFile parse_config(base::Settings settings, const Config& defaults) {
  Config config = defaults;
  config.cache = settings.path("cache", config.cache);
  config.builtin = settings.path("builtin", config.builtin);
  config.run = settings.path("run", config.run);
  config.state = settings.path("state", config.state);
  config.fonts = settings.path("fonts", config.fonts);
  config.fullscreen = settings.boolean("fullscreen", config.fullscreen);
  config.size = settings.value("size", config.size, parse_size);
  config.rotation = settings.value("rotation", config.rotation, parse_rotation);
  config.renderer = settings.value("renderer", config.renderer, parse_renderer);
  read_glass(settings, config.glass);
  config.mode = settings.value("mode", config.mode, parse_mode);
  config.volume = settings.value("volume", config.volume, parse_volume);
  config.language = settings.text("language", config.language);
  if (auto languages = settings.list("display_languages", "[tg, ru]"))
    config.display_languages = std::move(*languages);
  if (auto offices = settings.list("offices", "[khujand, bokhtar]"))
    config.offices = std::move(*offices);
  config.place = settings.text("place", config.place);
  config.staff_pin = settings.value("staff_pin", config.staff_pin, parse_pin);
  return {std::move(config), settings.report()};
}

}  // namespace rohnamo::app
