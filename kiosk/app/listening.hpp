// Lets a player do what the deck's page says, and tells the deck how far it is. Main thread.
#pragma once

#include "kiosk/app/recordings.hpp"
#include "kiosk/deck/deck.hpp"

namespace rohnamo::app {

using deck::Millis;

class Listening {
 public:
  // Both outlive this.
  Listening(sound::Player& player, Recordings& recordings)
      : player_(&player), recordings_(&recordings) {}

  // To be called after whatever changed the page. A recording that cannot be played is logged, and
  // the deck told; while paused the player has nothing open.
  void follow(deck::Deck& deck, deck::Now now);
  // When follow() is needed next; Millis::max(): not before the page changes.
  [[nodiscard]] Millis next_deadline() const { return next_; }
  // How much of the recording is played, 0 to 1.
  [[nodiscard]] double share() const { return share_; }

 private:
  void rest(bool stays, Millis now);
  base::Result<void> play(const Recording& recording, int volume, Millis now);
  void plan(const Recording& recording, Millis now);
  sound::Player* player_;
  Recordings* recordings_;
  base::Path file_;  // what is open on the page; empty: nothing
  Millis at_{0};     // where it goes on
  int volume_ = 0;   // that it plays with; 0: it does not
  double share_ = 0;
  Millis next_ = Millis::max();
};

}  // namespace rohnamo::app
