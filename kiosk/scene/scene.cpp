#include "kiosk/scene/scene.hpp"

#include <algorithm>

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

void place_scroll_mark(Scene& scene, int offset) {
  if (!scene.scroll || !scene.scroll_mark) return;
  auto* mark = std::get_if<Box>(&scene.over[*scene.scroll_mark]);
  const ScrollArea& area = *scene.scroll;
  if (mark == nullptr || area.furthest() == 0) return;
  const int track = area.view.h - 2 * mark->rect.w;
  const int least = std::min(6 * mark->rect.w, track);
  const double share = static_cast<double>(area.view.h) / area.content_height;
  const double place = std::clamp(static_cast<double>(offset) / area.furthest(), 0.0, 1.0);
  mark->rect.h = std::max(least, static_cast<int>(track * share));
  mark->rect.y = area.view.y + mark->rect.w + static_cast<int>((track - mark->rect.h) * place);
}

}  // namespace rohnamo::scene
