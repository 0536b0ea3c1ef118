#include "kiosk/deck/deck.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rohnamo::deck {
namespace {

constexpr Millis settle{3'000};       // to notice a slide before reading it
constexpr Millis stale_slide{3'000};  // how long one stays at least that another edition has anew
constexpr int characters_a_second = 14;
constexpr Millis longest{120'000};
constexpr Millis clock_set{60'000};    // by so much somebody sets a clock; it drifts by less
constexpr std::size_t most_seen = 64;  // urgent notices that are remembered as seen
constexpr std::size_t deepest = 16;    // places that "back" remembers

std::string_view after(std::string_view target, std::string_view prefix) {
  return target.starts_with(prefix) ? target.substr(prefix.size()) : std::string_view();
}

bool scrolls(PageKind kind) {
  return kind == PageKind::home || kind == PageKind::reader || kind == PageKind::contacts ||
         kind == PageKind::notice;
}

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
  const auto first = static_cast<std::size_t>(here - notices.begin()) + 1;
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

// In each language in turn, as long as nobody has chosen one.
void Deck::invite() {
  page_.invitation = page_.language;
  if (visited() || !page_.attended) return;
  const auto order = items_->channel().language_order();
  page_.invitation = order[invited_++ % order.size()];
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

// ---- going from page to page

void Deck::go(PageKind kind, std::size_t item, Now now) {
  page_.kind = kind;
  page_.item = item;
  page_.pressing = false;
  page_.part = 0;
  page_.first = 0;
  page_.wishes.adjusting = false;
  page_.narration.stop();
  parts_ = 1;
  paced_ = false;
  keep_place_.reset();
  keep_offset_.reset();
  scroll_.jump(0);
  scroll_.set_range(0, 1);
  stepped_at_ = now.steady;
  complete();
}

// An urgent one has turns of its own: there the others come to be seen. Above a visitor's page it
// goes before them.
std::optional<std::size_t> Deck::bar_notice() const {
  const auto& notices = carousel_.notices();
  const std::size_t urgent = carousel_.urgent_notices();
  const std::size_t usual = notices.size() - urgent;
  if (notices.empty()) return std::nullopt;
  const bool others = urgent == 0 || (usual > 0 && !scrolls(page_.kind));
  return others ? notices[urgent + carousel_.turn() % usual] : notices[carousel_.turn() % urgent];
}

void Deck::complete() {
  page_.position = carousel_.position();
  page_.total = carousel_.total();
  page_.previous.reset();
  page_.next.reset();
  page_.notice = bar_notice();
  if (page_.kind != PageKind::reader) return;
  const auto& stories = carousel_.stories();
  const auto here = std::ranges::find(stories, page_.item);
  if (here == stories.end()) return;
  if (here != stories.begin()) page_.previous = *std::prev(here);
  if (std::next(here) != stories.end()) page_.next = *std::next(here);
}

void Deck::open(std::string_view target, Now now) {
  const std::string name(target);
  trail_.push_back({page_, scroll_.offset()});
  if (trail_.size() > deepest) trail_.erase(trail_.begin());
  adopt_pending(now);
  if (name == "home") {
    go(PageKind::home, 0, now);
  } else if (name == "contacts" || name == "help") {
    const auto& contacts = carousel_.contacts();
    const std::size_t near = contacts.empty() ? items_->size() : contacts[0];
    const auto help = find(*items_, "contact:" + items_->channel().help, near);
    go(PageKind::contacts, help.value_or(near), now);
  } else {
    open_item(name, now);
  }
  if (!trail_.empty() && trail_.back().page.kind == page_.kind && page_.kind != PageKind::reader)
    trail_.pop_back();
}

void Deck::open_item(const std::string& name, Now now) {
  const bool known =
      name.starts_with("story:") || name.starts_with("contact:") || name.starts_with("notice:");
  const auto item = known ? find(*items_, name, page_.item) : std::nullopt;
  if (!item) return trail_.pop_back();
  if (name.starts_with("contact:")) return go(PageKind::contacts, *item, now);
  go(name.starts_with("story:") ? PageKind::reader : PageKind::notice, *item, now);
}

void Deck::open_neighbour(const std::optional<std::size_t>& item, Now now) {
  if (!item) return;
  const std::string name = items_->name(*item);
  adopt_pending(now);
  if (const auto place = find(*items_, name, *item)) go(PageKind::reader, *place, now);
}

void Deck::back(Now now) {
  adopt_pending(now);
  if (trail_.empty()) {
    if (scrolls(page_.kind)) show_slide(now);
    return;
  }
  const Place place = trail_.back();
  trail_.pop_back();
  if (!scrolls(place.page.kind)) return show_slide(now);
  go(place.page.kind, place.page.item, now);
  page_.first = place.page.first;
  keep_offset_ = place.offset;
}

// Over a page of another length.
void Deck::keep_place() {
  if (scroll_.furthest() > 0)
    keep_place_ = std::clamp(static_cast<double>(scroll_.offset()) / scroll_.furthest(), 0.0, 1.0);
}

void Deck::choose_language(std::string_view code, Now now) {
  if (items_->channel().language(code) == nullptr || code == page_.language) return;
  page_.language = code;
  page_.invitation = code;
  page_.narration.stop();
  keep_place();
  if (page_.kind == PageKind::slide)
    slide_until_ = now.steady + dwell(items_->characters(page_.item, page_.language));
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

// ---- input

void Deck::tap(std::string_view target, Now now) {
  if (!page_.attended) return;
  const bool asked = page_.seconds_left > 0;
  touched(now);
  scroll_.let_go(now.steady);
  if (target == "close") return forget(now);
  if (asked || target.empty() || target == "still_here") return;
  if (target == "back") return back(now);
  if (target == "larger" || target == "smaller") keep_place();
  if (adjust(page_.wishes, target)) return;
  if (target == "seen") return acknowledge(now);
  if (page_.kind == PageKind::reader && page_.narration.tap(target)) {
    if (target == "listen") follows_ = true;
    return;
  }
  if (target == "pause") {
    page_.wishes.paused = !page_.wishes.paused;
    slide_until_ = now.steady + dwell(0);
  } else if (target == "next" || target == "previous") {
    const bool forward = target == "next";
    if (page_.kind == PageKind::reader)
      return open_neighbour(forward ? page_.next : page_.previous, now);
    if (page_.kind == PageKind::slide) turn(forward ? 1 : -1, now);
  } else if (const auto code = after(target, "language:"); !code.empty()) {
    choose_language(code, now);
  } else if (const auto invited = after(target, "read:"); !invited.empty()) {
    choose_language(invited, now);
    open(items_->name(page_.item), now);
  } else if (const auto from = after(target, target.starts_with("topic:") ? "topic:" : "more:");
             !from.empty()) {
    std::size_t first = 0;
    std::from_chars(from.data(), from.data() + from.size(), first);
    go(PageKind::home, 0, now);
    page_.first = first < carousel_.stories().size() ? first : 0;
  } else {
    open(target, now);
  }
}

void Deck::swipe(Side to, Now now) {
  if (!page_.attended || page_.seconds_left > 0) return touched(now);
  const bool forward = (to == Side::left) != right_to_left();
  tap(forward ? "next" : "previous", now);
}

void Deck::key(Key key, Now now) {
  if (!page_.attended) return;
  if (std::exchange(page_.seconds_left, 0) > 0) return touched(now);
  touched(now);
  const double page = scroll_.view() * 0.8;
  switch (key) {
    case Key::left:
      return swipe(Side::right, now);
    case Key::right:
      return swipe(Side::left, now);
    case Key::up:
      follows_ = false;
      return scroll_.glide_to(scroll_.offset() - page, now.steady);
    case Key::down:
      follows_ = false;
      return scroll_.glide_to(scroll_.offset() + page, now.steady);
    case Key::escape:
      if (std::exchange(page_.wishes.adjusting, false)) return;
      return back(now);
    case Key::next:
    case Key::previous:
      return;
    case Key::enter:
      break;
  }
  if (page_.kind == PageKind::slide) open(items_->name(page_.item), now);
}

void Deck::reveal(int top, int bottom, Now now) {
  const int air = scroll_.view() / 8;
  const int offset = scroll_.offset();
  if (top - air < offset) {
    scroll_.glide_to(std::max(0, top - air), now.steady);
  } else if (bottom + air > offset + scroll_.view()) {
    scroll_.glide_to(std::min(scroll_.furthest(), bottom + air - scroll_.view()), now.steady);
  }
}

void Deck::press(Now now) {
  if (!page_.attended) return;
  if (page_.seconds_left == 0) touched(now);
  scroll_.grab();
}

void Deck::drag(double dy, Now now) {
  if (!page_.attended) return;
  touched(now);
  follows_ = false;
  scroll_.drag(dy);
}

void Deck::fling(double velocity, Now now) {
  if (!page_.attended) return;
  touched(now);
  scroll_.release(velocity, now.steady);
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

// ---- editions

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
  if (unchanged(*pending_)) {
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
  if (items_->channel().language(page_.language) == nullptr) page_.language = home_language();
  if (!remap(*old, page_) && !carousel_.empty()) page_.item = carousel_.item();
  std::erase_if(trail_, [&](Place& place) { return !remap(*old, place.page); });
  return kept;
}

}  // namespace rohnamo::deck
