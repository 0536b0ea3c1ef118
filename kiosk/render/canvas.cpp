#include "kiosk/render/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "kiosk/render/blend.hpp"

namespace rohnamo::render {
namespace {

using scene::Color;
using scene::Rect;

std::uint32_t packed(Color color) {
  return opaque | static_cast<std::uint32_t>(color.r) << 16U |
         static_cast<std::uint32_t>(color.g) << 8U | color.b;
}

// How much of a pixel of a rounded rectangle's corner is covered, 0 to 255. dx, dy: pixels from
// the corner's centre of curvature, outwards.
std::uint32_t corner_coverage(double dx, double dy, int radius) {
  const double reach = radius + 0.5 - std::sqrt(dx * dx + dy * dy);
  return static_cast<std::uint32_t>(std::lround(std::clamp(reach, 0.0, 1.0) * 255));
}

// Calls pixel(x, y, coverage) for the four corner squares and span(x, y, length) for the rest.
template <class Pixel, class Span>
void walk_rounded(Rect rect, int radius, const Pixel& pixel, const Span& span) {
  radius = std::clamp(radius, 0, std::min(rect.w, rect.h) / 2);
  for (int row = 0; row < rect.h; ++row) {
    const int from_edge = std::min(row, rect.h - 1 - row);
    if (from_edge >= radius) {
      span(rect.x, rect.y + row, rect.w);
      continue;
    }
    for (int i = 0; i < radius; ++i) {
      const auto covered = corner_coverage(radius - i - 0.5, radius - from_edge - 0.5, radius);
      if (covered == 0) continue;
      pixel(rect.x + i, rect.y + row, covered);
      pixel(rect.right() - 1 - i, rect.y + row, covered);
    }
    span(rect.x + radius, rect.y + row, rect.w - 2 * radius);
  }
}

constexpr std::array<std::array<std::uint8_t, 4>, 4> bayer = {
    {{0, 128, 32, 160}, {192, 64, 224, 96}, {48, 176, 16, 144}, {240, 112, 208, 80}}};

// A colour in 256ths of a step.
struct FineColor {
  std::uint32_t r, g, b, a;
};

FineColor between(Color from, Color to, int at, int length) {
  const auto part = [&](std::uint8_t a, std::uint8_t b) {
    const int end = std::max(1, length - 1);
    return static_cast<std::uint32_t>(a * 256 + (b - a) * 256 * at / end);
  };
  return {part(from.r, to.r), part(from.g, to.g), part(from.b, to.b), part(from.a, to.a)};
}

std::uint32_t fine_mix(std::uint32_t under, std::uint32_t over, std::uint32_t alpha,
                       std::uint32_t threshold) {
  constexpr std::uint32_t full = 255 * 256;
  const std::uint32_t fine = (under * 256 * (full - alpha) + over * alpha) / full;
  return std::min<std::uint32_t>(255, (fine + threshold) >> 8U);
}

std::uint32_t laid_over(std::uint32_t under, const FineColor& color, int x, int y) {
  const std::uint32_t threshold =
      bayer[static_cast<std::size_t>(y & 3)][static_cast<std::size_t>(x & 3)];
  return opaque | fine_mix((under >> 16U) & 0xffU, color.r, color.a, threshold) << 16U |
         fine_mix((under >> 8U) & 0xffU, color.g, color.a, threshold) << 8U |
         fine_mix(under & 0xffU, color.b, color.a, threshold);
}

}  // namespace

Rect intersection(Rect a, Rect b) {
  const int left = std::max(a.x, b.x);
  const int top = std::max(a.y, b.y);
  return {left, top, std::max(0, std::min(a.right(), b.right()) - left),
          std::max(0, std::min(a.bottom(), b.bottom()) - top)};
}

namespace {

// How much of a pixel of the top left corner a line of `width` on its round edge takes: 0 to 1.
double corner_covered(int x, int y, int radius, int width) {
  const double distance = x < radius && y < radius ? std::hypot(radius - x - 0.5, radius - y - 0.5)
                                                   : radius - std::min(x, y) - 0.5;
  const double outer = std::clamp(radius - distance + 0.5, 0.0, 1.0);
  const double inner = std::clamp(radius - width - distance + 0.5, 0.0, 1.0);
  return outer - inner;
}

}  // namespace

Canvas::Canvas(SDL_Surface& target, Rect clip, int dx, int dy)
    : target_(&target), clip_(intersection(clip, {0, 0, target.w, target.h})), dx_(dx), dy_(dy) {}

Rect Canvas::placed(Rect rect) const {
  return {rect.x + dx_, rect.y + dy_, rect.w, rect.h};
}

std::uint32_t* Canvas::row(int y) const {
  return reinterpret_cast<std::uint32_t*>(static_cast<std::uint8_t*>(target_->pixels) +
                                          static_cast<std::ptrdiff_t>(y) * target_->pitch);
}

bool Canvas::shows(Rect rect) const {
  const auto seen = intersection(placed(rect), clip_);
  return seen.w > 0 && seen.h > 0;
}

void Canvas::fill(Rect rect, Color color) {
  const auto seen = intersection(placed(rect), clip_);
  const std::uint32_t pixel = packed(color);
  for (int y = seen.y; y < seen.bottom(); ++y) {
    std::uint32_t* out = row(y) + seen.x;
    if (color.a == 255) {
      std::fill(out, out + seen.w, pixel);
    } else {
      for (int i = 0; i < seen.w; ++i) out[i] = mixed(out[i], pixel, color.a);
    }
  }
}

void Canvas::rounded(Rect rect, Color color, int radius) {
  if (radius <= 0) return fill(rect, color);
  if (!shows(rect)) return;
  const std::uint32_t over = packed(color);
  const auto pixel = [&](int x, int y, std::uint32_t covered) {
    if (!clip_.contains(x, y)) return;
    auto& out = row(y)[x];
    out = mixed(out, over, divided_by_255(covered * color.a));
  };
  const auto span = [&](int x, int y, int length) { fill({x - dx_, y - dy_, length, 1}, color); };
  walk_rounded(placed(rect), radius, pixel, span);
}

void Canvas::outline(const scene::Outline& outline) {
  const auto& [rect, color, width, asked] = outline;
  if (!shows(rect)) return;
  const int radius = std::clamp(asked, 0, std::min(rect.w, rect.h) / 2);
  const int side = std::max(radius, width);
  fill({rect.x + side, rect.y, rect.w - 2 * side, width}, color);
  fill({rect.x + side, rect.bottom() - width, rect.w - 2 * side, width}, color);
  fill({rect.x, rect.y + side, width, rect.h - 2 * side}, color);
  fill({rect.right() - width, rect.y + side, width, rect.h - 2 * side}, color);
  const std::uint32_t over = packed(color);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const double covered = corner_covered(x, y, radius, width);
      if (covered <= 0.0) continue;
      const auto alpha = static_cast<std::uint32_t>(std::lround(covered * color.a));
      for (const int left : {rect.x + x, rect.right() - 1 - x})
        for (const int top : {rect.y + y, rect.bottom() - 1 - y}) {
          const auto at = placed({left, top, 1, 1});
          if (clip_.contains(at.x, at.y)) row(at.y)[at.x] = mixed(row(at.y)[at.x], over, alpha);
        }
    }
}

