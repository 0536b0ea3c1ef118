#include "tests/bench/visitor.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include "tests/bench/samples.hpp"

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Result;

namespace {

struct ImageFreer {
  void operator()(XImage* image) const { XDestroyImage(image); }
};

}  // namespace

struct Visitor::Display {
  ::Display* connection;
  explicit Display(::Display* to) : connection(to) {}
  ~Display() { XCloseDisplay(connection); }
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;
};

Result<Visitor> Visitor::open(const std::string& display) {
  ::Display* connection = XOpenDisplay(display.c_str());
  if (connection == nullptr) return fail(Code::not_found, "no X server at " + display);
  auto held = std::make_shared<Display>(connection);
  int unused = 0;
  if (XTestQueryExtension(connection, &unused, &unused, &unused, &unused) == 0)
    return fail(Code::unsupported, "the X server at " + display + " has no XTEST");
  return Visitor(std::move(held));
}

void Visitor::move(int x, int y) const {
  XTestFakeMotionEvent(display_->connection, -1, x, y, CurrentTime);
  XFlush(display_->connection);
}

void Visitor::down(int x, int y) const {
  XTestFakeMotionEvent(display_->connection, -1, x, y, CurrentTime);
  XTestFakeButtonEvent(display_->connection, 1, True, CurrentTime);
  XFlush(display_->connection);
}

void Visitor::up() const {
  XTestFakeButtonEvent(display_->connection, 1, False, CurrentTime);
  XFlush(display_->connection);
}

void Visitor::tap(int x, int y) const {
  down(x, y);
  up();
}

void Visitor::escape() const {
  const KeyCode key = XKeysymToKeycode(display_->connection, XK_Escape);
  for (const int down : {True, False})
    XTestFakeKeyEvent(display_->connection, key, down, CurrentTime);
  XFlush(display_->connection);
}

Result<Visitor::Pixels> Visitor::look_at(const scene::Rect& part) const {
  const std::unique_ptr<XImage, ImageFreer> image(
      XGetImage(display_->connection, DefaultRootWindow(display_->connection), part.x, part.y,
                static_cast<unsigned>(part.w), static_cast<unsigned>(part.h), AllPlanes, ZPixmap));
  if (!image) return fail(Code::io, "the screen cannot be read");
  Pixels pixels;
  for (int y = 0; y < part.h; ++y)
    for (int x = 0; x < part.w; ++x)
      pixels.push_back(static_cast<std::uint32_t>(XGetPixel(image.get(), x, y)));
  return pixels;
}

Result<void> Visitor::wait_for_change(const scene::Rect& part, const Pixels& before,
                                      Process& process) const {
  const Stopwatch watch;
  while (TRY(look_at(part)) == before) {
    TRY(process.leave_for(std::chrono::milliseconds(0)));
    if (watch.seconds() > 1) return fail(Code::timeout, "nothing changes on the screen");
  }
  return {};
}

}  // namespace rohnamo::bench
