#include "kiosk/loader/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rohnamo::loader {
namespace {

constexpr int weight_bits = 14;
constexpr int rounding = 1 << (weight_bits - 1);

// The source pixels that make one target pixel; their weights add up to 1 << weight_bits. Their
// number is even: the last weight may be 0, for a pixel that is one behind the last.
struct Taps {
  int first = 0;
  std::vector<std::int16_t> weights;
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
    const auto weight = std::lround(shares[i] / sum * (1 << weight_bits));
    taps.weights.push_back(static_cast<std::int16_t>(weight));
    left -= static_cast<int>(weight);
    if (shares[i] > shares[heaviest]) heaviest = i;
  }
  // What rounding lost.
  taps.weights[heaviest] = static_cast<std::int16_t>(taps.weights[heaviest] + left);
  if (taps.weights.size() % 2 != 0) taps.weights.push_back(0);
  return taps;
}

std::vector<Taps> all_taps(int target_length, int source_length) {
  const double scale = static_cast<double>(source_length) / target_length;
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(target_length));
  for (int i = 0; i < target_length; ++i) taps.push_back(taps_for(i, scale, source_length));
  return taps;
}

// A weighted sum of pixels, given two by two: both of a pair are multiplied and added at once.
#ifdef __SSE2__

__m128i weight_pair(std::int16_t one, std::int16_t other) {
  return _mm_set1_epi32(
      static_cast<int>(static_cast<std::uint16_t>(one) | static_cast<std::uint32_t>(other) << 16U));
}

// One channel is 16 bits wide and beside that of the pair's other pixel.
class Sum {
 public:
  void add(std::uint32_t one, std::uint32_t other, std::int16_t weight, std::int16_t other_weight) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i both = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<int>(one)),
                                           _mm_cvtsi32_si128(static_cast<int>(other)));
    sum_ = _mm_add_epi32(
        sum_, _mm_madd_epi16(_mm_unpacklo_epi8(both, zero), weight_pair(weight, other_weight)));
  }
  [[nodiscard]] std::uint32_t pixel() const {
    const __m128i wide = _mm_srai_epi32(sum_, weight_bits);
    const __m128i narrow = _mm_packs_epi32(wide, wide);
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_packus_epi16(narrow, narrow)));
  }

 private:
  __m128i sum_ = _mm_set1_epi32(rounding);
};

#else

class Sum {
 public:
  void add(std::uint32_t one, std::uint32_t other, std::int16_t weight, std::int16_t other_weight) {
    for (unsigned i = 0; i < 4; ++i)
      sums_[i] += static_cast<int>(one >> 8 * i & 0xffU) * weight +
                  static_cast<int>(other >> 8 * i & 0xffU) * other_weight;
  }
  [[nodiscard]] std::uint32_t pixel() const {
    std::uint32_t pixel = 0;
    for (unsigned i = 0; i < 4; ++i)
      pixel |= static_cast<std::uint32_t>(std::clamp(sums_[i] >> weight_bits, 0, 255)) << 8 * i;
    return pixel;
  }

 private:
  int sums_[4] = {rounding, rounding, rounding, rounding};
};

#endif

// `in` has a pixel more than it needs.
void narrow_row(const std::uint32_t* in, const std::vector<Taps>& across, std::uint32_t* out) {
  for (const Taps& taps : across) {
    Sum sum;
    const std::uint32_t* pixels = in + taps.first;
    for (std::size_t i = 0; i < taps.weights.size(); i += 2, pixels += 2)
      sum.add(pixels[0], pixels[1], taps.weights[i], taps.weights[i + 1]);
    *out++ = sum.pixel();
  }
}

#ifdef __SSE2__

