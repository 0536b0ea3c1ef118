#include "tests/bench/x_display.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Result;

namespace {

// Up to the line feed, which may come on its own; empty where the other end closes before it.
std::string read_line(int descriptor) {
  std::string line;
  char next = 0;
  while (::read(descriptor, &next, 1) == 1) {
    if (next == '\n') return line;
    line += next;
  }
  return {};
}

}  // namespace

Result<XDisplay> XDisplay::open(const base::Path& scratch, int width, int height) {
  if (const char* display = std::getenv("DISPLAY"); display != nullptr && *display != '\0')
    return XDisplay(std::nullopt, display);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Code::io, "no pipe");
  const Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  Command command;
  command.arguments = {"Xvfb",      "-displayfd", std::to_string(write_end.get()),
                       "-screen",   "0",          fmt::format("{}x{}x24", width, height),
                       "-nocursor", "-noreset"};
  command.log = scratch / "xvfb.log";
  command.kept = {write_end.get()};
  Process server = TRY(Process::start(command));
  write_end.close();
  const std::string number = read_line(read_end.get());
  if (number.empty()) return fail(server.ended_before("it had a display"));
  return XDisplay(std::move(server), fmt::format(":{}", number));
}

ChosenDisplay::ChosenDisplay(const XDisplay& display) {
  if (const char* before = std::getenv("DISPLAY")) before_ = before;
  ::setenv("DISPLAY", display.name().c_str(), 1);
  ::setenv("SDL_VIDEODRIVER", "x11", 1);
}

ChosenDisplay::~ChosenDisplay() {
  if (before_)
    ::setenv("DISPLAY", before_->c_str(), 1);
  else
    ::unsetenv("DISPLAY");
}

}  // namespace rohnamo::bench
