#include "kiosk/app/listening.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/app/edition_items.hpp"

namespace rohnamo::app {
namespace {

using State = deck::Narration::State;

static_assert(deck::volume_steps == sound::volume_steps);

constexpr Millis finest{50};         // a player's position is known in steps of about this
constexpr Millis finest_step{1000};  // of the progress
constexpr int most_steps = 100;      // of it, in a recording

const Recording* recording_of(Recordings& recordings, const deck::Deck& deck) {
  const EditionItems* items = edition_of(deck.items());
  if (items == nullptr) return nullptr;
  const auto story = items->edition()->story(deck.page().item);
  if (!story) return nullptr;
  const auto chosen =
      model::choose(story->texts, deck.page().language, items->channel().language_order());
  return recordings.of(*items->edition(), *chosen.text);
}

}  // namespace

void Listening::rest(bool stays, Millis now) {
  next_ = Millis::max();
  if (std::exchange(volume_, 0) != 0) {
    at_ = player_->position(now);
    player_->stop();
  }
  if (stays) return;
  file_.clear();
  at_ = Millis(0);
  share_ = 0;
}

base::Result<void> Listening::play(const Recording& recording, int volume, Millis now) {
  if (file_ != recording.file) rest(false, now);
  file_ = recording.file;
  if (volume_ == 0) TRY(player_->play(file_, std::min(at_, recording.length), volume, now));
  if (std::exchange(volume_, volume) != volume) player_->set_volume(volume);
  return {};
}

void Listening::plan(const Recording& recording, Millis now) {
  const Millis at = player_->position(now);
  const Millis step = std::max(finest_step, recording.length / most_steps);
  Millis wait = std::min(step - at % step, recording.length - at);
  if (const auto change = recording.timings.changes_after(at)) wait = std::min(wait, *change - at);
  next_ = now + std::max(wait, finest);
  share_ = static_cast<double>(at.count()) / static_cast<double>(recording.length.count());
}

void Listening::follow(deck::Deck& deck, deck::Now now) {
  const deck::Narration& narration = deck.page().narration;
  if (!narration.playing()) return rest(narration.open(), now.steady);
  const Recording* recording = recording_of(*recordings_, deck);
  const auto played = recording == nullptr
                          ? base::fail(base::Code::not_found, "there is no recording any more")
                          : play(*recording, narration.volume, now.steady);
  if (!played) spdlog::warn("a recording cannot be heard: {}", played.error().message);
  if (!played || player_->ended(now.steady)) {
    rest(false, now.steady);
    return deck.narration_over(played ? State::silent : State::broken, now);
  }
  deck.heard(recording->timings.passage(player_->position(now.steady)));
  plan(*recording, now.steady);
}

}  // namespace rohnamo::app
