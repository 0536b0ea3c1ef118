#include "tests/bench/studio.hpp"

#include <algorithm>
#include <thread>

namespace rohnamo::bench {
namespace {

using base::Result;
using deck::Millis;
using std::chrono::steady_clock;

constexpr Millis still{300};
constexpr Millis glance{2};          // between two looks for a picture that comes
constexpr std::size_t pictures = 2;  // screens full, as rohnamo-kiosk keeps

steady_clock::time_point at(Millis steady) {
  return steady_clock::time_point(steady);
}

double ms_since(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

}  // namespace

Result<std::unique_ptr<Studio>> Studio::open(const Setting& setting, const base::Path& cache,
                                             int width, int height) {
  std::unique_ptr<Studio> studio(new Studio());
  render::WindowOptions options;
  options.width = width;
  options.height = height;
  studio->window_ = TRY(render::Window::open(options));
  studio->fonts_ = TRY(render::SdlFonts::open(setting.fonts));
  studio->drawings_ = std::make_unique<render::Drawings>(*studio->fonts_);
  studio->loader_ = std::make_unique<loader::PictureLoader>(
      [flag = &studio->arrived_] { *flag = true; },
      pictures * 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const base::Path run = setting.scratch / "studio";
  app::NewsReader news(base::posix_fs(), cache, run);
  app::Editions editions(base::posix_fs(), run);
  studio->sound_ = std::make_unique<sound::ClockPlayer>(base::posix_fs());
  const deck::Now began = now();
  studio->kiosk_ = std::make_unique<app::Kiosk>(
      *studio->window_, *studio->drawings_, *studio->loader_, *studio->sound_,
      deck::Deck(editions.first(news.read(), setting.builtin), deck::Options{}, began),
      app::Glass(), began);
  return studio;
}

deck::Now Studio::now() {
  return {std::chrono::duration_cast<Millis>(steady_clock::now().time_since_epoch()),
          base::system_now()};
}

void Studio::take_events() {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0)
    if (window_->handle(event)) kiosk_->window_changed();
  if (arrived_.exchange(false)) kiosk_->pictures_arrived();
}

Frames Studio::run() {
  Frames frames;
  const auto begin = steady_clock::now();
  bool moving = false;
  Millis due = now().steady;
  while (true) {
    take_events();
    const double before = thread_cpu_ms();
    if (kiosk_->frame(now())) {
      if (frames.cpu_ms.empty()) frames.first_ms = ms_since(begin);
      frames.cpu_ms.add(thread_cpu_ms() - before);
      // The first frame of a movement is due when it is there.
      const Span frame{at(due), steady_clock::now()};
      if (moving && is_late(frame)) frames.late.push_back(frame);
      moving = kiosk_->next_deadline() < now().steady + still;
    }
    due = std::max(kiosk_->next_deadline(), now().steady);
    if (due > now().steady + still && loader_->idle()) return frames;
    std::this_thread::sleep_until(std::min(at(due), steady_clock::now() + glance));
  }
}

}  // namespace rohnamo::bench
