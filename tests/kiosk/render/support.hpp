// The shipped fonts, a style, and single pixels: what the tests of this folder share.
#pragma once

#include <catch2/catch.hpp>
#include <memory>

#include "kiosk/render/painter.hpp"

namespace rohnamo::render {

inline std::unique_ptr<SdlFonts> shipped_fonts() {
  auto fonts = SdlFonts::open(ROHNAMO_FONTS);
  if (!fonts) throw std::runtime_error(fonts.error().message);
  return std::move(*fonts);
}

inline text::ParagraphStyle style(int px, int width, std::string language = "tg") {
  text::ParagraphStyle style;
  style.px = px;
  style.max_width = width;
  style.language = std::move(language);
  return style;
}

inline text::ParagraphStyle persian_style(int px, int width) {
  auto persian = style(px, width, "fa");
  persian.direction = text::Direction::right_to_left;
  return persian;
}

inline std::uint32_t pixel(const SDL_Surface& surface, int x, int y) {
  const auto* row = static_cast<const std::uint8_t*>(surface.pixels) +
                    static_cast<std::ptrdiff_t>(y) * surface.pitch;
  return reinterpret_cast<const std::uint32_t*>(row)[x];
}

constexpr scene::Color white{255, 255, 255};
constexpr scene::Color black{0, 0, 0};
constexpr std::uint32_t white_pixel = 0xffffffffU;
constexpr std::uint32_t black_pixel = 0xff000000U;

inline scene::Scene white_scene(int width, int height) {
  scene::Scene scene;
  scene.width = width;
  scene.height = height;
  scene.background = white;
  return scene;
}

inline std::vector<scene::Mark> marks_of(const text::Paragraph& paragraph, int x, int y,
                                         scene::Color color) {
  std::vector<scene::Mark> marks;
  for (auto run : paragraph.runs) {
    run.x += x;
    run.baseline += y;
    marks.push_back(scene::Glyphs{std::move(run), color});
  }
  return marks;
}

}  // namespace rohnamo::render
