#include "tests/content/publish/sample_pictures.hpp"

#include <vips/vips8>

namespace rohnamo::tests {
namespace {

vips::VImage plain(int width, int height) {
  return vips::VImage::black(width, height)
      .new_from_image({90, 160, 30})
      .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

std::string saved(const vips::VImage& image, std::string_view format) {
  void* data = nullptr;
  std::size_t length = 0;
  image.write_to_buffer(std::string(format).c_str(), &data, &length);
  std::string bytes(static_cast<char*>(data), length);
  g_free(data);
  return bytes;
}

}  // namespace

std::string plain_picture(int width, int height, std::string_view format) {
  return saved(plain(width, height), format);
}

std::string lying_photograph(int width, int height) {
  auto photograph = plain(width, height);
  photograph.set("orientation", 6);
  photograph.set("exif-ifd3-GPSLatitude",
                 "38/1 33/1 0/1 (38, 33,  0, Rational, 3 components, 24 bytes)");
  return saved(photograph, ".jpg");
}

Pixel pixel(const std::string& picture, int x, int y) {
  const auto image = vips::VImage::new_from_buffer(picture.data(), picture.size(), "");
  const auto bands = image.getpoint(x, y);
  return {static_cast<int>(bands.at(0)), static_cast<int>(bands.at(1)),
          static_cast<int>(bands.at(2))};
}

}  // namespace rohnamo::tests
