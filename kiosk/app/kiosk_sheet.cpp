// The sheet that an editor's window lays over a page. While it lies there it has all input, and the
// deck goes on below it.
#include <utility>

#include "kiosk/app/kiosk.hpp"

namespace rohnamo::app {

using deck::Now;

void Kiosk::lay(scene::PublishSheet sheet, std::function<void(std::string_view target)> touched) {
  sheet_ = Sheet{std::move(sheet), std::move(touched)};
  gestures_.cancel();
  stage_.press(std::nullopt, 0);
  focus_.clear();
  rebuild_ = true;
}

void Kiosk::lift() {
  sheet_.reset();
  focus_.clear();
  rebuild_ = true;
}

// What is touched may lay another sheet, or lift this one.
void Kiosk::touch_sheet(const std::string& target, Now now) {
  deck_.tap({}, now);  // somebody is there
  const auto touched = sheet_->touched;
  touched(target);
}

void Kiosk::act_sheet(const deck::Gesture& gesture, Now now) {
  if (const auto* pressed = std::get_if<deck::Pressed>(&gesture)) {
    press(pressed->x, pressed->y);
  } else if (std::holds_alternative<deck::Unpressed>(gesture)) {
    stage_.press(std::nullopt, 0);
  } else if (const auto* tapped = std::get_if<deck::Tapped>(&gesture)) {
    stage_.press(std::nullopt, 0);
    if (const auto* target = scene().hit(tapped->x, tapped->y, 0))
      touch_sheet(std::string(target->name), now);
  }
}

// Enter is the filled button's, escape the last one's; Tab and the arrows go between them.
void Kiosk::sheet_key(deck::Key key, Now now) {
  switch (key) {
    case deck::Key::enter:
      if (focus_.active()) return touch_sheet(std::string(focus_.name()), now);
      return touch_sheet(sheet_->sheet.offers ? "publish" : "sheet_close", now);
    case deck::Key::escape:
      return touch_sheet("sheet_close", now);
    case deck::Key::previous:
    case deck::Key::up:
    case deck::Key::left:
      focus_.move(scene(), false, -1);
      break;
    default:
      focus_.move(scene(), false, 1);
      break;
  }
  show_focus();
}

}  // namespace rohnamo::app
