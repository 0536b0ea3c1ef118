#include "kiosk/app/stage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rohnamo::app {
namespace {

constexpr Millis pace{16};
constexpr model::Color pressed_shade{27, 31, 36, 34};

scene::Rect whole(const SDL_Surface& surface) {
  return {0, 0, surface.w, surface.h};
}

// Slow at both ends.
int mix_at(double share) {
  share = std::clamp(share, 0.0, 1.0);
  const double eased = share * share * (3.0 - 2.0 * share);
  return static_cast<int>(std::lround(eased * 255.0));
}

}  // namespace

void Stage::show(scene::Scene scene, int offset, Millis fade, Millis now) {
  fade_.reset();
  scene_ = std::move(scene);
  offset_ = offset;
  pressed_.reset();
  focused_.reset();
  scene::place_scroll_marks(scene_, offset_);
  scene::place_progress(scene_, share_);
  refresh();
  if (fade == Millis(0)) return;
  SDL_Surface& window = window_->surface();
  auto page = render::make_surface(window.w, window.h);
  paint(*page, whole(*page));
  fade_.emplace(Fade{{window, std::move(page)}, fade, now, {}, {}});
  stale_ = false;
  if (fade_->pages.parts().empty()) fade_.reset();
}

void Stage::refresh() {
  stale_ = true;
  stale_parts_.clear();
}

void Stage::pictures_arrived() {
  if (painter_->lacks_pictures()) refresh();
}

void Stage::end_fade() {
  fade_.reset();
  refresh();
}

// What changes while pages fade ends the fade.
void Stage::spoil(const scene::Rect& part) {
  if (fade_) return end_fade();
  if (!stale_) stale_parts_.push_back(part);
}

void Stage::scroll(int offset) {
  if (offset == offset_ || !scene_.scroll) return;
  offset_ = offset;
  scene::place_scroll_marks(scene_, offset_);
  if (pressed_) return end_fade();
  const auto& view = scene_.scroll->view;
  if (std::ranges::find(stale_parts_, view) == stale_parts_.end()) spoil(view);
}

void Stage::progress(double share) {
  share_ = share;
  if (scene::place_progress(scene_, share_) && !fade_) spoil(scene_.progress->track);
}

void Stage::press(std::optional<scene::Rect> rect, int radius) {
  if (pressed_) spoil(pressed_->rect);
  pressed_.reset();
  if (!rect) return;
  pressed_ = scene::Box{*rect, pressed_shade, std::min(radius, rect->h / 2)};
  spoil(*rect);
}

void Stage::focus(const scene::Target* target) {
  if (target == nullptr && !focused_) return;
  focused_.reset();
  if (target != nullptr) focused_ = *target;
  end_fade();
}

// What is pressed and what is focused lie over the scene for this frame.
void Stage::paint(SDL_Surface& target, const scene::Rect& part) {
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
  if (part == whole(target))
    painter_->paint(scene_, offset_, target);
  else
    painter_->paint(scene_, offset_, target, part);
  if (pressed_) scene_.over.pop_back();
  if (ringed != nullptr) ringed->pop_back();
}

// Its time begins with its first frame: painting the new page took some.
bool Stage::fade_frame(SDL_Surface& window, Millis now) {
  if (!fade_->began && now <= fade_->shown) return false;
  if (fade_->drawn && now < *fade_->drawn + pace) return false;
  if (!fade_->began) fade_->began = now - pace;
  fade_->drawn = now;
  const double share = static_cast<double>((now - *fade_->began).count()) /
                       static_cast<double>(fade_->length.count());
  const auto step = [&](const scene::Rect& rows) {
    fade_->pages.step(mix_at(share), window, rows);
  };
  window_->present(fade_->pages.parts(), step);
  if (share >= 1.0) fade_.reset();
  return true;
}

bool Stage::frame(Millis now) {
  SDL_Surface& window = window_->surface();
  if (fade_ && !fade_->pages.fits(window)) end_fade();
  if (fade_) return fade_frame(window, now);
  const auto parts = std::exchange(stale_parts_, {});
  if (std::exchange(stale_, false)) {
    paint(window, whole(window));
    window_->present();
    return true;
  }
  window_->present(parts, [&](const scene::Rect& part) { paint(window, part); });
  return !parts.empty();
}

Millis Stage::next_deadline() const {
  if (fade_) return fade_->drawn ? *fade_->drawn + pace : fade_->shown + Millis(1);
  return stale_ || !stale_parts_.empty() ? Millis(0) : Millis::max();
}

}  // namespace rohnamo::app
