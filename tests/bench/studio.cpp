#include "tests/bench/studio.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace rohnamo::bench {
namespace {

using base::Result;
using deck::Millis;
using std::chrono::steady_clock;

constexpr Millis still{300};
constexpr Millis glance{2};  // between two looks for a picture that comes
constexpr double sixtieth_ms = 1000.0 / 60;
constexpr std::size_t pictures = 2;  // screens full, as rohnamo-kiosk keeps

double thread_cpu_ms() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

steady_clock::time_point at(Millis steady) {
  return steady_clock::time_point(steady);
}

double ms_since(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

}  // namespace

void Frames::add(const Frames& others) {
  cpu_ms.add(others.cpu_ms);
  late += others.late;
  first_ms = std::max(first_ms, others.first_ms);
}

Result<std::unique_ptr<Studio>> Studio::open(const Setting& setting, const base::Path& cache,
                                             const std::string& display, int width, int height) {
  std::unique_ptr<Studio> studio(new Studio());
  if (const char* before = std::getenv("DISPLAY")) studio->display_before_ = before;
  ::setenv("DISPLAY", display.c_str(), 1);
  ::setenv("SDL_VIDEODRIVER", "x11", 1);
  render::WindowOptions options;
  options.width = width;
  options.height = height;
  studio->window_ = TRY(render::Window::open(options));
  studio->fonts_ = TRY(render::SdlFonts::open(setting.fonts));
  studio->loader_ = std::make_unique<loader::PictureLoader>(
      [flag = &studio->arrived_] { *flag = true; },
      pictures * 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const base::Path run = setting.scratch / "studio";
  app::NewsReader news(base::posix_fs(), cache, run);
  app::Editions editions(base::posix_fs(), run);
  studio->sound_ = std::make_unique<sound::ClockPlayer>(base::posix_fs());
  studio->kiosk_ = std::make_unique<app::Kiosk>(
      *studio->window_, *studio->fonts_, *studio->loader_, *studio->sound_,
      editions.first(news.read(), setting.builtin), deck::Options{}, app::Glass(), now());
  return studio;
}

Studio::~Studio() {
  if (display_before_.empty())
    ::unsetenv("DISPLAY");
  else
    ::setenv("DISPLAY", display_before_.c_str(), 1);
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
      if (moving && ms_since(at(due)) > sixtieth_ms) ++frames.late;
      moving = kiosk_->next_deadline() < now().steady + still;
    }
    due = std::max(kiosk_->next_deadline(), now().steady);
    if (due > now().steady + still && loader_->idle()) return frames;
    std::this_thread::sleep_until(std::min(at(due), steady_clock::now() + glance));
  }
}

}  // namespace rohnamo::bench
