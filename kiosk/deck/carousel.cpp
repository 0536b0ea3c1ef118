#include "kiosk/deck/carousel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace rohnamo::deck {
namespace {

// What a place in the round comes of. Small: an edition may have ten thousand items, and the first
// slide waits for all of them to be in their places.
struct Item {
  std::size_t index;
  model::Kind kind;
  bool now;  // it is shown by its dates and hours
  std::uint8_t priority;
  std::uint16_t weight, topic;
};

struct Turn {
  double place;  // in the round, 0 to 1; less than 0: before the others
  std::size_t index;
};

// Item r of n with weight w takes its turns at (k + (r + 0.5) / n) / w: in order for weight 1,
// evenly spread for more. The first turn of one with a priority is that much earlier.
std::vector<std::size_t> spread(const std::vector<Item>& shown) {
  std::vector<Turn> turns;
  turns.reserve(shown.size());
  const auto count = static_cast<double>(shown.size());
  for (std::size_t rank = 0; rank < shown.size(); ++rank) {
    const int weight = std::clamp<int>(shown[rank].weight, 1, 10);
    const double phase = (static_cast<double>(rank) + 0.5) / count;
    for (int k = 0; k < weight; ++k) {
      const int ahead = k == 0 ? shown[rank].priority : 0;
      turns.push_back({(k + phase) / weight - ahead, shown[rank].index});
    }
  }
  std::ranges::stable_sort(turns, {}, &Turn::place);
  std::vector<std::size_t> order;
  order.reserve(turns.size());
  for (const Turn& turn : turns) order.push_back(turn.index);
  return order;
}

// Urgent notices before the first turn and after every third.
std::vector<std::size_t> with_urgent(const std::vector<std::size_t>& turns,
                                     const std::vector<std::size_t>& urgent) {
  if (urgent.empty()) return turns;
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (i % 3 == 0) result.insert(result.end(), urgent.begin(), urgent.end());
    result.push_back(turns[i]);
  }
  return turns.empty() ? urgent : result;
}

void sooner(std::optional<base::Time>& change, const std::optional<base::Time>& time,
            base::Time now) {
  if (time && *time > now && (!change || *time < *change)) change = time;
}

// When the item's share in the schedule changes next.
void sooner(std::optional<base::Time>& change, const model::Entry& entry, base::Time now,
            const std::optional<model::LocalClock>& local) {
  sooner(change, entry.from, now);
  sooner(change, entry.until, now);
  if (!local || entry.rhythm.always()) return;
  sooner(change, local->until, now);
  if (const auto next = entry.rhythm.changes_after(local->at(now)))
    sooner(change, local->time(*next), now);
}

std::vector<std::size_t> by_topic(const std::vector<Item>& shown) {
  std::vector<Item> stories;
  stories.reserve(shown.size());
  std::ranges::copy_if(shown, std::back_inserter(stories),
                       [](const Item& item) { return item.kind == model::Kind::story; });
  std::ranges::stable_sort(stories, {}, [](const Item& item) {
    return item.topic == 0 ? std::size_t{1} << 16U : item.topic;
  });
  std::vector<std::size_t> order;
  order.reserve(stories.size());
  for (const Item& story : stories) order.push_back(story.index);
  return order;
}

}  // namespace

void Carousel::arrange(const Items& items, base::Time now,
                       const std::optional<model::LocalClock>& local) {
  const auto clock = local ? std::optional(local->at(now)) : std::nullopt;
  std::vector<Item> shown;
  shown.reserve(items.size());
  std::vector<std::size_t> urgent;
  shown_.clear();
  contacts_.clear();
  notices_.clear();
  changes_at_.reset();
  for (std::size_t index = 0; index < items.size(); ++index) {
    const auto entry = items.entry(index);
    if (!entry) continue;
    sooner(changes_at_, *entry, now, local);
    const bool is_now = entry->shown_at(now, clock);
    if (entry->kind != model::Kind::notice) {
      shown.push_back({index, entry->kind, is_now, entry->priority, entry->weight, entry->topic});
    } else if (is_now) {
      const bool first = entry->urgency == model::Urgency::urgent;
      notices_.insert(
          first ? notices_.begin() + static_cast<std::ptrdiff_t>(urgent.size()) : notices_.end(),
          index);
      if (first) urgent.push_back(index);
    }
  }
  if (std::ranges::any_of(shown, &Item::now)) std::erase_if(shown, std::not_fn(&Item::now));
  stories_ = by_topic(shown);
  std::ranges::stable_sort(shown, std::greater(), &Item::priority);
  shown_.reserve(shown.size());
  for (const Item& item : shown) {
    shown_.push_back(item.index);
    if (item.kind == model::Kind::contact) contacts_.push_back(item.index);
  }
  urgent_notices_ = urgent.size();
  turns_ = with_urgent(spread(shown), urgent);
  turn_ = 0;
}

bool Carousel::step(int by) {
  if (turns_.empty()) return false;
  const std::size_t before = turn_;
  turn_ = (turn_ + turns_.size() + static_cast<std::size_t>(by)) % turns_.size();
  return by > 0 && turn_ <= before;
}

bool Carousel::move_to(std::size_t item) {
  std::optional<std::size_t> best;
  const auto distance = [this](std::size_t i) { return i > turn_ ? i - turn_ : turn_ - i; };
  for (std::size_t i = 0; i < turns_.size(); ++i)
    if (turns_[i] == item && (!best || distance(i) < distance(*best))) best = i;
  if (best) turn_ = *best;
  return best.has_value();
}

int Carousel::position() const {
  if (turns_.empty()) return 0;
  const auto found = std::ranges::find(shown_, item());
  return found == shown_.end() ? 0 : static_cast<int>(found - shown_.begin()) + 1;
}

}  // namespace rohnamo::deck
