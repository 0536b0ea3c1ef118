// What the visitor's input does to the deck.
#include <algorithm>
#include <charconv>
#include <utility>

#include "kiosk/deck/deck.hpp"

namespace rohnamo::deck {
namespace {

std::string_view after(std::string_view target, std::string_view prefix) {
  return target.starts_with(prefix) ? target.substr(prefix.size()) : std::string_view();
}

}  // namespace

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

}  // namespace rohnamo::deck
