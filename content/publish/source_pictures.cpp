#include "content/publish/source_pictures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "content/publish/parallel.hpp"

namespace rohnamo::publish {
namespace {

std::string name_of(const PictureSource& source) {
  return source.file.filename().string();
}

void warn_of_size(const Original& original, const PictureSource& source, Faults& faults) {
  const double enlarged = original.enlarged();
  if (enlarged <= 1) return;
  const auto needed = [&](int pixels) { return std::lround(std::ceil(pixels * enlarged)); };
  faults.warning(
      source.place,
      fmt::format("the picture {} has {} by {} pixels: screens enlarge it {:.1f} times, "
                  "and it looks soft",
                  name_of(source), original.width, original.height, std::ceil(enlarged * 10) / 10),
      fmt::format("Take one of at least {} by {} pixels.", needed(original.width),
                  needed(original.height)));
}

void warn_of_traces(const Original& original, const PictureSource& source, Faults& faults) {
  if (original.traces.empty()) return;
  const std::string file = name_of(source);
  faults.warning(source.place,
                 fmt::format("the file {} tells {}", file, fmt::join(original.traces, "; ")),
                 fmt::format("Screens do not get that, but who gets this folder does. Take it "
                             "out: exiftool -all= -tagsfromfile @ -orientation -icc_profile {}",
                             file));
}

struct Named {
  const PictureSource* source;
  PicturePlace place;
};

void add(const std::optional<PictureSource>& source, PicturePlace place,
         std::vector<Named>& pictures) {
  if (source) pictures.push_back({&*source, place});
}

void add(const Items& items, std::vector<Named>& pictures) {
  for (const auto& story : items.stories)
    if (!story.draft) add(story.picture, PicturePlace::slide, pictures);
  for (const auto& contact : items.contacts) {
    if (contact.draft) continue;
    add(contact.picture, PicturePlace::card, pictures);
    add(contact.map, PicturePlace::card, pictures);
  }
}

}  // namespace

std::optional<Rendering> render_picture(const PictureSource& source, PicturePlace place,
                                        PictureRenderer& renderer, Faults& faults) {
  auto rendering = renderer.render(source.file);
  if (!rendering) {
    faults.error(source.place,
                 fmt::format("the picture {} cannot be used: {}", name_of(source),
                             rendering.error().message),
                 "Save it again as SVG, JPEG, PNG or WebP, of at most 50 MB and 100 megapixels.");
    return std::nullopt;
  }
  if (place == PicturePlace::slide) warn_of_size(rendering->original, source, faults);
  warn_of_traces(rendering->original, source, faults);
  return std::move(*rendering);
}

std::vector<SourcePicture> render_pictures(const Source& source, PictureRenderer& renderer,
                                           Faults& faults) {
  std::vector<Named> named;
  add(source.mission, named);
  for (const auto& [name, items] : source.offices) add(items, named);
  std::vector<std::optional<Rendering>> rendered(named.size());
  std::vector<Faults> told(named.size());
  each_in_parallel(named.size(), [&](std::size_t i) {
    rendered[i] = render_picture(*named[i].source, named[i].place, renderer, told[i]);
  });
  std::vector<SourcePicture> pictures;
  for (std::size_t i = 0; i < named.size(); ++i) {
    faults.add(std::move(told[i]));
    if (rendered[i]) pictures.push_back({named[i].source->file, std::move(*rendered[i])});
  }
  return pictures;
}

}  // namespace rohnamo::publish
