#include "kiosk/app/preview_keys.hpp"

#include <algorithm>
#include <array>

namespace rohnamo::app {
namespace {

// What screens have, lying: the window is as large, in pixels.
constexpr std::array<Size, 3> sizes{Size{1280, 720}, Size{1280, 800}, Size{1920, 1080}};

}  // namespace

bool PreviewKeys::handle(SDL_Keycode key, deck::Now now) {
  using std::chrono::hours;
  switch (key) {
    case SDLK_F2:
      next_language(now);
      return true;
    case SDLK_F3:
      next_size();
      return true;
    case SDLK_F4:
      turn();
      return true;
    case SDLK_F5:
      shift_ -= hours(1);
      return true;
    case SDLK_F6:
      shift_ += hours(1);
      return true;
    case SDLK_F9:
      desk_.ask();
      return true;
    default:
      return false;
  }
}

// By the page's own language bar, as a visitor would.
void PreviewKeys::next_language(deck::Now now) {
  const std::string current = "language:" + kiosk_->deck().page().language;
  std::vector<const scene::Target*> bar;
  for (const scene::Target& target : kiosk_->scene().targets)
    if (target.name.starts_with("language:")) bar.push_back(&target);
  if (bar.empty()) return;
  const auto named = [&](const scene::Target* target) { return target->name == current; };
  const auto at = static_cast<std::size_t>(std::ranges::find_if(bar, named) - bar.begin());
  const scene::Rect there = bar[(at + 1) % bar.size()]->rect;
  kiosk_->down(there.x + there.w / 2, there.y + there.h / 2, now);
  kiosk_->up(there.x + there.w / 2, there.y + there.h / 2, now);
}

void PreviewKeys::next_size() {
  size_ = (size_ + 1) % sizes.size();
  const auto [width, height] = sizes[size_];
  const bool upright = window_->height() > window_->width();
  window_->resize(upright ? height : width, upright ? width : height);
}

void PreviewKeys::turn() {
  window_->resize(window_->height(), window_->width());
}

}  // namespace rohnamo::app
