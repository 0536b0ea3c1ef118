#include "content/model/tint.hpp"

#include <algorithm>
#include <cmath>

namespace rohnamo::model {
namespace {

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

std::uint8_t between(std::uint8_t a, std::uint8_t b, double share) {
  return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

}  // namespace

Color mix(Color under, Color over, double share) {
  return {between(under.r, over.r, share), between(under.g, over.g, share),
          between(under.b, over.b, share), 255};
}

double contrast(Color a, Color b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color readable(Color color, Color paper, Color ink, double least) {
  color.a = 255;
  while (contrast(color, paper) < least) color = mix(color, ink, 0.1);
  return color;
}

double tint_contrast(Color tint) {
  return contrast(tint, mix(page_paper, tint, chip_share));
}

Color readable_tint(Color tint) {
  tint.a = 255;
  while (tint_contrast(tint) < text_contrast) tint = mix(tint, page_ink, 0.1);
  return tint;
}

Color nearest_readable_tint(Color tint) {
  for (int percent = 0; percent < 100; ++percent) {
    const Color darker = mix(tint, page_ink, percent / 100.0);
    if (tint_contrast(darker) >= text_contrast) return darker;
  }
  return page_ink;
}

}  // namespace rohnamo::model
