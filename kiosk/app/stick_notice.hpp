// What the screen says, on whatever page it shows, of a USB stick that is being read: to those who
// plugged it in, and who need no PIN for that.
#pragma once

#include <optional>

#include "content/exchange/sideload_status.hpp"
#include "kiosk/deck/deck.hpp"
#include "kiosk/scene/surround.hpp"
#include "kiosk/text/wording.hpp"

namespace rohnamo::app {

// By steady time alone: a stick may set the clock right.
class StickNotice {
 public:
  // What is known of the stick by now. The first time it is what was known when the program
  // started: what was done by then is nobody's news.
  void tell(std::optional<exchange::SideloadStatus> stick, deck::Millis steady);
  // nullopt: nothing is said.
  [[nodiscard]] std::optional<exchange::SideloadStatus> at(deck::Millis steady) const;
  // From when on nothing is said; Millis::max(): nothing is.
  [[nodiscard]] deck::Millis until() const { return stick_ ? until_ : deck::Millis::max(); }

 private:
  std::optional<exchange::SideloadStatus> stick_;
  deck::Millis until_{0};
  bool told_ = false;
};

scene::StickBar stick_bar(const text::Wording& words, const exchange::SideloadStatus& stick);

}  // namespace rohnamo::app
