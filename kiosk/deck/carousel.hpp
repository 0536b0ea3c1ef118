// The order in which an edition's items take turns on the screen.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.hpp"
#include "kiosk/deck/items.hpp"

namespace rohnamo::deck {

class Carousel {
 public:
  // A new round of what the schedule shows at `now`, which is by the clock `local`; where nobody
  // knows that, days and hours do not count. An item of weight w takes w turns, spread over the
  // round; items with a priority have their first turns first, the highest before all. An urgent
  // notice comes before them and again after every third turn. A schedule that leaves nothing is
  // set aside: then all take part.
  void arrange(const Items& items, base::Time now,
               const std::optional<model::LocalClock>& local = {});

  [[nodiscard]] bool empty() const { return turns_.empty(); }
  // The item whose turn it is. Not while empty.
  [[nodiscard]] std::size_t item() const { return turns_[turn_]; }
  // To the next or the previous turn; true if a round was completed.
  bool step(int by);
  // To the turn of this item that is nearest to the present one; false: it has none.
  bool move_to(std::size_t item);
  // When the schedule changes next.
  [[nodiscard]] std::optional<base::Time> changes_at() const { return changes_at_; }

  // Which of the items that take turns this one is, from 1, and how many there are.
  [[nodiscard]] int position() const;
  [[nodiscard]] int total() const { return static_cast<int>(shown_.size()); }
  // The notices of this moment, urgent ones first, and how many of them are urgent.
  [[nodiscard]] const std::vector<std::size_t>& notices() const { return notices_; }
  [[nodiscard]] std::size_t urgent_notices() const { return urgent_notices_; }
  // The stories of this moment: by topic as the channel has them, those without one last; each
  // topic's in order.
  [[nodiscard]] const std::vector<std::size_t>& stories() const { return stories_; }
  [[nodiscard]] const std::vector<std::size_t>& contacts() const { return contacts_; }
  [[nodiscard]] const std::vector<std::size_t>& turns() const { return turns_; }
  [[nodiscard]] std::size_t turn() const { return turn_; }

 private:
  std::vector<std::size_t> turns_, shown_, stories_, contacts_, notices_;
  std::size_t urgent_notices_ = 0;
  std::size_t turn_ = 0;
  std::optional<base::Time> changes_at_;
};

}  // namespace rohnamo::deck