// Four pixels at once; gives how many were done.
int lower_fours(const std::vector<const std::uint32_t*>& rows, const Taps& taps, int width,
                std::uint32_t* out) {
  const __m128i zero = _mm_setzero_si128();
  int x = 0;
  for (; x + 4 <= width; x += 4) {
    __m128i sums[4];
    for (__m128i& sum : sums) sum = _mm_set1_epi32(rounding);
    for (std::size_t i = 0; i < rows.size(); i += 2) {
      const __m128i one = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[i] + x));
      const __m128i other = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows[i + 1] + x));
      const __m128i weights = weight_pair(taps.weights[i], taps.weights[i + 1]);
      const __m128i low = _mm_unpacklo_epi8(one, other);
      const __m128i high = _mm_unpackhi_epi8(one, other);
      const auto add = [&](__m128i& sum, __m128i channels) {
        sum = _mm_add_epi32(sum, _mm_madd_epi16(channels, weights));
      };
      add(sums[0], _mm_unpacklo_epi8(low, zero));
      add(sums[1], _mm_unpackhi_epi8(low, zero));
      add(sums[2], _mm_unpacklo_epi8(high, zero));
      add(sums[3], _mm_unpackhi_epi8(high, zero));
    }
    for (__m128i& sum : sums) sum = _mm_srai_epi32(sum, weight_bits);
    const __m128i pixels =
        _mm_packus_epi16(_mm_packs_epi32(sums[0], sums[1]), _mm_packs_epi32(sums[2], sums[3]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x), pixels);
  }
  return x;
}

#else

int lower_fours(const std::vector<const std::uint32_t*>&, const Taps&, int, std::uint32_t*) {
  return 0;
}

#endif

void lower_rows(const std::vector<const std::uint32_t*>& rows, const Taps& taps, int width,
                std::uint32_t* out) {
  for (int x = lower_fours(rows, taps, width, out); x < width; ++x) {
    Sum sum;
    for (std::size_t i = 0; i < rows.size(); i += 2)
      sum.add(rows[i][x], rows[i + 1][x], taps.weights[i], taps.weights[i + 1]);
    out[x] = sum.pixel();
  }
}

// The rows of a part of a picture, opaque ARGB8888, made as narrow as the target is wide. Only as
// many are kept as one target row is made of.
class NarrowRows {
 public:
  NarrowRows(const SDL_Surface& source, const SDL_Rect& part, int width, std::size_t kept)
      : source_(source),
        part_(part),
        across_(all_taps(width, part.w)),
        line_(static_cast<std::size_t>(part.w) + 1),
        rows_(kept, std::vector<std::uint32_t>(static_cast<std::size_t>(width))) {}

  // Valid for as long as no row is asked for that is `kept` rows further down.
  const std::uint32_t* at(int y) {
    for (; made_ <= y; ++made_) {
      read(part_.y + made_);
      narrow_row(line_.data(), across_, slot(made_).data());
    }
    return slot(y).data();
  }

 private:
  void read(int y) {
    const auto& format = *source_.format;
    const auto* pixels = static_cast<const std::uint8_t*>(source_.pixels) +
                         static_cast<std::ptrdiff_t>(y) * source_.pitch +
                         static_cast<std::ptrdiff_t>(part_.x) * format.BytesPerPixel;
    SDL_ConvertPixels(part_.w, 1, format.format, pixels, source_.pitch, SDL_PIXELFORMAT_ARGB8888,
                      line_.data(), part_.w * 4);
  }
  std::vector<std::uint32_t>& slot(int y) {
    return rows_[static_cast<std::size_t>(y) % rows_.size()];
  }

  const SDL_Surface& source_;
  const SDL_Rect part_;
  const std::vector<Taps> across_;
  std::vector<std::uint32_t> line_;
  std::vector<std::vector<std::uint32_t>> rows_;
  int made_ = 0;
};

}  // namespace

render::Surface resample(const SDL_Surface& source, const SDL_Rect& part, int width, int height) {
  const auto down = all_taps(height, part.h);
  std::size_t kept = 0;
  for (const Taps& taps : down) kept = std::max(kept, taps.weights.size());
  NarrowRows narrow(source, part, width, kept);
  auto result = render::make_surface(width, height);
  std::vector<const std::uint32_t*> rows;
  for (int y = 0; y < height; ++y) {
    const Taps& taps = down[static_cast<std::size_t>(y)];
    rows.clear();
    for (int i = 0; i < static_cast<int>(taps.weights.size()); ++i)
      rows.push_back(narrow.at(std::min(taps.first + i, part.h - 1)));
    auto* out =
        static_cast<std::uint8_t*>(result->pixels) + static_cast<std::ptrdiff_t>(y) * result->pitch;
    lower_rows(rows, taps, width, reinterpret_cast<std::uint32_t*>(out));
  }
  return result;
}

}  // namespace rohnamo::loader
