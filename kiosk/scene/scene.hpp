// A page as a list of drawing values with its touch targets. No SDL: pixels of the screen, origin
// at its top left. Made by scene builders from a deck page; drawn by render.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "content/model/item.hpp"
#include "kiosk/text/paragraph.hpp"

namespace rohnamo::scene {

using model::Color;

struct Rect {
  int x = 0, y = 0, w = 0, h = 0;
  bool operator==(const Rect&) const = default;
  [[nodiscard]] bool contains(int px, int py) const {
    return px >= x && py >= y && px < x + w && py < y + h;
  }
  [[nodiscard]] int right() const { return x + w; }
  [[nodiscard]] int bottom() const { return y + h; }
};

// A filled rectangle; radius rounds its corners.
struct Box {
  Rect rect;
  Color color;
  int radius = 0;
};

// A line around a rectangle, on its inner side, `width` pixels wide.
struct Outline {
  Rect rect;
  Color color;
  int width = 1;
  int radius = 0;
};

// From one colour to another, top to bottom or left to right.
struct Gradient {
  Rect rect;
  Color from, to;
  bool horizontal = false;
};

// One run of text; x and baseline are of the screen (or of the scroll content).
struct Glyphs {
  text::Run run;
  Color color;
};

// A picture that fills `rect`, cropped around its focus; `placeholder` while it is not there.
struct PictureFill {
  model::BlobRef blob;
  Rect rect;
  double focus_x = 0.5, focus_y = 0.5;
  Color placeholder;
  int radius = 0;
};

enum class Icon : std::uint8_t {
  back,
  forward,
  close,
  home,
  phone,
  fax,
  place,
  mail,
  web,
  clock,
  pause,
  play,
  touch,
  help,
  list,
  notice,
  check,
  offline,
  up,
  down,
  text_size,
  smaller,
  larger,
  contrast,
  alert,
  erase,
  sync,
  qr,
  power,
  speaker,
  quieter,
  louder,
  stick
};

struct IconMark {
  Icon icon = Icon::back;
  Rect rect;
  Color color;
  bool mirrored = false;  // for right-to-left pages, where the icon points somewhere
  // Icons are square; pixels, in the middle of `rect`.
  [[nodiscard]] int size() const { return std::min(rect.w, rect.h); }
};

struct QrCode {
  std::string text;
  Rect rect;
  Color dark, light;
  std::size_t room = 0;  // bytes; it is as fine as a code of so many: alike beside a longer one
};

using Mark = std::variant<Box, Outline, Gradient, Glyphs, PictureFill, IconMark, QrCode>;

// Where a touch means something. Names: "story:<id>", "language:<code>", "back", "close", …
struct Target {
  std::string name;
  Rect rect;
  bool scrolls = false;  // it is part of the scroll area's content
  int radius = 0;        // of the shade that shows that it is pressed
};

// A window on content that is longer than the screen. Marks are relative to the content's top left.
struct ScrollArea {
  Rect view;
  int content_height = 0;
  std::vector<Mark> marks;
  [[nodiscard]] int furthest() const {
    return content_height > view.h ? content_height - view.h : 0;
  }
};

// A line that grows while something plays.
struct Progress {
  std::size_t mark = 0;  // the index in Scene::over of its Box
  Rect track;            // where it is when all is played
  bool mirrored = false;
};

struct Scene {
  int width = 0, height = 0;
  Color background;
  Color focus;              // of the line around what a keyboard is on
  int focus_width = 1;      // of that line, pixels
  std::vector<Mark> marks;  // below the scroll area
  std::optional<ScrollArea> scroll;
  std::vector<Mark> over;       // above it
  std::vector<Target> targets;  // the last one that contains the point counts

  // The indices in `over` of what shows the place in the scroll area, if it is longer than its
  // view.
  struct ScrollMarks {
    std::size_t mark;          // a Box
    std::size_t above, below;  // Gradients: there is more beyond this edge
    int deep;                  // of a whole one, pixels
  };
  std::optional<ScrollMarks> scroll_marks;
  std::optional<Progress> progress;
  std::optional<Rect> passage;  // what is being read aloud, in the scroll area's content

  // The target under a point, with the scroll area `offset` pixels up; nullptr: none.
  [[nodiscard]] const Target* hit(int x, int y, int offset) const;
  [[nodiscard]] const Target* named(std::string_view name) const;
  // A target's rectangle on the screen; for one in the scroll area only what is in its view.
  [[nodiscard]] Rect on_screen(const Target& target, int offset) const;
};

// Brings the progress to its share, 0 to 1; true: it is another one than before.
bool place_progress(Scene& scene, double share);

// Moves the scroll marks to where the page stands with its content `offset` pixels up.
void place_scroll_marks(Scene& scene, int offset);

}  // namespace rohnamo::scene
