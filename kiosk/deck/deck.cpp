#include "kiosk/deck/deck.hpp"

#include <algorithm>
#include <utility>

namespace rohnamo::deck {
namespace {

constexpr Millis settle{3'000};  // to notice a slide before reading it
constexpr int characters_a_second = 14;
constexpr Millis longest{120'000};
constexpr Millis clock_set{60'000};    // by so much somebody sets a clock; it drifts by less
constexpr std::size_t most_seen = 64;  // urgent notices that are remembered as seen

}  // namespace

// One that stands at the floor of trusted time is not expected to go on.
bool same_clock(Now before, Now after) {
  if (before.clock != after.clock) return false;
  const Millis by = (after.wall - before.wall) - (after.steady - before.steady);
  return !after.clock || std::chrono::abs(by) < clock_set;
}

Deck::Deck(ItemsPtr items, Options options, Now now)
    : items_(std::move(items)),
      options_(std::move(options)),
      visitor_(options_.patience, now.steady) {
  page_.attended = options_.attended;
  page_.language = home_language();
  page_.narration.volume = options_.volume;
  rearrange(now);
  show_slide(now);
}

std::string Deck::home_language() const {
  const auto& channel = items_->channel();
  if (!options_.attended && !options_.round_languages.empty()) {
    const auto& code = options_.round_languages[round_ % options_.round_languages.size()];
    if (channel.language(code) != nullptr) return code;
  }
  return channel.language(options_.language) != nullptr ? options_.language
                                                        : channel.default_language;
}

bool Deck::right_to_left() const {
  const auto* language = items_->channel().language(page_.language);
  return language != nullptr && language->direction == model::Direction::right_to_left;
}

Millis Deck::dwell(std::size_t characters) const {
  const Millis reading(characters * 1000 / characters_a_second);
  const Millis least = items_->channel().dwell;
  return std::clamp(settle + reading, least, std::max(least, longest));
}

// ---- the carousel

void Deck::rearrange(Now now) {
  const auto local = now.clock ? std::optional(items_->local_clock(now.wall)) : std::nullopt;
  carousel_.arrange(*items_, now.wall, local);
  arranged_at_ = now;
  const auto change = carousel_.changes_at();
  schedule_at_ = change ? now.steady + (*change - now.wall) : Millis::max();
}

bool Deck::due(Now now) const {
  return now.steady >= schedule_at_ || !same_clock(arranged_at_, now);
}

void Deck::show_slide(Now now) {
  const auto urgent = pressing();
  if (urgent) carousel_.move_to(*urgent);
  for (std::size_t tries = carousel_.turns().size(); tries > 0; --tries) {
    if (!items_->name(carousel_.item()).empty()) break;
    if (tries == 1) return go(PageKind::welcome, 0, now);
    carousel_.step(1);
  }
  if (carousel_.empty()) return go(PageKind::welcome, 0, now);
  go(PageKind::slide, carousel_.item(), now);
  page_.pressing = urgent == page_.item;
  invite();
  slide_since_ = now.steady;
  slide_until_ = now.steady + dwell(items_->characters(page_.item, page_.language));
}

std::string Deck::seen_as(std::size_t item) const {
  return items_->name(item) + " " + items_->version(item);
}

std::optional<std::size_t> Deck::pressing() const {
  const auto& notices = carousel_.notices();
  const std::size_t count = page_.attended ? carousel_.urgent_notices() : 0;
  const auto here =
      std::find(notices.begin(), notices.begin() + static_cast<std::ptrdiff_t>(count), page_.item);
  const auto at = static_cast<std::size_t>(here - notices.begin());
  const std::size_t first = at == count ? 0 : at + 1;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t notice = notices[(first + i) % count];
    if (std::ranges::find(seen_, seen_as(notice)) == seen_.end()) return notice;
  }
  return std::nullopt;
}

void Deck::acknowledge(Now now) {
  if (!page_.pressing) return;
  if (seen_.size() == most_seen) seen_.erase(seen_.begin());
  seen_.push_back(seen_as(page_.item));
  turn(1, now);
}

// From slide to slide in each language in turn, as long as nobody has chosen one.
void Deck::invite() {
  page_.invitation = page_.language;
  if (visited() || !page_.attended) return;
  const auto order = items_->channel().language_order();
  page_.invitation = order[turned_ % order.size()];
}

void Deck::next_round() {
  ++round_;
  if (!page_.attended) page_.language = home_language();
}

void Deck::turn(int by, Now now) {
  if (!adopt_pending(now) && by > 0) by = 0;  // it is gone, and its successor is here already
  if (due(now) && !carousel_.empty()) {
    const std::size_t item = carousel_.item();
    rearrange(now);
    carousel_.move_to(item);
  } else if (due(now)) {
    rearrange(now);
  }
  if (by != 0) ++turned_;
  if (carousel_.step(by)) next_round();
  show_slide(now);
}

void Deck::tick_slide(Now now) {
  if (page_.kind == PageKind::welcome) {
    if (pending_ || due(now)) turn(0, now);
    return;
  }
  if (page_.wishes.paused || page_.wishes.adjusting || now.steady < slide_until_) return;
  if (pending_ && page_.kind == PageKind::slide) return turn(0, now);
  const bool story = items_->name(page_.item).starts_with("story:");
  if (!page_.attended && page_.kind == PageKind::slide && story) {
    go(PageKind::part, page_.item, now);
    slide_until_ = now.steady + dwell(0);
  } else if (page_.kind == PageKind::part && page_.part + 1 < parts_) {
    ++page_.part;
    paced_ = false;
    slide_until_ = now.steady + dwell(0);
  } else if (page_.kind == PageKind::slide || page_.kind == PageKind::part) {
    turn(1, now);
  }
}

// ---- the visitor

bool Deck::visited() const {
  if (!page_.attended) return false;
  const bool louder = page_.narration.volume != options_.volume;
  return scrolls(page_.kind) || page_.wishes != Wishes() || louder ||
         page_.language != home_language();
}

Pastime Deck::pastime() const {
  if (page_.narration.playing()) return Pastime::listening;
  return page_.kind == PageKind::reader ? Pastime::reading : Pastime::looking;
}

void Deck::touched(Now now) {
  visitor_.touched(now.steady);
  page_.seconds_left = 0;
}

void Deck::tick_visitor(Now now) {
  if (!visited()) return;
  const auto left = visitor_.seconds_left(pastime(), now.steady);
  if (!left || (*left > 0 && !scrolls(page_.kind))) return forget(now);
  page_.seconds_left = *left;
}

void Deck::forget(Now now) {
  const bool away = scrolls(page_.kind);
  trail_.clear();
  page_.wishes = {};
  page_.narration.volume = options_.volume;
  page_.seconds_left = 0;
  page_.language = home_language();
  turn(away ? 1 : 0, now);
}

void Deck::set_usual_volume(int volume) {
  if (page_.narration.volume == options_.volume) page_.narration.volume = volume;
  options_.volume = volume;
}

void Deck::attend(bool attended, Now now) {
  if (attended == page_.attended) return;
  options_.attended = attended;
  page_.attended = attended;
  visitor_.touched(now.steady);
  forget(now);
}

void Deck::skip(Now now) {
  trail_.clear();
  page_.seconds_left = 0;
  if (carousel_.turns().size() < 2) return go(PageKind::welcome, 0, now);
  turn(1, now);
}

// ---- what is heard

void Deck::narration_over(Narration::State state, Now now) {
  page_.narration.stop(state);
  // Who listened may have had no reason to touch anything.
  if (page_.seconds_left == 0) visitor_.touched(now.steady);
}

void Deck::follow(const Extent& extent, Now now) {
  if (std::exchange(followed_, page_.narration.passage) == page_.narration.passage) return;
  if (!extent.passage || !follows_) return;
  const int air = scroll_.view() / 8;
  const bool seen = extent.passage->top >= scroll_.offset() + air &&
                    extent.passage->bottom <= scroll_.offset() + scroll_.view() - air;
  const int offset = std::clamp(extent.passage->top - 2 * air, 0, scroll_.furthest());
  if (!seen && offset != scroll_.offset()) scroll_.glide_to(offset, now.steady);
}

void Deck::measured(const Extent& extent, Now now) {
  scroll_.set_range(extent.furthest, extent.view);
  if (keep_place_) scroll_.jump(*std::exchange(keep_place_, std::nullopt) * extent.furthest);
  if (keep_offset_) scroll_.jump(*std::exchange(keep_offset_, std::nullopt));
  if (page_.kind == PageKind::reader) follow(extent, now);
  if (page_.kind != PageKind::part) return;
  parts_ = std::max(1, extent.parts);
  if (std::exchange(paced_, true)) return;
  slide_until_ = now.steady + dwell(extent.characters);
}

void Deck::tick(Now now) {
  scroll_.step(now.steady);
  stepped_at_ = now.steady;
  tick_visitor(now);
  if (!scrolls(page_.kind)) tick_slide(now);
}

Millis Deck::next_deadline() const {
  Millis next = Millis::max();
  if (scroll_.moving()) next = stepped_at_ + frame;
  const bool runs = page_.kind == PageKind::slide || page_.kind == PageKind::part;
  if (runs && !page_.wishes.paused && !page_.wishes.adjusting) next = std::min(next, slide_until_);
  if (page_.kind == PageKind::welcome) next = std::min(next, schedule_at_);
  if (visited()) {
    next = std::min(next, visitor_.changes_at(pastime(), page_.seconds_left));
  }
  return next;
}

}  // namespace rohnamo::deck
