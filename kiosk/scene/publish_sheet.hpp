// Over the page of an editor's window: what publishing would change, or what came of it. In
// English, whatever the page's language. Targets: "publish", "sheet_close", "sheet_aside"; the
// page's own are covered.
#pragma once

#include <string>
#include <vector>

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

struct PublishSheet {
  std::string title;
  std::vector<std::string> lines;  // what has no room is counted only
  bool offers = false;             // with a button to publish, else with one to close alone
};

void draw_publish_sheet(Scene& scene, const Kit& kit, const PublishSheet& sheet);

}  // namespace rohnamo::scene
