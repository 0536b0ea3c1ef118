#include "kiosk/scene/scene.hpp"

#include <algorithm>
#include <utility>

namespace rohnamo::scene {

Rect Scene::on_screen(const Target& target, int offset) const {
  if (!target.scrolls || !scroll) return target.rect;
  const Rect& view = scroll->view;
  Rect rect = target.rect;
  rect.x += view.x;
  rect.y += view.y - offset;
  const int top = std::max(rect.y, view.y);
  const int bottom = std::min(rect.bottom(), view.bottom());
  return {rect.x, top, rect.w, std::max(0, bottom - top)};
}

const Target* Scene::hit(int x, int y, int offset) const {
  const auto found = std::find_if(targets.rbegin(), targets.rend(), [&](const Target& target) {
    return on_screen(target, offset).contains(x, y);
  });
  return found == targets.rend() ? nullptr : &*found;
}

const Target* Scene::named(std::string_view name) const {
  const auto found = std::ranges::find(targets, name, &Target::name);
  return found == targets.end() ? nullptr : &*found;
}

bool place_progress(Scene& scene, double share) {
  if (!scene.progress) return false;
  const Progress& progress = *scene.progress;
  auto* mark = std::get_if<Box>(&scene.over[progress.mark]);
  if (mark == nullptr) return false;
  Rect rect = progress.track;
  rect.w = static_cast<int>(rect.w * std::clamp(share, 0.0, 1.0));
  if (progress.mirrored) rect.x = progress.track.right() - rect.w;
  return std::exchange(mark->rect, rect) != rect;
}

void place_scroll_marks(Scene& scene, int offset) {
  if (!scene.scroll || !scene.scroll_marks) return;
  const auto& marks = *scene.scroll_marks;
  const ScrollArea& area = *scene.scroll;
  auto* mark = std::get_if<Box>(&scene.over[marks.mark]);
  auto* above = std::get_if<Gradient>(&scene.over[marks.above]);
  auto* below = std::get_if<Gradient>(&scene.over[marks.below]);
  if (mark == nullptr || above == nullptr || below == nullptr || area.furthest() == 0) return;
  above->rect.h = std::clamp(offset, 0, marks.deep);
  below->rect.h = std::clamp(area.furthest() - offset, 0, marks.deep);
  below->rect.y = area.view.bottom() - below->rect.h;
  const int track = area.view.h - 2 * mark->rect.w;
  const int least = std::min(6 * mark->rect.w, track);
  const double share = static_cast<double>(area.view.h) / area.content_height;
  const double place = std::clamp(static_cast<double>(offset) / area.furthest(), 0.0, 1.0);
  mark->rect.h = std::max(least, static_cast<int>(track * share));
  mark->rect.y = area.view.y + mark->rect.w + static_cast<int>((track - mark->rect.h) * place);
}

}  // namespace rohnamo::scene
