// The staff's pages, each from its values to a scene. All words are handed in, said already.
// Targets: "digit:<0 to 9>", "erase", "enter"; "sync_now", "screen_test", "summary", "restart",
// "restart_yes", "restart_no", "restart_aside"; "quieter", "louder"; "test_end"; and those of the
// surround.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/deck/staff.hpp"
#include "kiosk/scene/canvas.hpp"
#include "kiosk/scene/panel.hpp"
#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {

// Where a finger rests for the staff's pages to open: at the reading start of the masthead, 26 mm.
Rect staff_corner(const Panel& panel, bool right_to_left);

struct PinPad {
  std::size_t digits = 0;
  std::string message;
  bool open = true;    // the keys may be used
  bool wrong = false;  // the message says what is wrong
};
Scene pin_pad(const Kit& kit, const Surround& around, const PinPad& pad);

// Whether the screen is as it should be, as a traffic light says it.
enum class Light { good, care, bad };

struct StaffSign {
  Light light = Light::good;
  std::string headline;
  std::string advice;           // what to do
  std::string progress;         // of what is going on; empty: nothing is
  std::optional<double> share;  // of that which is done, 0 to 1
};

struct StaffRow {
  std::string label;
  std::string value;
  std::string technical;  // for a technician, in English; empty: nothing
  bool wide = false;      // the label stands above the value
};

struct StaffSection {
  std::string title;
  std::vector<StaffRow> rows;
};

struct StaffSheet {
  StaffSign sign;
  std::vector<StaffSection> sections;
  int volume = 0;  // that a visitor finds: 1 to deck::volume_steps; 0: nothing can be heard
};
Scene staff_page(const Kit& kit, const Surround& around, const StaffSheet& sheet);

// Over the staff page: whether the program is really to be started anew.
void ask_restart(Scene& scene, const Kit& kit);

// A summary for a phone's camera, and the same to be read.
Scene staff_summary(const Kit& kit, const Surround& around, const std::string& summary);

// A colour all over the screen, or the grid with the fields that were touched.
Scene screen_test(const Kit& kit, int step, const deck::TestFields& fields);

}  // namespace rohnamo::scene
