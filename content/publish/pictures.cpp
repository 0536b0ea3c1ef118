#include "content/publish/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <vips/vips8>

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int nominal_widths[] = {1600, 800, 400};
constexpr int jpeg_quality = 90;
constexpr int longest_side = 2;  // times the nominal width: of a banner, only so much is of use
constexpr std::string_view renderer_version = "2";  // another one: all pictures are rendered anew

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    VIPS_INIT("rohnamo-content");
    vips_cache_set_max(0);  // every picture is read once
    // What libvips warns of on stderr either becomes an error of ours or does not matter.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {},
        nullptr);
  });
}

struct Format {
  bool vector = false;
  int width = 0, height = 0;  // upright
};

Result<Format> examine(const std::string& bytes) {
  const char* found = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
  const std::string loader = found == nullptr ? "" : found;
  const bool known =
      loader.find("Svg") != std::string::npos || loader.find("Jpeg") != std::string::npos ||
      loader.find("Png") != std::string::npos || loader.find("Webp") != std::string::npos;
  if (!known) return fail(Code::invalid_input, "it is no SVG, JPEG, PNG or WebP");
  const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
  Format format{loader.find("Svg") != std::string::npos, image.width(), image.height()};
  constexpr int first_lying_orientation = 5;  // EXIF: 5 to 8 lie on their side
  if (vips_image_get_orientation(image.get_image()) >= first_lying_orientation)
    std::swap(format.width, format.height);
  const auto pixels =
      static_cast<std::uint64_t>(format.width) * static_cast<std::uint64_t>(format.height);
  if (!format.vector && pixels > picture_pixels_limit)
    return fail(Code::too_large,
                fmt::format("it has {} megapixels, at most 100 are taken", pixels / 1'000'000));
  return format;
}

// How much the picture is enlarged to cover `width` by three quarters of it.
double scale_to_cover(const Format& format, int width) {
  const double covering = std::max(width / static_cast<double>(format.width),
                                   width * 0.75 / static_cast<double>(format.height));
  const double bounded = std::min(
      covering, static_cast<double>(longest_side) * width / std::max(format.width, format.height));
  return format.vector ? bounded : std::min(bounded, 1.0);
}

RenderedPicture render_one(const std::string& bytes, const Format& format, int nominal) {
  const double scale = scale_to_cover(format, nominal);
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  VipsBlob* source = vips_blob_new(nullptr, bytes.data(), bytes.size());
  auto image = vips::VImage::thumbnail_buffer(
      source, side(format.width),
      vips::VImage::option()
          ->set("height", side(format.height))
          ->set("size", format.vector ? VIPS_SIZE_BOTH : VIPS_SIZE_DOWN)
          ->set("export_profile", "srgb")
          ->set("option_string", "fail_on=error"));
  vips_area_unref(VIPS_AREA(source));
  if (image.has_alpha())
    image = image.flatten(
        vips::VImage::option()->set("background", std::vector<double>{255, 255, 255}));
  if (image.interpretation() != VIPS_INTERPRETATION_sRGB)
    image = image.colourspace(VIPS_INTERPRETATION_sRGB);
  VipsBlob* jpeg = image.jpegsave_buffer(vips::VImage::option()
                                             ->set("Q", jpeg_quality)
                                             ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF)
                                             ->set("optimize_coding", true)
                                             ->set("interlace", false)
                                             ->set("strip", true));
  std::size_t length = 0;
  const auto* data = static_cast<const char*>(vips_blob_get(jpeg, &length));
  RenderedPicture picture;
  picture.nominal_width = nominal;
  picture.width = image.width();
  picture.height = image.height();
  picture.bytes.assign(data, length);
  picture.blob = {base::sha256(picture.bytes), length};
  vips_area_unref(VIPS_AREA(jpeg));
  return picture;
}

Result<RenderedPictures> render_all(const std::string& bytes) {
  try {
    const Format format = TRY(examine(bytes));
    RenderedPictures pictures;
    for (const int width : nominal_widths) {
      auto picture = render_one(bytes, format, width);
      const bool same = !pictures.empty() && pictures.back().width == picture.width &&
                        pictures.back().height == picture.height;
      if (!same) pictures.push_back(std::move(picture));
    }
    return pictures;
  } catch (const vips::VError& fault) {  // libvips' C++ knows no other way to say it
    std::string words = fault.what();
    vips_error_clear();
    std::replace(words.begin(), words.end(), '\n', ' ');
    return fail(Code::invalid_input, "it is damaged: " + words);
  }
}

Renditions to_renditions(RenderedPictures pictures) {
  Renditions renditions;
  base::json::Array facts;
  for (auto& picture : pictures) {
    facts.push_back({{"nominal_width", picture.nominal_width},
                     {"width", picture.width},
                     {"height", picture.height}});
    renditions.files.push_back({fmt::format("{}.jpg", picture.nominal_width), picture.blob,
                                std::move(picture.file), std::move(picture.bytes)});
  }
  renditions.facts["pictures"] = std::move(facts);
  return renditions;
}

Result<RenderedPictures> to_pictures(Renditions renditions) {
  RenderedPictures pictures;
  auto file = renditions.files.begin();
  const base::json::Value facts(std::move(renditions.facts));
  TRY(base::json::Reader(facts, "facts").each("pictures", [&](const auto& fact) -> Result<void> {
    if (file == renditions.files.end()) return fail(Code::corrupt, "a remembered picture is gone");
    RenderedPicture picture;
    picture.nominal_width = static_cast<int>(TRY(fact.integer("nominal_width")));
    picture.width = static_cast<int>(TRY(fact.integer("width")));
    picture.height = static_cast<int>(TRY(fact.integer("height")));
    picture.blob = file->blob;
    picture.file = std::move(file->file);
    picture.bytes = std::move(file->bytes);
    pictures.push_back(std::move(picture));
    ++file;
    return {};
  }));
  return pictures;
}

}  // namespace

PictureRenderer::PictureRenderer(base::Fs& fs, base::Path cache)
    : fs_(fs), cache_(fs, std::move(cache), renderer_version) {
  start_vips();
}

Result<RenderedPictures> PictureRenderer::render(const base::Path& picture) {
  const std::string bytes = TRY(fs_.read(picture, picture_limit));
  return to_pictures(TRY(cache_.get(
      bytes, [&]() -> Result<Renditions> { return to_renditions(TRY(render_all(bytes))); })));
}

}  // namespace rohnamo::publish
