#include "kiosk/scene/listen_panel.hpp"

#include <algorithm>

#include "kiosk/scene/volume.hpp"

namespace rohnamo::scene {
namespace {

int line_height(const Style& style) {
  return style.u(0.75);
}

std::string words_of(const Kit& kit, const deck::Narration& narration) {
  const char* key = narration.playing() ? "pause" : narration.open() ? "play" : "listen";
  return kit.words->knows(key) ? kit.words->say(key) : std::string();
}

Button listen_button(const Kit& kit, const deck::Narration& narration) {
  const Icon icon = narration.playing() ? Icon::pause
                    : narration.open()  ? Icon::play
                                        : Icon::speaker;
  return {"listen",          words_of(kit, narration),           icon, false, Look::filled,
          kit.style.primary, kit.style.label + kit.style.u(0.25)};
}

void draw_listen_button(Canvas& canvas, const deck::Narration& narration, Rect room) {
  const Kit& kit = canvas.kit();
  Button button = listen_button(kit, narration);
  if (button_width(kit, button) > room.w) button.px = button.px * 3 / 4;
  if (button_width(kit, button) > room.w) button.words.clear();
  draw_button(canvas, button, room);
}

// How the controls stand: beside each other, or in a narrow room in two rows.
struct Plan {
  bool stacked = false;
  int width = 0, height = 0;
};

Plan plan(const Kit& kit, const deck::Narration& narration, int room) {
  const Style& style = kit.style;
  const int wide = std::max(button_width(kit, listen_button(kit, narration)), style.u(36));
  if (!narration.open()) return {false, std::min(wide, room), style.primary};
  const int line = style.u(1.75) + line_height(style);
  const int least = style.primary + style.u(2.5) + narrowest_volume(style);
  if (room >= least) return {false, room, style.primary + line};
  return {true, room, 2 * style.primary + style.apart + line};
}

// What stands in `room`, the line of the progress below it.
void draw_controls(Canvas& canvas, const deck::Narration& narration, const Plan& plan, Rect room) {
  const Style& style = canvas.kit().style;
  const int side = style.primary;
  if (!narration.open())
    return draw_listen_button(canvas, narration, {room.x, room.y, plan.width, side});
  Rect volume{room.x, room.y + side + style.apart, room.w, side};
  Rect button{room.x, room.y, room.w, side};
  if (!plan.stacked) {
    volume.w = std::min(widest_volume(style), room.w - side - style.u(2.5));
    volume.x = room.right() - volume.w;
    volume.y = room.y;
    button.w = std::min(volume.x - style.u(2.5) - room.x, style.u(40));
  }
  draw_listen_button(canvas, narration, button);
  draw_volume(canvas, narration.volume, volume);
  const int height = line_height(style);
  canvas.progress({room.x, room.y + plan.height - height, room.w, height}, style.color.line,
                  style.color.tint);
}

void draw_strip(Canvas& canvas, const deck::Narration& narration, Rect room) {
  const Style& style = canvas.kit().style;
  const int inset = style.compact ? style.u(3) : style.margin;
  const Plan how = plan(canvas.kit(), narration, room.w - 2 * inset);
  canvas.box(room, style.color.panel);
  canvas.box({room.x, room.y, room.w, std::max(1, style.u(0.25))}, style.color.line);
  draw_controls(canvas, narration, how,
                {room.x + inset, room.y + (room.h - how.height) / 2, how.width, how.height});
}

void draw_card(Canvas& canvas, const deck::Narration& narration, Rect room) {
  const Style& style = canvas.kit().style;
  const int outer = style.u(style.compact ? 1 : 3);
  const int pad = style.u(style.compact ? 1.25 : 2);
  const Plan how = plan(canvas.kit(), narration, room.w - 2 * outer - 2 * pad);
  // The button stays where it is when the line comes below it.
  const int below = how.stacked ? 0 : style.u(1.75) + line_height(style);
  const int height = narration.open() ? how.height : how.height + below;
  const int y = room.bottom() - outer - pad - height;
  canvas.box({room.x + outer, y - pad, how.width + 2 * pad, how.height + 2 * pad},
             style.color.panel, style.u(3));
  draw_controls(canvas, narration, how, {room.x + outer + pad, y, how.width, how.height});
}

}  // namespace

int listen_strip_height(const Style& style) {
  return 2 * style.u(2) + style.primary + style.u(1.75) + line_height(style);
}

void draw_listen_panel(Canvas& canvas, const deck::Narration& narration, Rect room) {
  if (canvas.kit().style.portrait)
    draw_strip(canvas, narration, room);
  else
    draw_card(canvas, narration, room);
}

}  // namespace rohnamo::scene
