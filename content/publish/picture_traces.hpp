// What a picture's file says of people, beside the picture: in EXIF, XMP or IPTC.
#pragma once

#include <string>
#include <vector>

namespace rohnamo::publish {

// In words with the names of the fields, each once: "where it was taken (EXIF GPSLatitude)". Of a
// file that libvips can open; what it cannot understand of the metadata is passed over. Throws
// vips::VError where it cannot open it.
std::vector<std::string> picture_traces(const std::string& bytes);

}  // namespace rohnamo::publish
