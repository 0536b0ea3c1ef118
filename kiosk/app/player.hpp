// Plays a script on the kiosk: time passes only where the script says so.
#pragma once

#include "kiosk/app/editions.hpp"
#include "kiosk/app/kiosk.hpp"
#include "kiosk/app/script.hpp"

namespace rohnamo::app {

class Player {
 public:
  // `began`: the clock when the script begins.
  Player(Kiosk& kiosk, render::Window& window, loader::PictureLoader& loader, Editions& editions,
         NewsReader& news, base::Path out, const deck::Now& began);

  // A fault names its line: "line 7: the page has no target 'back'".
  base::Result<void> play(const Script& script);

 private:
  [[nodiscard]] deck::Now now() const;
  void settle();
  void pass(Millis span);
  void until(Millis end);
  [[nodiscard]] std::string found(const Expect& expect) const;
  base::Result<void> act(const Wait& wait);
  base::Result<void> act(const TapTarget& tap);
  base::Result<void> act(const TapPlace& tap);
  base::Result<void> act(const Drag& drag);
  base::Result<void> act(const Swipe& swipe);
  base::Result<void> act(const Press& press);
  base::Result<void> act(const Shot& shot);
  base::Result<void> act(const Resize& resize);
  base::Result<void> act(const Expect& expect);
  base::Result<void> act(const Sync& sync);
  base::Result<void> act(const TellStick& stick);
  base::Result<void> act(const SetClock& clock);

  Kiosk* kiosk_;
  render::Window* window_;
  loader::PictureLoader* loader_;
  Editions* editions_;
  NewsReader* news_;
  base::Path out_;
  deck::Now began_;  // or when its clock was set last
  Millis clock_{0};
};

}  // namespace rohnamo::app
