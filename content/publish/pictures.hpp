// Pictures as the screens get them: an editor's SVG, JPEG, PNG or WebP -> JPEG in up to three
// sizes, upright, sRGB, on white, without metadata (where and by whom it was taken stays behind).
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/model/item.hpp"
#include "content/publish/rendition_cache.hpp"

namespace rohnamo::publish {

constexpr std::uint64_t picture_limit = 50 << 20;            // bytes
constexpr std::uint64_t picture_pixels_limit = 100'000'000;  // of what is no SVG
// The largest place that a screen of 1920 by 1080 or 1080 by 1920 has for one (kiosk/scene/slide).
constexpr int picture_place_width = 1080, picture_place_height = 900;

struct RenderedPicture {
  int nominal_width = 0;  // 1600, 800 or 400: it covers this by three quarters of it
  int width = 0, height = 0;
  model::BlobRef blob;
  base::Path file;    // in the cache
  std::string bytes;  // where there is no cache
};

// Largest first. A raster picture is never enlarged, so that a small one has fewer sizes.
using RenderedPictures = std::vector<RenderedPicture>;

// What is known of the file that an editor brings.
struct Original {
  bool vector = false;
  int width = 0, height = 0;            // pixels, upright
  double focus_x = 0.5, focus_y = 0.5;  // where people look first, as far as libvips can tell
  std::vector<std::string> traces;      // what it says of people: picture_traces()

  // How much screens enlarge it; at most 1: not at all.
  [[nodiscard]] double enlarged() const;
};

struct Rendering {
  Original original;
  RenderedPictures pictures;
};

// Renders, and remembers in a folder what it rendered: the same bytes need no second time.
// Any thread, several at once; libvips takes others of its own.
class PictureRenderer {
 public:
  // `cache`: the folder, as of RenditionCache.
  PictureRenderer(base::Fs& fs, base::Path cache);

  // A file over a limit is Code::too_large; one that is no whole picture, Code::invalid_input.
  base::Result<Rendering> render(const base::Path& picture);

 private:
  base::Fs& fs_;
  RenditionCache cache_;
};

}  // namespace rohnamo::publish
