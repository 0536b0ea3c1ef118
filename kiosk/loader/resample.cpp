#include "kiosk/loader/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace rohnamo::loader {
namespace {

constexpr int weight_bits = 14;
constexpr std::uint32_t opaque = 0xff000000U;

// The source pixels that make one target pixel; their weights add up to 1 << weight_bits.
struct Taps {
  int first = 0;
  std::vector<int> weights;
};

double catmull_rom(double x) {
  x = std::abs(x);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

Taps taps_for(int target, double scale, int source_length) {
  const double reach = std::max(1.0, scale);
  const double center = (target + 0.5) * scale;
  Taps taps;
  taps.first = std::max(0, static_cast<int>(std::floor(center - 2 * reach)));
  const int last = std::min(source_length, static_cast<int>(std::ceil(center + 2 * reach)));
  std::vector<double> shares;
  double sum = 0;
  for (int i = taps.first; i < last; ++i) {
    shares.push_back(catmull_rom((i + 0.5 - center) / reach));
    sum += shares.back();
  }
  int left = 1 << weight_bits;
  std::size_t heaviest = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    taps.weights.push_back(static_cast<int>(std::lround(shares[i] / sum * (1 << weight_bits))));
    left -= taps.weights.back();
    if (shares[i] > shares[heaviest]) heaviest = i;
  }
  taps.weights[heaviest] += left;  // what rounding lost
  return taps;
}

std::vector<Taps> all_taps(int target_length, int source_length) {
  const double scale = static_cast<double>(source_length) / target_length;
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(target_length));
  for (int i = 0; i < target_length; ++i) taps.push_back(taps_for(i, scale, source_length));
  return taps;
}

std::uint32_t channel(int sum) {
  return static_cast<std::uint32_t>(
      std::clamp((sum + (1 << (weight_bits - 1))) >> weight_bits, 0, 255));
}

// The weighted sum of pixels `stride` apart.
std::uint32_t gathered(const std::uint32_t* pixels, std::ptrdiff_t stride, const Taps& taps) {
  int red = 0, green = 0, blue = 0;
  for (const int weight : taps.weights) {
    red += static_cast<int>((*pixels >> 16U) & 0xffU) * weight;
    green += static_cast<int>((*pixels >> 8U) & 0xffU) * weight;
    blue += static_cast<int>(*pixels & 0xffU) * weight;
    pixels += stride;
  }
  return opaque | channel(red) << 16U | channel(green) << 8U | channel(blue);
}

template <class Pixel, class SurfaceType>
Pixel* row(SurfaceType& surface, int y) {
  using Byte = std::conditional_t<std::is_const_v<Pixel>, const std::uint8_t, std::uint8_t>;
  return reinterpret_cast<Pixel*>(static_cast<Byte*>(surface.pixels) +
                                  static_cast<std::ptrdiff_t>(y) * surface.pitch);
}

}  // namespace

render::Surface resample(const SDL_Surface& source, int width, int height) {
  const auto across = all_taps(width, source.w);
  const auto down = all_taps(height, source.h);
  auto narrow = render::make_surface(width, source.h);
  for (int y = 0; y < source.h; ++y) {
    const auto* in = row<const std::uint32_t>(source, y);
    auto* out = row<std::uint32_t>(*narrow, y);
    for (std::size_t x = 0; x < across.size(); ++x) {
      out[x] = gathered(in + across[x].first, 1, across[x]);
    }
  }
  auto result = render::make_surface(width, height);
  const std::ptrdiff_t stride = narrow->pitch / 4;
  for (std::size_t y = 0; y < down.size(); ++y) {
    const auto* in = row<const std::uint32_t>(*narrow, down[y].first);
    auto* out = row<std::uint32_t>(*result, static_cast<int>(y));
    for (int x = 0; x < width; ++x) out[x] = gathered(in + x, stride, down[y]);
  }
  return result;
}

}  // namespace rohnamo::loader
