#include "kiosk/render/painter.hpp"

#include <algorithm>
#include <variant>

#include "kiosk/render/canvas.hpp"

namespace rohnamo::render {

using scene::Rect;

struct Painter::State {
  Drawings& drawings;
  PictureSource pictures;
  bool lacks_pictures = false;

  void draw(Canvas& canvas, const scene::Box& box) {
    canvas.rounded(box.rect, box.color, box.radius);
  }

  void draw(Canvas& canvas, const scene::Gradient& gradient) { canvas.gradient(gradient); }

  void draw(Canvas& canvas, const scene::Glyphs& mark) {
    const auto& run = mark.run;
    // Letters may reach out of their run by half their size.
    const Rect around{run.x - run.px / 2, run.baseline - 2 * run.px, run.width + run.px,
                      3 * run.px};
    if (!canvas.shows(around)) return;
    const auto& drawn = drawings.run(run);
    canvas.mask(drawn.mask, run.x + drawn.left, run.baseline + drawn.top, mark.color);
    if (!run.link) return;
    const int thickness = std::max(1, run.px / 16);
    canvas.fill({run.x, run.baseline + run.px / 7, run.width, thickness}, mark.color);
  }

  void draw(Canvas& canvas, const scene::PictureFill& fill) {
    if (!canvas.shows(fill.rect)) return;
    const Picture picture = pictures ? pictures(fill) : Picture();
    if (picture.pixels == nullptr || picture.stands_in) lacks_pictures = true;
    if (picture.pixels == nullptr) return canvas.rounded(fill.rect, fill.placeholder, fill.radius);
    canvas.picture(*picture.pixels, fill.rect, fill.radius);
  }

  void draw(Canvas& canvas, const scene::Outline& outline) { canvas.outline(outline); }

  void draw(Canvas& canvas, const scene::IconMark& mark) {
    const int size = mark.size();
    if (size <= 0 || !canvas.shows(mark.rect)) return;
    const auto& mask = drawings.icon(mark.icon, size, mark.mirrored);
    canvas.mask(mask, mark.rect.x + (mark.rect.w - size) / 2,
                mark.rect.y + (mark.rect.h - size) / 2, mark.color);
  }

  void draw(Canvas& canvas, const scene::QrCode& code) {
    if (!canvas.shows(code.rect)) return;
    canvas.fill(code.rect, code.light);
    const auto& matrix = drawings.code(code.text, code.room);
    if (!matrix) return;
    const int modules = matrix->size + 2 * qr_quiet_zone;
    const int module = std::min(code.rect.w, code.rect.h) / modules;  // whole pixels: sharp edges
    if (module <= 0) return;
    const int left = code.rect.x + (code.rect.w - module * matrix->size) / 2;
    const int top = code.rect.y + (code.rect.h - module * matrix->size) / 2;
    for (int i = 0; i < matrix->size * matrix->size; ++i) {
      if (matrix->dark[static_cast<std::size_t>(i)] == 0) continue;
      const int column = i % matrix->size;
      const int row = i / matrix->size;
      canvas.fill({left + column * module, top + row * module, module, module}, code.dark);
    }
  }

  void draw_all(Canvas canvas, const std::vector<scene::Mark>& marks) {
    for (const auto& mark : marks) {
      std::visit([&](const auto& value) { draw(canvas, value); }, mark);
    }
  }

  void draw_within(Rect clip, const scene::Scene& scene, int offset, SDL_Surface& target) {
    Canvas(target, clip).fill({0, 0, target.w, target.h}, scene.background);
    draw_all(Canvas(target, clip), scene.marks);
    if (scene.scroll) {
      const auto& view = scene.scroll->view;
      draw_all(Canvas(target, intersection(view, clip), view.x, view.y - offset),
               scene.scroll->marks);
    }
    draw_all(Canvas(target, clip), scene.over);
  }
};

Painter::Painter(Drawings& drawings, PictureSource pictures)
    : state_(std::make_unique<State>(State{drawings, std::move(pictures)})) {}
Painter::~Painter() = default;

void Painter::paint(const scene::Scene& scene, int offset, SDL_Surface& target) {
  state_->lacks_pictures = false;
  paint(scene, offset, target, {0, 0, target.w, target.h});
}

void Painter::paint(const scene::Scene& scene, int offset, SDL_Surface& target, Rect part) {
  state_->drawings.fit_for(target.w, target.h);
  state_->draw_within(part, scene, offset, target);
}

bool Painter::lacks_pictures() const {
  return state_->lacks_pictures;
}

}  // namespace rohnamo::render
