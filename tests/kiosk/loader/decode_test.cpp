// Bytes to pixels: formats, limits, cropping, scaling.
#include <catch2/catch.hpp>
#include <cmath>

#include "kiosk/loader/resample.hpp"
#include "tests/kiosk/loader/drawing.hpp"

namespace rohnamo::loader {
namespace {

Fit fit(int width, int height, double focus_x = 0.5, double focus_y = 0.5) {
  return {{width, height}, focus_x, focus_y, {255, 255, 255}};
}

render::Surface decoded(std::string_view bytes, const Fit& wanted) {
  auto picture = decode(bytes, wanted);
  if (!picture) throw std::runtime_error(picture.error().message);
  return std::move(*picture);
}

TEST_CASE("the size of a picture is known from its first bytes") {
  const auto picture = two_halves(123, 45);
  for (const bool jpeg : {false, true}) {
    const auto size = probe(encoded(*picture, jpeg));
    REQUIRE(size);
    CHECK(size->width == 123);
    CHECK(size->height == 45);
  }
  CHECK_FALSE(probe(""));
  CHECK_FALSE(probe("GIF89a and more bytes than that, to be sure of it"));
  CHECK_FALSE(probe("\xff\xd8\xff"));
}

TEST_CASE("a picture of the right size comes as it is") {
  const auto picture = decoded(encoded(*two_halves(40, 20)), fit(40, 20));
  CHECK(picture->w == 40);
  CHECK(picture->h == 20);
  CHECK(picture->format->format == SDL_PIXELFORMAT_ARGB8888);
  CHECK(pixel(*picture, 19, 10) == 0xffff0000U);
  CHECK(pixel(*picture, 20, 10) == 0xff0000ffU);
}

TEST_CASE("JPEG is read as well") {
  const auto picture = decoded(encoded(*two_halves(64, 64), true), fit(32, 32));
  CHECK(channel_difference(pixel(*picture, 4, 16), 0xffff0000U) < 12);
  CHECK(channel_difference(pixel(*picture, 28, 16), 0xff0000ffU) < 12);
}

TEST_CASE("cropping keeps the shape of the place, around the focus, within the picture") {
  const Size wide{400, 100};
  const auto part = [&](double focus) { return crop(wide, fit(50, 50, focus)); };
  CHECK(part(0.5).x == 150);
  CHECK(part(0.5).w == 100);
  CHECK(part(0.5).h == 100);
  CHECK(part(0.0).x == 0);
  CHECK(part(1.0).x == 300);
  CHECK(part(0.25).x == 50);
  const auto tall = crop({100, 400}, fit(200, 100, 0.5, 0.9));
  CHECK(tall.w == 100);
  CHECK(tall.h == 50);
  CHECK(tall.y == 335);
  const auto thin = crop({1, 4000}, fit(3000, 2));
  CHECK(thin.w == 1);
  CHECK(thin.h == 1);
}

TEST_CASE("what is cropped away is the side that the focus is not on") {
  const auto bytes = encoded(*two_halves(200, 50));
  CHECK(pixel(*decoded(bytes, fit(50, 50, 0.0)), 25, 25) == 0xffff0000U);
  CHECK(pixel(*decoded(bytes, fit(50, 50, 1.0)), 25, 25) == 0xff0000ffU);
}

TEST_CASE("reducing averages all that is there: fine lines become grey, not gone") {
  const auto lines =
      drawn(400, 300, [](int x, int) { return x % 2 != 0 ? 0xffffffffU : 0xff000000U; });
  const auto small = resample(*lines, {0, 0, 400, 300}, 50, 40);
  for (int x = 4; x < 46; ++x) CHECK(channel_difference(pixel(*small, x, 20), 0xff808080U) <= 3);
}

TEST_CASE("scaling up or down keeps a plain colour exactly, to the edge") {
  const auto plain = drawn(37, 23, [](int, int) { return 0xff345678U; });
  for (const auto& [w, h] : {std::pair{5, 3}, {36, 22}, {100, 90}, {1, 1}, {37, 200}}) {
    const auto scaled = resample(*plain, {0, 0, 37, 23}, w, h);
    for (int y = 0; y < h; ++y) {
      for (int x = 0; x < w; ++x) CHECK(pixel(*scaled, x, y) == 0xff345678U);
    }
  }
}

TEST_CASE("scaling does not move the picture") {
  const auto scaled = resample(*two_halves(300, 30), {0, 0, 300, 30}, 100, 10);
  CHECK(channel_difference(pixel(*scaled, 46, 5), 0xffff0000U) <= 2);
  CHECK(channel_difference(pixel(*scaled, 53, 5), 0xff0000ffU) <= 2);
}

TEST_CASE("a part is scaled as if it were cut out first, also of a picture of 24 bits a pixel") {
  const auto whole = drawn(60, 40, [](int x, int y) {
    return 0xff000000U | static_cast<unsigned>(x * 4) << 16U | static_cast<unsigned>(y * 6) << 8U;
  });
  const render::Surface narrow(SDL_ConvertSurfaceFormat(whole.get(), SDL_PIXELFORMAT_RGB24, 0));
  const auto cut = drawn(30, 20, [&](int x, int y) { return pixel(*whole, x + 11, y + 7); });
  const auto expected = resample(*cut, {0, 0, 30, 20}, 17, 25);
  const auto scaled = resample(*narrow, {11, 7, 30, 20}, 17, 25);
  for (int y = 0; y < 25; ++y)
    for (int x = 0; x < 17; ++x) CHECK(pixel(*scaled, x, y) == pixel(*expected, x, y));
}

// Catmull-Rom, widened where it reduces, in one dimension and without rounding.
std::vector<double> shares_of(int target, int target_length, int source_length) {
  const double scale = static_cast<double>(source_length) / target_length;
  const double reach = std::max(1.0, scale);
  std::vector<double> shares(static_cast<std::size_t>(source_length));
  double sum = 0;
  for (int i = 0; i < source_length; ++i) {
    const double x = std::abs((i + 0.5 - (target + 0.5) * scale) / reach);
    auto& share = shares[static_cast<std::size_t>(i)];
    if (x < 1) share = (1.5 * x - 2.5) * x * x + 1;
    if (x >= 1 && x < 2) share = ((-0.5 * x + 2.5) * x - 4) * x + 2;
    sum += share;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

TEST_CASE("scaling is Catmull-Rom but for rounding, whether its pixels are odd or even in number") {
  const auto source = drawn(31, 22, [](int x, int y) {
    return 0xff000000U | static_cast<unsigned>(x * 8) << 16U | static_cast<unsigned>(y * 11) << 8U |
           (x + y) % 3 * 100U;
  });
  for (const auto& [w, h] : {std::pair{14, 9}, {30, 21}, {5, 22}, {31, 4}, {64, 50}}) {
    const auto scaled = resample(*source, {0, 0, 31, 22}, w, h);
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) {
        const auto across = shares_of(x, w, 31);
        const auto down = shares_of(y, h, 22);
        double green = 0;
        for (int j = 0; j < 22; ++j)
          for (int i = 0; i < 31; ++i)
            green += down[static_cast<std::size_t>(j)] * across[static_cast<std::size_t>(i)] *
                     (pixel(*source, i, j) >> 8U & 0xffU);
        CHECK(pixel(*scaled, x, y) >> 24U == 0xffU);
        CHECK(std::abs((pixel(*scaled, x, y) >> 8U & 0xffU) - std::clamp(green, 0.0, 255.0)) < 2);
      }
  }
}

TEST_CASE("a part of a JPEG is what is there in the whole") {
  const auto rainbow = drawn(160, 120, [](int x, int y) {
    return 0xff000000U | static_cast<unsigned>(x) << 16U | static_cast<unsigned>(y) << 8U |
           static_cast<unsigned>(x + y) / 2;
  });
  const auto bytes = encoded(*rainbow, true);
  const auto whole = decoded(bytes, fit(160, 120));
  const auto part = decoded(bytes, fit(60, 120, 0.7));
  const int left = crop({160, 120}, fit(60, 120, 0.7)).x;
  REQUIRE(left > 0);
  for (int y = 0; y < 120; ++y)
    for (int x = 0; x < 60; ++x) CHECK(pixel(*part, x, y) == pixel(*whole, left + x, y));
}

TEST_CASE("transparent parts show the colour behind") {
  const auto glass = drawn(10, 10, [](int x, int) { return x < 5 ? 0x00000000U : 0xff00ff00U; });
  auto wanted = fit(10, 10);
  wanted.background = {1, 2, 3};
  const auto picture = decoded(encoded(*glass), wanted);
  CHECK(pixel(*picture, 2, 5) == 0xff010203U);
  CHECK(pixel(*picture, 7, 5) == 0xff00ff00U);
}

TEST_CASE("what is no picture, or a part of one, is an error") {
  const auto bytes = encoded(*two_halves(40, 20));
  CHECK_FALSE(decode("", fit(10, 10)));
  CHECK_FALSE(decode("<svg/>", fit(10, 10)));
  CHECK_FALSE(decode(bytes.substr(0, 40), fit(10, 10)));
  for (std::size_t length = 0; length < bytes.size(); length += 7) {
    static_cast<void>(decode(std::string_view(bytes).substr(0, length), fit(10, 10)));
  }
}

TEST_CASE("a PNG with a part longer than the file is refused, not waited for") {
  const auto refused = [](std::string_view bytes) {
    const auto picture = decode(bytes, fit(10, 10));
    return !picture && picture.error().message.find("breaks off") != std::string::npos;
  };
  auto bytes = encoded(*two_halves(40, 20));
  CHECK(refused(std::string_view(bytes).substr(0, bytes.size() - 12)));  // without its last part
  bytes[bytes.find("IDAT") - 4] = 0x7f;  // 2 GB, which libpng would read past the end
  CHECK(refused(bytes));
}

TEST_CASE("a picture or a place of unreasonable size is refused before it takes memory") {
  auto bytes = encoded(*two_halves(40, 20));
  bytes[16] = 0x00;
  bytes[17] = 0x01;  // 65,576 pixels wide
  bytes[20] = 0x00;
  bytes[21] = 0x01;
  const auto huge = decode(bytes, fit(10, 10));
  REQUIRE_FALSE(huge);
  CHECK(huge.error().code == base::Code::too_large);
  const auto fine = encoded(*two_halves(40, 20));
  CHECK_FALSE(decode(fine, fit(0, 10)));
  CHECK_FALSE(decode(fine, fit(100'000, 10)));
}

}  // namespace
}  // namespace rohnamo::loader
