// The deck's way from page to page.
#include <algorithm>
#include <utility>

#include "kiosk/deck/deck.hpp"

namespace rohnamo::deck {
namespace {

constexpr std::size_t deepest = 16;  // places that "back" remembers

}  // namespace

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

}  // namespace rohnamo::deck
