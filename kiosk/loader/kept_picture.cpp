#include "kiosk/loader/kept_picture.hpp"

#include <spdlog/spdlog.h>
#include <zlib.h>

#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace rohnamo::loader {
namespace {

// The file: this, then the pixels row by row, as they lie in memory; so it is of one machine alone.
struct Header {
  std::array<char, 8> magic{'r', 'o', 'h', 'p', 'i', 'c', '0', '1'};
  std::int32_t width = 0, height = 0, focus_x = 0, focus_y = 0;
  std::uint32_t background = 0;
  std::uint32_t checksum = 0;  // of the pixels
  std::array<std::uint8_t, 32> blob{};
  bool operator==(const Header&) const = default;
};
static_assert(std::has_unique_object_representations_v<Header>);

Header header_of(const Fitted& key, std::string_view pixels) {
  Header header;
  header.width = key.width;
  header.height = key.height;
  header.focus_x = key.focus_x;
  header.focus_y = key.focus_y;
  header.background = key.background;
  header.blob = key.blob.bytes;
  header.checksum = static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(pixels.data()), pixels.size()));
  return header;
}

Fitted key_of(const Header& header) {
  Fitted key;
  key.blob.bytes = header.blob;
  key.width = header.width;
  key.height = header.height;
  key.focus_x = header.focus_x;
  key.focus_y = header.focus_y;
  key.background = header.background;
  return key;
}

constexpr std::size_t bytes_a_pixel = 4;
constexpr int longest_side = 1 << 14;  // pixels

bool is_possible(int side) {
  return side > 0 && side <= longest_side;
}

std::size_t size_of(const Fitted& key) {
  return static_cast<std::size_t>(key.width) * static_cast<std::size_t>(key.height) * bytes_a_pixel;
}

std::string_view bytes_of(const Header& header) {
  return {reinterpret_cast<const char*>(&header), sizeof header};
}

}  // namespace

KeptPicture::KeptPicture(base::Fs& fs, base::Path path) : fs_(&fs), path_(std::move(path)) {}

std::optional<ReadyPicture> KeptPicture::read() const {
  const auto file = fs_->map(path_);
  if (!file) return std::nullopt;
  std::string_view bytes = (*file)->bytes();
  Header header;
  if (bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes.remove_prefix(sizeof header);
  const Fitted key = key_of(header);
  if (!is_possible(key.width) || !is_possible(key.height) || bytes.size() != size_of(key))
    return std::nullopt;
  ReadyPicture picture{key, render::make_surface(key.width, key.height)};
  std::memcpy(picture.pixels->pixels, bytes.data(), bytes.size());
  const std::string_view pixels(static_cast<const char*>(picture.pixels->pixels), bytes.size());
  if (header != header_of(key, pixels)) return std::nullopt;
  return picture;
}

std::string KeptPicture::copy(const SDL_Surface& picture) {
  const std::size_t row = static_cast<std::size_t>(picture.w) * bytes_a_pixel;
  std::string pixels;
  pixels.reserve(row * static_cast<std::size_t>(picture.h));
  for (int y = 0; y < picture.h; ++y)
    pixels.append(
        static_cast<const char*>(picture.pixels) + static_cast<std::ptrdiff_t>(y) * picture.pitch,
        row);
  return pixels;
}

void KeptPicture::write(const Fitted& key, std::string_view pixels) const {
  const Header header = header_of(key, pixels);
  auto done = fs_->make_directories(path_.parent_path());
  if (done) done = base::write_whole(*fs_, path_, std::string(bytes_of(header)).append(pixels));
  if (!done) spdlog::warn("the first picture is not kept: {}", done.error().message);
}

}  // namespace rohnamo::loader
