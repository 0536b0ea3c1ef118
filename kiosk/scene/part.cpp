#include <algorithm>

#include "kiosk/scene/flow.hpp"
#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/shown_text.hpp"

namespace rohnamo::scene {
namespace {

// Where in a story this screen is: a short bar for each.
void draw_parts(Canvas& canvas, int part, int parts, Color tint, int x, int y) {
  if (parts < 2) return;
  const Style& style = canvas.kit().style;
  const int length = style.u(6);
  for (int i = 0; i < std::min(parts, 12); ++i, x += length + style.u(1))
    canvas.box({x, y, length, style.u(0.75)}, i <= part ? tint : style.color.line, style.u(0.375));
}

std::size_t share(std::size_t characters, const Stretch& stretch, int height) {
  if (height <= 0) return 0;
  return characters * static_cast<std::size_t>(stretch.to - stretch.from) /
         static_cast<std::size_t>(height);
}

}  // namespace

Part story_part(const Kit& kit, const Surround& around, const model::Story& story,
                const model::Document& document, int part) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_surround(canvas, around);
  const ShownText shown = shown_text(kit, story.texts);
  const Heading heading = story_heading(kit, story, shown);
  const Rect picture = style.portrait ? Rect{0, page.y, page.w, page.h * 30 / 100}
                                      : Rect{0, page.y, page.w * 32 / 100, page.h};
  draw_picture(canvas, story.picture, picture, heading.tint);
  const int left = (style.portrait ? 0 : picture.w) + style.margin;
  const int width = page.w - left - style.margin;
  int y = (style.portrait ? picture.bottom() : page.y) + style.u(5);
  Setting title;
  title.width = width;
  title.lines = 2;
  title.px = style.label;
  title.weight = text::Weight::bold;
  title.leading = 0.88;
  title.balance = true;
  title.language = shown.language;
  title.direction = shown.direction;
  y = canvas.text(set(kit, shown.text->title, title), left, y, width, style.color.soft) +
      style.u(3);
  const int foot = page.bottom() - style.u(4);
  const int px = style.body * 112 / 100;
  const Flow body = flow(kit, document, {width, px, shown.language, shown.direction});
  const auto pages = paginate(body, foot - style.u(3) - y);
  const auto index =
      static_cast<std::size_t>(std::clamp<int>(part, 0, static_cast<int>(pages.size()) - 1));
  draw_flow(canvas, body, left, y, pages[index]);
  draw_parts(canvas, part, static_cast<int>(pages.size()), heading.tint, left, foot - style.u(1));
  return {canvas.finish(), static_cast<int>(pages.size()),
          share(body.characters, pages[index], body.height)};
}

}  // namespace rohnamo::scene
