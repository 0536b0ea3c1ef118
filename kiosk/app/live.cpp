#include "kiosk/app/live.hpp"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <optional>

#include "kiosk/app/devices.hpp"
#include "kiosk/app/memory.hpp"

namespace rohnamo::app {
namespace {

constexpr double wheel_step = 90;            // pixels a notch
constexpr Millis stillness{1'000};           // after the last frame
constexpr SDL_Keycode staff_key = SDLK_F12;  // is held for the staff's pages

std::optional<deck::Key> key_of(const SDL_Keysym& key) {
  switch (key.sym) {
    case SDLK_TAB:
      return (key.mod & KMOD_SHIFT) != 0 ? deck::Key::previous : deck::Key::next;
    case SDLK_LEFT:
      return deck::Key::left;
    case SDLK_RIGHT:
      return deck::Key::right;
    case SDLK_UP:
    case SDLK_PAGEUP:
      return deck::Key::up;
    case SDLK_DOWN:
    case SDLK_PAGEDOWN:
      return deck::Key::down;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
      return deck::Key::enter;
    case SDLK_ESCAPE:
    case SDLK_BACKSPACE:
      return deck::Key::escape;
    default:
      return std::nullopt;
  }
}

std::optional<char> digit_of(SDL_Keycode code) {
  if (code >= SDLK_0 && code <= SDLK_9) return static_cast<char>('0' + (code - SDLK_0));
  if (code == SDLK_KP_0) return '0';
  if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return static_cast<char>('1' + (code - SDLK_KP_1));
  return std::nullopt;
}

Millis steady_now() {
  return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

Uint32 wake_event() {
  static const Uint32 number = SDL_RegisterEvents(1);
  return number;
}

void wake() {
  SDL_Event event{};
  event.type = wake_event();
  SDL_PushEvent(&event);
}

Live::Live(Kiosk& kiosk, render::Window& window, Editions& editions, Watcher& watcher,
           InputWait* input, bool automatic)
    : kiosk_(&kiosk),
      window_(&window),
      editions_(&editions),
      watcher_(&watcher),
      input_(input),
      automatic_(automatic) {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) > 0)
    watchdog_ = Millis(static_cast<Millis::rep>(microseconds / 1000));
}

deck::Now Live::now() const {
  const base::Time system = base::system_now() + (preview_ ? preview_->shift() : base::seconds(0));
  const base::Time trusted = editions_->trusted(system);
  return {steady_now(), trusted, trusted == system};
}

void Live::run() {
  while (!ends_) {
    if (kiosk_->frame(now())) idle_at_ = steady_now() + stillness;
    ends_ = ends_ || (kiosk_->staff() != nullptr && kiosk_->staff()->restarts());
    tell_systemd(steady_now());
    if (kiosk_->presented()) editions_->report(*kiosk_, now());
    look_around();
    rest(steady_now());
    if (!ends_) wait_for_events();
  }
  editions_->end();
  sd_notify(0, "STOPPING=1");
}

// What SDL has been told already is handled before there is any sleep.
void Live::wait_for_events() {
  SDL_Event event;
  bool any = SDL_PollEvent(&event) != 0;
  if (!any && input_ != nullptr) {
    input_->sleep(Millis(patience()));
    any = SDL_PollEvent(&event) != 0;
  } else if (!any) {
    any = SDL_WaitEventTimeout(&event, patience()) != 0;
  }
  for (; any; any = SDL_PollEvent(&event) != 0) handle(event);
}

void Live::rest(Millis steady) {
  if (steady < idle_at_) return;
  idle_at_ = Millis::max();
  let_go_of_idle_memory();
}

// Milliseconds to sleep; -1: until the next event.
int Live::patience() const {
  Millis next = std::min(kiosk_->next_deadline(), idle_at_);
  if (watchdog_ > Millis(0)) next = std::min(next, fed_ + watchdog_ / 2);
  if (next == Millis::max()) return -1;
  return static_cast<int>(std::clamp<Millis::rep>((next - steady_now()).count(), 0, 3'600'000));
}

void Live::tell_systemd(Millis steady) {
  if (!ready_ && kiosk_->presented()) {
    ready_ = true;
    sd_notify(0, "READY=1");
  }
  if (watchdog_ == Millis(0) || steady < fed_ + watchdog_ / 2) return;
  fed_ = steady;
  sd_notify(0, "WATCHDOG=1");
}

void Live::take_news() {
  auto news = watcher_->take();
  if (!news) return;
  if (preview_ && news->answer) preview_->desk().take(std::move(*news->answer));
  editions_->take(std::move(*news), *kiosk_, now());
}

// A touch panel may come and go: looked for when a page is turned, which is seldom enough.
void Live::look_around() {
  const deck::Page& page = kiosk_->deck().page();
  if (!automatic_ || (page.kind == last_.kind && page.item == last_.item)) return;
  last_ = page;
  kiosk_->attend(somebody_can_point(), now());
}

void Live::somebody_is_there() {
  if (automatic_) kiosk_->attend(true, now());
}

void Live::handle(const SDL_Event& event) {
  if (window_->handle(event)) kiosk_->window_changed();
  if (event.type == wake_event()) {
    kiosk_->pictures_arrived();
    return take_news();
  }
  switch (event.type) {
    case SDL_QUIT:
      ends_ = true;
      break;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
      handle_finger(event);
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
    case SDL_MOUSEWHEEL:
      handle_mouse(event);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
      handle_key(event.key);
      break;
    default:
      break;
  }
}

// One finger counts: the first that came down.
void Live::handle_finger(const SDL_Event& event) {
  const SDL_TouchFingerEvent& finger = event.tfinger;
  const auto [x, y] = window_->of_finger(finger.x, finger.y);
  if (event.type == SDL_FINGERDOWN && !finger_) {
    somebody_is_there();
    finger_ = finger.fingerId;
    kiosk_->down(x, y, now());
  }
  if (finger_ != finger.fingerId) return;
  if (event.type == SDL_FINGERMOTION) kiosk_->move(x, y, now());
  if (event.type != SDL_FINGERUP) return;
  finger_.reset();
  kiosk_->up(x, y, now());
}

void Live::handle_mouse(const SDL_Event& event) {
  if (event.type == SDL_MOUSEWHEEL) return kiosk_->wheel(event.wheel.preciseY * wheel_step, now());
  const auto [x, y] = window_->pointer();
  if (event.type == SDL_MOUSEMOTION) return kiosk_->move(x, y, now());
  if (event.button.button != SDL_BUTTON_LEFT) return;
  if (event.type == SDL_MOUSEBUTTONUP) return kiosk_->up(x, y, now());
  somebody_is_there();
  kiosk_->down(x, y, now());
}

void Live::handle_key(const SDL_KeyboardEvent& key) {
  const bool down = key.type == SDL_KEYDOWN;
  if (key.keysym.sym == staff_key) return kiosk_->hold_key(down, now());
  if (!down || (preview_ && preview_->handle(key.keysym.sym, now()))) return;
  if (const auto digit = digit_of(key.keysym.sym)) return kiosk_->digit(*digit, now());
  if (const auto known = key_of(key.keysym)) kiosk_->key(*known, now());
}

}  // namespace rohnamo::app
