// How the deck goes from one edition to the next.
#include <algorithm>
#include <utility>

#include "kiosk/deck/deck.hpp"

namespace rohnamo::deck {
namespace {

constexpr Millis stale_slide{3'000};  // how long one stays at least that another edition has anew

}  // namespace

bool Deck::remap(const Items& from, Page& page) const {
  if (page.kind == PageKind::home || page.kind == PageKind::welcome) return true;
  const auto found = find(*items_, from.name(page.item), page.item);
  if (found) page.item = *found;
  return found.has_value();
}

bool Deck::unchanged(const Items& to) const {
  if (page_.kind == PageKind::welcome) return false;
  if (page_.kind == PageKind::home || page_.kind == PageKind::contacts) return false;
  const auto found = find(to, items_->name(page_.item), page_.item);
  return found && to.version(*found) == items_->version(page_.item) &&
         to.channel().language(page_.language) != nullptr;
}

void Deck::offer(ItemsPtr items, Now now) {
  pending_ = std::move(items);
  if (options_.at_once) keep_offset_ = scroll_.offset();
  if (options_.at_once || unchanged(*pending_)) {
    adopt_pending(now);
    complete();
    if (page_.kind == PageKind::slide && !visited() && pressing()) slide_until_ = now.steady;
  } else if (page_.kind == PageKind::slide && !visited()) {
    slide_until_ = std::min(slide_until_, std::max(now.steady, slide_since_ + stale_slide));
  }
}

bool Deck::adopt_pending(Now now) {
  return !pending_ || adopt(std::exchange(pending_, nullptr), now);
}

bool Deck::adopt(ItemsPtr items, Now now) {
  const bool chosen = visited();
  const ItemsPtr old = std::exchange(items_, std::move(items));
  const auto turns = carousel_.turns();
  const std::size_t turn = carousel_.turn();
  rearrange(now);
  bool kept = turns.empty();
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::size_t was = turns[(turn + i) % turns.size()];
    const auto found = find(*items_, old->name(was), was);
    if (!found || !carousel_.move_to(*found)) continue;
    kept = i == 0;
    break;
  }
  if (!chosen || items_->channel().language(page_.language) == nullptr)
    page_.language = home_language();
  if (!remap(*old, page_) && !carousel_.empty()) page_.item = carousel_.item();
  std::erase_if(trail_, [&](Place& place) { return !remap(*old, place.page); });
  return kept;
}

}  // namespace rohnamo::deck