void Canvas::gradient(const scene::Gradient& gradient) {
  const auto rect = placed(gradient.rect);
  const auto seen = intersection(rect, clip_);
  struct Known {
    std::uint32_t under, result;
  };
  for (int y = seen.y; y < seen.bottom(); ++y) {
    std::uint32_t* out = row(y);
    if (gradient.horizontal) {
      for (int x = seen.x; x < seen.right(); ++x)
        out[x] = laid_over(out[x], between(gradient.from, gradient.to, x - rect.x, rect.w), x, y);
      continue;
    }
    const auto color = between(gradient.from, gradient.to, y - rect.y, rect.h);
    // Most of what lies under a row is of one colour: its four thresholds are worked out once.
    std::array<Known, 4> known;
    for (int x = 0; x < 4; ++x) known[static_cast<std::size_t>(x)] = {0, laid_over(0, color, x, y)};
    for (int x = seen.x; x < seen.right(); ++x) {
      Known& last = known[static_cast<std::size_t>(x & 3)];
      if (out[x] != last.under) last = {out[x], laid_over(out[x], color, x, y)};
      out[x] = last.result;
    }
  }
}

void Canvas::mask(const Mask& mask, int x, int y, Color color) {
  const auto rect = placed({x, y, mask.width, mask.height});
  const auto seen = intersection(rect, clip_);
  const std::uint32_t over = packed(color);
  for (int line = seen.y; line < seen.bottom(); ++line) {
    const std::uint8_t* covered = mask.row(line - rect.y) + (seen.x - rect.x);
    std::uint32_t* out = row(line) + seen.x;
    lay_row(covered, over, color.a, out, seen.w);
  }
}

void Canvas::picture(SDL_Surface& picture, Rect rect, int radius) {
  rect = placed({rect.x, rect.y, std::min(rect.w, picture.w), std::min(rect.h, picture.h)});
  const auto seen = intersection(rect, clip_);
  if (seen.w == 0 || seen.h == 0) return;
  const auto source = [&](int y) {
    return reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(picture.pixels) +
                                                  static_cast<std::ptrdiff_t>(y - rect.y) *
                                                      picture.pitch);
  };
  const auto pixel = [&](int x, int y, std::uint32_t covered) {
    if (!clip_.contains(x, y)) return;
    auto& out = row(y)[x];
    out = mixed(out, source(y)[x - rect.x], covered);
  };
  const auto span = [&](int x, int y, int length) {
    const auto part = intersection({x, y, length, 1}, clip_);
    if (part.w == 0 || part.h == 0) return;
    std::memcpy(row(y) + part.x, source(y) + (part.x - rect.x),
                static_cast<std::size_t>(part.w) * 4);
  };
  walk_rounded(rect, radius, pixel, span);
}

}  // namespace rohnamo::render
