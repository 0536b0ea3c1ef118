// The touch target that a keyboard or keypad is on, for who cannot touch the screen (EN 301 549,
// 11.2.1.1; WCAG 2.2, 2.4.3 and 2.4.7). It goes from row to row, in each the way the page is read.
// Main thread.
#pragma once

#include <string>
#include <vector>

#include "kiosk/scene/scene.hpp"

namespace rohnamo::app {

// The targets of a page in the order in which they are reached, each name once. What covers the
// whole page is none of them: its button is.
std::vector<const scene::Target*> focus_order(const scene::Scene& scene, bool right_to_left);

class Focus {
 public:
  [[nodiscard]] bool active() const { return !name_.empty(); }
  [[nodiscard]] const std::string& name() const { return name_; }
  void clear() { name_.clear(); }
  // By 1 to the next target, by -1 to the one before, round and round; from nowhere to the first or
  // the last.
  void move(const scene::Scene& scene, bool right_to_left, int by);
  // The target it is on, or nullptr: on none that this page has.
  [[nodiscard]] const scene::Target* target(const scene::Scene& scene) const;

 private:
  std::string name_;
};

}  // namespace rohnamo::app
