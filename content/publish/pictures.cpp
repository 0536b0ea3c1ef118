#include "content/publish/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <vips/vips8>

#include "content/publish/picture_traces.hpp"

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

Result<Original> examine(const std::string& bytes) {
  const char* found = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
  const std::string loader = found == nullptr ? "" : found;
  const bool known =
      loader.find("Svg") != std::string::npos || loader.find("Jpeg") != std::string::npos ||
      loader.find("Png") != std::string::npos || loader.find("Webp") != std::string::npos;
  if (!known) return fail(Code::invalid_input, "it is no SVG, JPEG, PNG or WebP");
  const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
  Original original;
  original.vector = loader.find("Svg") != std::string::npos;
  original.width = image.width();
  original.height = image.height();
  constexpr int first_lying_orientation = 5;  // EXIF: 5 to 8 lie on their side
  if (vips_image_get_orientation(image.get_image()) >= first_lying_orientation)
    std::swap(original.width, original.height);
  const auto pixels =
      static_cast<std::uint64_t>(original.width) * static_cast<std::uint64_t>(original.height);
  if (!original.vector && pixels > picture_pixels_limit)
    return fail(Code::too_large,
                fmt::format("it has {} megapixels, at most 100 are taken", pixels / 1'000'000));
  return original;
}

// How much the picture is enlarged to cover `width` by three quarters of it.
double scale_to_cover(const Original& original, int width) {
  const double covering = std::max(width / static_cast<double>(original.width),
                                   width * 0.75 / static_cast<double>(original.height));
  const double bounded = std::min(covering, static_cast<double>(longest_side) * width /
                                                std::max(original.width, original.height));
  return original.vector ? bounded : std::min(bounded, 1.0);
}

RenderedPicture render_one(const std::string& bytes, const Original& original, int nominal) {
  const double scale = scale_to_cover(original, nominal);
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  VipsBlob* source = vips_blob_new(nullptr, bytes.data(), bytes.size());
  auto image = vips::VImage::thumbnail_buffer(
      source, side(original.width),
      vips::VImage::option()
          ->set("height", side(original.height))
          ->set("size", original.vector ? VIPS_SIZE_BOTH : VIPS_SIZE_DOWN)
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

// By libvips' "attention": edges, skin and strong colours. Of the smallest rendition, since the
// search goes through a small copy anyhow.
void find_focus(const RenderedPicture& picture, Original& original) {
  auto image = vips::VImage::new_from_buffer(picture.bytes.data(), picture.bytes.size(), "");
  const int side = std::min(picture.width, picture.height);
  int x = 0, y = 0;
  (void)image.smartcrop(side, side,
                        vips::VImage::option()
                            ->set("interesting", VIPS_INTERESTING_ATTENTION)
                            ->set("attention_x", &x)
                            ->set("attention_y", &y));
  original.focus_x = std::clamp(x / static_cast<double>(picture.width), 0.0, 1.0);
  original.focus_y = std::clamp(y / static_cast<double>(picture.height), 0.0, 1.0);
}

Result<Rendering> render_all(const std::string& bytes) {
  start_vips();
  try {
    Rendering rendering{TRY(examine(bytes)), {}};
    auto& pictures = rendering.pictures;
    for (const int width : nominal_widths) {
      auto picture = render_one(bytes, rendering.original, width);
      const bool same = !pictures.empty() && pictures.back().width == picture.width &&
                        pictures.back().height == picture.height;
      if (!same) pictures.push_back(std::move(picture));
    }
    find_focus(pictures.back(), rendering.original);
    if (!rendering.original.vector) rendering.original.traces = picture_traces(bytes);
    return rendering;
  } catch (const vips::VError& fault) {  // libvips' C++ knows no other way to say it
    std::string words = fault.what();
    vips_error_clear();
    std::replace(words.begin(), words.end(), '\n', ' ');
    return fail(Code::invalid_input, "it is damaged: " + words);
  }
}

Result<Original> read_original(const base::json::Reader& object) {
  Original original;
  original.vector = TRY(object.boolean("vector"));
  original.width = static_cast<int>(TRY(object.integer("width")));
  original.height = static_cast<int>(TRY(object.integer("height")));
  original.focus_x = TRY(object.number("focus_x"));
  original.focus_y = TRY(object.number("focus_y"));
  TRY(object.each("traces", [&](const auto& trace) -> Result<void> {
    original.traces.push_back(TRY(trace.as_string()));
    return {};
  }));
  return original;
}

base::json::Object write_original(const Original& original) {
  return {{"vector", original.vector},
          {"width", original.width},
          {"height", original.height},
          {"focus_x", original.focus_x},
          {"focus_y", original.focus_y},
          {"traces", base::json::Array(original.traces.begin(), original.traces.end())}};
}

Renditions to_renditions(Rendering rendering) {
  Renditions renditions;
  base::json::Array facts;
  for (auto& picture : rendering.pictures) {
    facts.push_back({{"nominal_width", picture.nominal_width},
                     {"width", picture.width},
                     {"height", picture.height}});
    renditions.files.push_back({fmt::format("{}.jpg", picture.nominal_width), picture.blob,
                                std::move(picture.file), std::move(picture.bytes)});
  }
  renditions.facts["original"] = write_original(rendering.original);
  renditions.facts["pictures"] = std::move(facts);
  return renditions;
}

Result<Rendering> to_rendering(Renditions renditions) {
  auto file = renditions.files.begin();
  const base::json::Value value(std::move(renditions.facts));
  const base::json::Reader facts(value, "facts");
  Rendering rendering{TRY(read_original(TRY(facts.object("original")))), {}};
  TRY(facts.each("pictures", [&](const auto& fact) -> Result<void> {
    if (file == renditions.files.end()) return fail(Code::corrupt, "a remembered picture is gone");
    RenderedPicture picture;
    picture.nominal_width = static_cast<int>(TRY(fact.integer("nominal_width")));
    picture.width = static_cast<int>(TRY(fact.integer("width")));
    picture.height = static_cast<int>(TRY(fact.integer("height")));
    picture.blob = file->blob;
    picture.file = std::move(file->file);
    picture.bytes = std::move(file->bytes);
    rendering.pictures.push_back(std::move(picture));
    ++file;
    return {};
  }));
  return rendering;
}

}  // namespace

PictureRenderer::PictureRenderer(base::Fs& fs, base::Path cache)
    : fs_(fs), cache_(fs, std::move(cache), renderer_version) {}

double Original::enlarged() const {
  if (vector) return 1;
  return std::max(1.0, std::max(picture_place_width / static_cast<double>(width),
                                picture_place_height / static_cast<double>(height)));
}

Result<Rendering> PictureRenderer::render(const base::Path& picture) {
  const std::string bytes = TRY(fs_.read(picture, picture_limit));
  return to_rendering(TRY(cache_.get(
      bytes, [&]() -> Result<Renditions> { return to_renditions(TRY(render_all(bytes))); })));
}

}  // namespace rohnamo::publish
