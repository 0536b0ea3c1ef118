#include "tests/bench/screen_watch.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <cstdlib>
#include <thread>

#include "kiosk/render/png.hpp"
#include "tests/bench/samples.hpp"

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

namespace {

constexpr int parts = 8;
constexpr int close_enough = 10;      // of 255, in each colour
constexpr double nearly_all = 0.985;  // of the pixels
constexpr std::chrono::milliseconds pause{2};
constexpr std::chrono::seconds patience{30};

bool alike(std::uint32_t one, std::uint32_t other) {
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const int difference =
        static_cast<int>(one >> shift & 0xffU) - static_cast<int>(other >> shift & 0xffU);
    if (std::abs(difference) > close_enough) return false;
  }
  return true;
}

struct ImageFreer {
  void operator()(XImage* image) const { XDestroyImage(image); }
};

}  // namespace

struct ScreenWatch::Display {
  ::Display* connection;
  explicit Display(::Display* to) : connection(to) {}
  ~Display() { XCloseDisplay(connection); }
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;
};

ScreenWatch::ScreenWatch(std::shared_ptr<Display> display, std::vector<Row> rows)
    : display_(std::move(display)), rows_(std::move(rows)) {}

Result<ScreenWatch> ScreenWatch::open(const std::string& display, const Path& picture) {
  const auto page = TRY(render::load_png(picture));
  ::Display* connection = XOpenDisplay(display.c_str());
  if (connection == nullptr) return fail(Code::not_found, "no X server at " + display);
  std::vector<Row> rows;
  for (int i = 1; i < parts; ++i) {
    Row row;
    row.y = page->h * i / parts;
    const auto* pixels = static_cast<const std::uint8_t*>(page->pixels) +
                         static_cast<std::ptrdiff_t>(row.y) * page->pitch;
    const auto* begin = reinterpret_cast<const std::uint32_t*>(pixels);
    row.pixels.assign(begin, begin + page->w);
    rows.push_back(std::move(row));
  }
  return ScreenWatch(std::make_shared<Display>(connection), std::move(rows));
}

Result<bool> ScreenWatch::shows() const {
  std::size_t right = 0;
  std::size_t all = 0;
  for (const Row& row : rows_) {
    const std::unique_ptr<XImage, ImageFreer> image(
        XGetImage(display_->connection, DefaultRootWindow(display_->connection), 0, row.y,
                  static_cast<unsigned>(row.pixels.size()), 1, AllPlanes, ZPixmap));
    if (!image) return fail(Code::io, "the screen cannot be read");
    for (std::size_t x = 0; x < row.pixels.size(); ++x)
      right += alike(static_cast<std::uint32_t>(XGetPixel(image.get(), static_cast<int>(x), 0)),
                     row.pixels[x])
                   ? 1
                   : 0;
    all += row.pixels.size();
  }
  return static_cast<double>(right) >= nearly_all * static_cast<double>(all);
}

Result<void> ScreenWatch::wait(Process& process) const {
  const Stopwatch watch;
  while (!TRY(shows())) {
    TRY(process.leave_for(pause));
    if (watch.seconds() > std::chrono::duration<double>(patience).count())
      return fail(Code::timeout, "the picture does not come");
  }
  return {};
}

}  // namespace rohnamo::bench
