// Pictures as an editor brings them, and a look at what became of them. Apart from the tests, so
// that they need no libvips.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace rohnamo::tests {

std::string plain_picture(int width, int height, std::string_view format);  // ".jpg" or ".png"
// A photograph that lies on its side (EXIF orientation 6) and says where it was taken.
std::string lying_photograph(int width, int height);

// One whose file says all that a file can say of people: in EXIF, XMP and IPTC.
std::string talkative_photograph(int width, int height);
// Grey, with something strongly coloured around this point, in shares of its sides.
std::string grey_with_subject(int width, int height, double x, double y);

struct Pixel {
  int red = 0, green = 0, blue = 0;
};
Pixel pixel(const std::string& picture, int x, int y);

}  // namespace rohnamo::tests
