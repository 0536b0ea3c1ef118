// A script of inputs: what a visitor does, for pictures and tests. One action a line, # a comment.
//
//   wait 12s | wait 350ms        time passes
//   tap story:some-id            the target of that name; fails if the page has none
//   tap 960 540                  a place, in pixels
//   drag 960 800 960 300 400ms   a finger's way, then it rests and leaves
//   fling 960 800 960 300 120ms  the same, but it leaves in motion
//   swipe left | swipe right
//   key up|down|left|right|enter|escape|tab|backtab
//   shot name                    the screen as <out>/name.png; the name may have folders
//   size 1080x1920               the window gets another size
//   expect page reader           welcome, slide, home, reader, contacts, notice or part; staff,
//                                staff_pin, staff_test or staff_summary
//   expect target back           the page has that target
//   expect language fa
//   expect focus contacts        a keyboard is on that target; none: on nothing
//   expect sound playing         silent, playing, paused or broken
//   expect volume 3
//   expect passage 2             the number of the one that is being read aloud; 0: none
//   sync                         the cache's current edition is read again
//   stick sideload.json          sync tells this of a USB stick (content/exchange/sideload_status)
//   clock 2026-03-02T04:00:00Z   somebody sets the clock, in UTC
//   clock unknown                the machine's clock is not to be believed any more
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/result.hpp"
#include "kiosk/app/config.hpp"
#include "kiosk/deck/deck.hpp"

namespace rohnamo::app {

struct Wait {
  deck::Millis span;
};
struct TapTarget {
  std::string name;
};
struct TapPlace {
  int x, y;
};
struct Drag {
  int from_x, from_y, to_x, to_y;
  deck::Millis span;
  bool rests;  // before the finger leaves
};
struct Swipe {
  deck::Side to;
};
struct Press {
  deck::Key key;
};
struct Shot {
  std::string name;
};
struct Resize {
  Size size;
};
struct Expect {
  enum class What { page, target, language, focus, sound, volume, passage } what;
  std::string value;
};
struct Sync {};
struct TellStick {
  base::Path status;
};
struct SetClock {
  std::optional<base::Time> to;  // none: unknown
};

using Action = std::variant<Wait, TapTarget, TapPlace, Drag, Swipe, Press, Shot, Resize, Expect,
                            Sync, TellStick, SetClock>;

struct Line {
  int number;
  Action action;
};
using Script = std::vector<Line>;

// A fault names its line: "line 3: …".
base::Result<Script> parse_script(std::string_view text);

}  // namespace rohnamo::app
