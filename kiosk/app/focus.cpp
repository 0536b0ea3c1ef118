#include "kiosk/app/focus.hpp"

#include <algorithm>
#include <tuple>

namespace rohnamo::app {
namespace {

using scene::Rect;
using scene::Scene;
using scene::Target;

struct Stop {
  const Target* target;
  int band = 0;  // 0: above the scroll area, 1: in it, 2: below
  int row = 0;
  int middle = 0;  // y
};

bool covers(const Target& target, const Scene& scene) {
  return !target.scrolls && target.rect.w * 2 > scene.width && target.rect.h * 3 > scene.height;
}

int band_of(const Target& target, const Scene& scene) {
  if (target.scrolls) return 1;
  const int middle = target.rect.y + target.rect.h / 2;
  const Rect view = scene.scroll ? scene.scroll->view : Rect{0, 0, scene.width, scene.height};
  return middle < view.y + view.h / 2 ? 0 : 2;
}

// What stands beside each other is one row, whatever the heights.
void find_rows(std::vector<Stop>& stops) {
  std::ranges::stable_sort(stops, {},
                           [](const Stop& stop) { return std::tuple(stop.band, stop.middle); });
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const Stop& before = stops[i - 1];
    const int reach = std::min(before.target->rect.h, stops[i].target->rect.h) / 2;
    const bool same = before.band == stops[i].band && stops[i].middle - before.middle < reach;
    stops[i].row = before.row + (same ? 0 : 1);
  }
}

}  // namespace

std::vector<const Target*> focus_order(const Scene& scene, bool right_to_left) {
  std::vector<Stop> stops;
  for (const Target& target : scene.targets) {
    const auto same = std::ranges::find_if(
        stops, [&](const Stop& stop) { return stop.target->name == target.name; });
    if (covers(target, scene) || same != stops.end()) continue;
    stops.push_back({&target, band_of(target, scene), 0, target.rect.y + target.rect.h / 2});
  }
  find_rows(stops);
  std::ranges::stable_sort(stops, {}, [&](const Stop& stop) {
    const Rect& rect = stop.target->rect;
    return std::tuple(stop.row, right_to_left ? -rect.right() : rect.x);
  });
  std::vector<const Target*> order;
  order.reserve(stops.size());
  for (const Stop& stop : stops) order.push_back(stop.target);
  return order;
}

void Focus::move(const Scene& scene, bool right_to_left, int by) {
  const auto order = focus_order(scene, right_to_left);
  if (order.empty()) return clear();
  const auto here = std::ranges::find(
      order, name_, [](const Target* target) -> const std::string& { return target->name; });
  const auto count = static_cast<int>(order.size());
  const int from = here != order.end() ? static_cast<int>(here - order.begin()) : by > 0 ? -1 : 0;
  name_ = order[static_cast<std::size_t>((from + by + count) % count)]->name;
}

// The last one of that name, as for a touch; what covers the page is not shown as focused.
const Target* Focus::target(const Scene& scene) const {
  const auto found = std::find_if(
      scene.targets.rbegin(), scene.targets.rend(),
      [&](const Target& target) { return target.name == name_ && !covers(target, scene); });
  return !active() || found == scene.targets.rend() ? nullptr : &*found;
}

}  // namespace rohnamo::app
