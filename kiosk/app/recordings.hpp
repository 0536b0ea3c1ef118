// What can be heard of an edition's texts. Main thread.
#pragma once

#include <optional>
#include <set>

#include "content/cache/edition.hpp"
#include "kiosk/sound/player.hpp"

namespace rohnamo::app {

struct Recording {
  base::Path file;
  sound::Millis length{0};
  model::Timings timings;  // without cues where nothing is known
};

class Recordings {
 public:
  explicit Recordings(const sound::Player& player) : player_(&player) {}

  // Whether this machine has anything to be heard with.
  [[nodiscard]] bool audible() const { return player_->available(); }
  // Of this text; nullptr: there is none, its file is broken (which is logged once), or this
  // machine has nothing to be heard with. Valid until the next call.
  const Recording* of(const cache::Edition& edition, const model::Text& text);

 private:
  base::Result<Recording> open(const cache::Edition& edition, const model::Text& text);
  void complain(const model::BlobRef& blob, const base::Error& error);
  const sound::Player* player_;
  model::BlobRef blob_;                 // of the last one asked for
  std::optional<Recording> recording_;  // that one, where it is good
  std::set<model::BlobRef> complained_;
};

}  // namespace rohnamo::app
