#include "kiosk/scene/shift.hpp"

namespace rohnamo::scene {
namespace {

struct Move {
  int dx, dy;
  int width, height;  // of what the marks lie in

  void stretch(int& at, int& size, int by, int room) const {
    const int end = at + size;
    const int from = at <= 0 ? at : at + by;
    size = (end >= room ? end : end + by) - from;
    at = from;
  }
  void apply(Rect& rect) const {
    stretch(rect.x, rect.w, dx, width);
    stretch(rect.y, rect.h, dy, height);
  }
  void operator()(Glyphs& glyphs) const {
    glyphs.run.x += dx;
    glyphs.run.baseline += dy;
  }
  // These keep their size: a stretched circle or code is none.
  void operator()(IconMark& icon) const { slide(icon.rect); }
  void operator()(QrCode& code) const { slide(code.rect); }
  template <class Other>
  void operator()(Other& mark) const {
    apply(mark.rect);
  }
  void slide(Rect& rect) const {
    rect.x += dx;
    rect.y += dy;
  }
  void operator()(std::vector<Mark>& marks) const {
    for (Mark& mark : marks) std::visit(*this, mark);
  }
};

}  // namespace

void shift(Scene& scene, int dx, int dy) {
  const Move page{dx, dy, scene.width, scene.height};
  page(scene.marks);
  page(scene.over);
  Move content{};
  if (scene.scroll) {
    ScrollArea& area = *scene.scroll;
    const Rect view = area.view;
    page.apply(area.view);
    // A view that stays at the edge of the screen has its content moved within.
    content = {dx - (area.view.x - view.x), 0, view.w, area.content_height};
    content(area.marks);
    if (scene.passage) content.apply(*scene.passage);
  }
  if (scene.progress) page.apply(scene.progress->track);
  for (Target& target : scene.targets) (target.scrolls ? content : page).apply(target.rect);
}

}  // namespace rohnamo::scene
