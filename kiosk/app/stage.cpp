#include "kiosk/app/stage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rohnamo::app {
namespace {

constexpr Millis pace{16};
constexpr model::Color pressed_shade{27, 31, 36, 34};

bool fits(const render::Surface& surface, const SDL_Surface& window) {
  return surface && surface->w == window.w && surface->h == window.h;
}

void copy(SDL_Surface& from, SDL_Surface& to) {
  SDL_SetSurfaceBlendMode(&from, SDL_BLENDMODE_NONE);
  SDL_BlitSurface(&from, nullptr, &to, nullptr);
}

// Slow at both ends.
int mix_at(double share) {
  const double eased = share * share * (3.0 - 2.0 * share);
  return static_cast<int>(std::lround(std::clamp(eased, 0.0, 1.0) * 255.0));
}

}  // namespace

void Stage::show(scene::Scene scene, int offset, Millis fade, Millis now) {
  if (fade > Millis(0))
    begin_fade(fade, now);
  else
    length_ = Millis(0);
  scene_ = std::move(scene);
  offset_ = offset;
  pressed_.reset();
  focused_.reset();
  stale_ = Stale::all;
  scene::place_scroll_marks(scene_, offset_);
  if (length_ == Millis(0)) return;
  paint(*to_, Stale::all);
  stale_ = Stale::nothing;
}

void Stage::begin_fade(Millis fade, Millis now) {
  SDL_Surface& window = window_->surface();
  if (!fits(from_, window)) from_ = render::make_surface(window.w, window.h);
  if (!fits(to_, window)) to_ = render::make_surface(window.w, window.h);
  copy(window, *from_);
  began_ = now;
  drawn_ = now - pace;
  length_ = fade;
}

void Stage::end_fade() {
  length_ = Millis(0);
  stale_ = Stale::all;
}

void Stage::scroll(int offset) {
  if (offset == offset_ || !scene_.scroll) return;
  offset_ = offset;
  scene::place_scroll_marks(scene_, offset_);
  if (length_ > Millis(0)) return end_fade();
  if (stale_ == Stale::nothing) stale_ = Stale::scroll;
}

void Stage::press(std::optional<scene::Rect> rect, int radius) {
  if (!rect && !pressed_) return;
  pressed_.reset();
  if (rect) pressed_ = scene::Box{*rect, pressed_shade, std::min(radius, rect->h / 2)};
  if (length_ > Millis(0)) end_fade();
  stale_ = Stale::all;
}

void Stage::focus(const scene::Target* target) {
  if (target == nullptr && !focused_) return;
  focused_.reset();
  if (target != nullptr) focused_ = *target;
  if (length_ > Millis(0)) end_fade();
  stale_ = Stale::all;
}

// What is pressed and what is focused lie over the scene for this frame.
void Stage::paint(SDL_Surface& target, Stale what) {
  std::vector<scene::Mark>* ringed = nullptr;
  if (focused_ && (!focused_->scrolls || scene_.scroll)) {
    ringed = focused_->scrolls ? &scene_.scroll->marks : &scene_.over;
    const int grow = 2 * scene_.focus_width;
    const scene::Rect& rect = focused_->rect;
    ringed->emplace_back(
        scene::Outline{{rect.x - grow, rect.y - grow, rect.w + 2 * grow, rect.h + 2 * grow},
                       scene_.focus,
                       scene_.focus_width,
                       std::min(focused_->radius, rect.h / 2) + grow});
  }
  if (pressed_) scene_.over.emplace_back(*pressed_);
  if (what == Stale::scroll)
    painter_->paint_scroll(scene_, offset_, target);
  else
    painter_->paint(scene_, offset_, target);
  if (pressed_) scene_.over.pop_back();
  if (ringed != nullptr) ringed->pop_back();
}

bool Stage::frame(Millis now) {
  SDL_Surface& window = window_->surface();
  if (length_ > Millis(0) && !(fits(from_, window) && fits(to_, window))) end_fade();
  if (length_ > Millis(0)) {
    if (now < drawn_ + pace) return false;
    drawn_ = now;
    const double share =
        static_cast<double>((now - began_).count()) / static_cast<double>(length_.count());
    if (share < 1.0) {
      render::blend(*from_, *to_, mix_at(share), window);
    } else {
      length_ = Millis(0);
      copy(*to_, window);
    }
    window_->present();
    return true;
  }
  const Stale stale = std::exchange(stale_, Stale::nothing);
  if (stale == Stale::nothing) return false;
  if (stale == Stale::scroll && scene_.scroll && !pressed_) {
    paint(window, stale);
    window_->present({scene_.scroll->view});
  } else {
    paint(window, Stale::all);
    window_->present();
  }
  return true;
}

Millis Stage::next_deadline() const {
  if (length_ > Millis(0)) return drawn_ + pace;
  return stale_ == Stale::nothing ? Millis::max() : Millis(0);
}

}  // namespace rohnamo::app
