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

struct RenderedPicture {
  int nominal_width = 0;  // 1600, 800 or 400: it covers this by three quarters of it
  int width = 0, height = 0;
  model::BlobRef blob;
  base::Path file;    // in the cache
  std::string bytes;  // where there is no cache
};

// Largest first. A raster picture is never enlarged, so that a small one has fewer sizes.
using RenderedPictures = std::vector<RenderedPicture>;

// Renders, and remembers in a folder what it rendered: the same bytes need no second time.
// One thread (libvips takes others of its own).
class PictureRenderer {
 public:
  // `cache`: the folder, as of RenditionCache.
  PictureRenderer(base::Fs& fs, base::Path cache);

  // A file over a limit is Code::too_large; one that is no whole picture, Code::invalid_input.
  base::Result<RenderedPictures> render(const base::Path& picture);

 private:
  base::Fs& fs_;
  RenditionCache cache_;
};

}  // namespace rohnamo::publish
