// The glass that a page is laid out for: its pixels, how large they are, and who must reach it.
#pragma once

namespace rohnamo::scene {

struct Panel {
  int width = 0, height = 0;  // pixels, as the page is turned
  double diagonal = 0;        // mm; 0: not known
  double distance = 500;      // mm, from which it is read
  bool low_controls = false;  // upright: nothing above the middle need be touched

  [[nodiscard]] bool portrait() const { return height > width; }
  // Pixels of the unit of all sizes: a 135th of the shorter side, and never less than 2 mm where
  // the panel's size is known. Below that at most a 60th: so much must find room on any page.
  [[nodiscard]] double unit() const;
  // By how much letters must be larger than on a panel that is read from half a metre, so that a
  // capital H keeps its angle (EN 301 549 5.1.4). 1 to 2.
  [[nodiscard]] double reach() const;
};

}  // namespace rohnamo::scene
