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

std::string talkative_photograph(int width, int height) {
  auto photograph = plain(width, height);
  const auto ascii = [](const std::string& text) {
    return text + " (" + text + ", ASCII, " + std::to_string(text.size() + 1) + " components, " +
           std::to_string(text.size() + 1) + " bytes)";
  };
  photograph.set("exif-ifd3-GPSLatitude",
                 "38/1 33/1 0/1 (38, 33,  0, Rational, 3 components, 24 bytes)");
  photograph.set("exif-ifd0-Artist", ascii("Zarina K").c_str());
  photograph.set("exif-ifd2-CameraOwnerName", ascii("Zarina K").c_str());
  photograph.set("exif-ifd2-BodySerialNumber", ascii("SN4711").c_str());
  const auto blob = [&](const char* name, std::string_view bytes) {
    vips_image_set_blob_copy(photograph.get_image(), name, bytes.data(), bytes.size());
  };
  blob(
      "xmp-data",
      R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="SN4711"><dc:creator><rdf:Seq><rdf:li>Zarina K</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>)");
  // A resource 0x0404 of Photoshop's, in it IIM 2:80, By-line, and 2:90, City.
  constexpr std::string_view iptc(
      "Photoshop 3.0\0008BIM\x04\x04\0\0\0\0\0\x16"
      "\x1c\x02\x50\0\x06Zarina\x1c\x02\x5a\0\x06Panjob",
      48);
  blob("iptc-data", iptc);
  return saved(photograph, ".jpg");
}

std::string grey_with_subject(int width, int height, double x, double y) {
  auto picture = vips::VImage::black(width, height)
                     .new_from_image({128, 128, 128})
                     .cast(VIPS_FORMAT_UCHAR)
                     .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
                     .copy_memory();
  picture.draw_circle({220, 40, 30}, static_cast<int>(x * width), static_cast<int>(y * height),
                      height / 10, vips::VImage::option()->set("fill", true));
  return saved(picture, ".png");
}

Pixel pixel(const std::string& picture, int x, int y) {
  const auto image = vips::VImage::new_from_buffer(picture.data(), picture.size(), "");
  const auto bands = image.getpoint(x, y);
  return {static_cast<int>(bands.at(0)), static_cast<int>(bands.at(1)),
          static_cast<int>(bands.at(2))};
}

}  // namespace rohnamo::tests
