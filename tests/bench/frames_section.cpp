// The frames of fades and of scrolling as the main loop makes them, on an X server without a GPU;
// each also while another thread decodes pictures. What the host of a virtual machine makes late is
// counted apart.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "content/cache/edition.hpp"
#include "kiosk/loader/background.hpp"
#include "kiosk/loader/decode.hpp"
#include "tests/bench/bare_frames.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/story_cache.hpp"
#include "tests/bench/studio.hpp"
#include "tests/bench/x_display.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using deck::Millis;

constexpr double goal_cpu_ms = 3;  // at 1080p
constexpr std::size_t bare_count = 1'000;
constexpr std::size_t bare_fades = 200;  // some more than the kiosk shows

// Decodes one picture again and again for as long as it lives, as the loader's thread does.
class Busy {
 public:
  static Result<std::unique_ptr<Busy>> open(const Path& cache) {
    base::Fs& fs = base::posix_fs();
    const auto edition =
        TRY(cache::Edition::open(fs, cache, TRY(cache::current_edition(fs, cache))));
    for (std::size_t i = 0; i < edition->size(); ++i) {
      const auto story = edition->story(i);
      if (!story || !story->picture || story->picture->renditions.empty()) continue;
      return std::make_unique<Busy>(TRY(edition->map(story->picture->covering(1920, 1080).blob)));
    }
    return fail(Code::not_found, "no story has a picture");
  }
  explicit Busy(std::unique_ptr<base::Mapping> picture)
      : picture_(std::move(picture)), thread_([this] {
          loader::work_in_background();
          while (!ends_) (void)loader::decode(picture_->bytes(), {{1920, 1080}, 0.5, 0.5, {}});
        }) {}
  ~Busy() {
    ends_ = true;
    thread_.join();
  }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  std::unique_ptr<base::Mapping> picture_;
  std::atomic<bool> ends_{false};
  std::thread thread_;
};

Frames fades(Studio& studio, std::size_t turns) {
  Frames all;
  for (std::size_t i = 0; i < turns; ++i) {
    studio.kiosk().key(deck::Key::right, Studio::now());
    all.add(studio.run());
  }
  return all;
}

void fling(Studio& studio, int from, int to) {
  app::Kiosk& kiosk = studio.kiosk();
  const int x = kiosk.scene().scroll->view.x + kiosk.scene().scroll->view.w / 2;
  kiosk.down(x, from, Studio::now());
  for (int step = 1; step <= 4; ++step) {
    std::this_thread::sleep_for(Millis(8));
    kiosk.move(x, from + (to - from) * step / 4, Studio::now());
  }
  kiosk.up(x, to, Studio::now());
}

Frames scrolling(Studio& studio, std::size_t turns) {
  const scene::Rect view = studio.kiosk().scene().scroll->view;
  const int low = view.y + view.h * 3 / 4;
  const int high = view.y + view.h / 4;
  Frames all;
  for (std::size_t i = 0; i < turns; ++i) {
    fling(studio, i % 2 == 0 ? low : high, i % 2 == 0 ? high : low);
    all.add(studio.run());
  }
  return all;
}

// Frames with what the host took of their time.
struct Shown {
  Frames frames;
  std::size_t late = 0;   // by the program
  std::size_t hosts = 0;  // late, and in time without what the host took
};

template <class Movement>
Shown watched(const Movement& movement) {
  HostStalls host;
  Shown shown{movement()};
  const auto stalls = host.end();
  for (const Span& frame : shown.frames.late) {
    const auto own = frame.end - frame.begin - covered(frame, stalls);
    ++(own > std::chrono::duration<double, std::milli>(sixtieth_ms) ? shown.late : shown.hosts);
  }
  return shown;
}

// "fades, 1080p: late of 176 frames", "… (2 more by the host)"
std::string late_frames(const std::string& what, const Shown& shown) {
  return fmt::format("{}: late of {} frames{}", what, shown.frames.cpu_ms.size(),
                     shown.hosts == 0 ? "" : fmt::format(" ({} more by the host)", shown.hosts));
}

void print(const std::string& what, const Shown& shown, bool cpu_counts, Table& table) {
  const Samples& cpu_ms = shown.frames.cpu_ms;
  if (cpu_ms.empty()) return table.not_measured(what, {Code::not_found, "not one frame"});
  table.goal(late_frames(what, shown), static_cast<double>(shown.late), "frames", 0);
  if (cpu_counts)
    table.goal(what + ": processor time of a frame", cpu_ms.mean(), "ms", goal_cpu_ms);
  else
    table.row(what + ": processor time of a frame", cpu_ms.mean(), "ms");
}

Result<void> print_bare(const std::string& what, int width, int height, BareFrame kind,
                        Table& table) {
  const std::size_t count = kind == BareFrame::fade ? bare_fades : bare_count;
  Result<void> drawn;
  const Shown shown = watched([&]() -> Frames {
    auto frames = bare_frames(width, height, count, kind);
    if (frames) return std::move(*frames);
    drawn = fail(frames.error());
    return {};
  });
  TRY(drawn);
  table.row(late_frames(what, shown), static_cast<double>(shown.late), "frames");
  table.row(what + ": processor time of a frame", shown.frames.cpu_ms.mean(), "ms");
  return {};
}

Result<void> measure_size(const Setting& setting, const Path& cache, int width, int height,
                          Table& table) {
  const XDisplay display = TRY(XDisplay::open(setting.scratch, width, height));
  const ChosenDisplay chosen(display);
  const std::string size = fmt::format("{}p", height);
  TRY(print_bare("bare SDL window, " + size, width, height, BareFrame::fill, table));
  TRY(print_bare("bare SDL window that fades, " + size, width, height, BareFrame::fade, table));
  const auto studio = TRY(Studio::open(setting, cache, width, height));
  studio->run();
  const bool cpu_counts = height <= 1080;
  const auto fading = [&] { return fades(*studio, setting.turns); };
  print("fades, " + size, watched(fading), cpu_counts, table);
  {
    const auto busy = TRY(Busy::open(cache));
    print("the same while decoding", watched(fading), cpu_counts, table);
  }
  studio->kiosk().key(deck::Key::enter, Studio::now());
  table.row("from a key to the reader’s first frame, " + size, studio->run().first_ms, "ms");
  if (!studio->kiosk().scene().scroll) return fail(Code::not_found, "the page does not scroll");
  const auto moving = [&] { return scrolling(*studio, setting.turns); };
  print("scrolling, " + size, watched(moving), cpu_counts, table);
  const auto busy = TRY(Busy::open(cache));
  print("the same while decoding", watched(moving), cpu_counts, table);
  return {};
}

}  // namespace

Result<void> measure_frames(const Setting& setting, Table& table) {
  table.section("Frames on the screen, sixty a second");
  const Path cache = TRY(story_cache(setting, setting.few_stories, "tg"));
  TRY(measure_size(setting, cache, 1920, 1080, table));
  return measure_size(setting, cache, 3840, 2160, table);
}

}  // namespace rohnamo::bench
