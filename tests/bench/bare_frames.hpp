// The least that a program on SDL does for a frame: it fills its window with a colour and shows it,
// or mixes two pictures into it. What is late of these, the machine owes.
#pragma once

#include "content/base/result.hpp"
#include "tests/bench/frames.hpp"

namespace rohnamo::bench {

enum class BareFrame {
  fill,
  fade  // by the kiosk's own mixing of two pictures, and nothing else
};

// On the X server of DISPLAY, in a window of width x height pixels.
base::Result<Frames> bare_frames(int width, int height, std::size_t count, BareFrame kind);

}  // namespace rohnamo::bench
