// The staff's pages: a PIN pad, the staff page, the test of the screen, and a summary to take
// along. A state machine over taps and handed-in times, beside the deck: while it is open it has
// the input, and when it closes all of it is forgotten. Pure. Main thread.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/deck/deck.hpp"
#include "kiosk/deck/pin_lock.hpp"

namespace rohnamo::deck {

enum class StaffKind { closed, pin, page, test, summary };

constexpr int test_colours = 5;        // full screens of one colour, before the grid
constexpr std::size_t test_grid = 24;  // fields across and down
using TestFields = std::bitset<test_grid * test_grid>;  // row by row: those that were touched

// All that decides what is drawn but the scroll offset and what the machine says of itself.
struct StaffPage {
  enum class Sync { idle, asked, silent };  // silent: nobody heard the wish

  StaffKind kind = StaffKind::closed;
  std::string language;
  std::size_t digits = 0;  // pin: entered
  bool checking = false;   // pin: whether it is right is being found out
  int tries_left = 0;      // pin: after a wrong one; 0: none was wrong
  int minutes_left = 0;    // pin: until it may be tried again; 0: it may
  Sync sync = Sync::idle;
  bool asks_restart = false;
  int volume = 0;     // page: that a visitor finds, 1 to volume_steps; 0: nothing can be heard
  int step = 0;       // test: which colour, then the grid
  TestFields fields;  // test
  bool operator==(const StaffPage&) const = default;
};

// What it wants done by others.
struct StaffWish {
  enum class What { check_pin, sync, restart } what;
  std::string pin;
};

class Staff {
 public:
  static constexpr Millis pin_patience{60'000}, patience{180'000};
  static constexpr Millis test_length{60'000};
  static constexpr Millis sync_answer{15'000};  // in which a wish to sync shows in its status
  static constexpr Millis sync_pause{10'000};   // between two wishes

  explicit Staff(PinLock lock = {}) : lock_(lock) {}

  [[nodiscard]] bool open() const { return page_.kind != StaffKind::closed; }
  [[nodiscard]] const StaffPage& page() const { return page_; }
  [[nodiscard]] const Scroll& scroll() const { return scroll_; }
  [[nodiscard]] const PinLock& lock() const { return lock_; }
  bool settle_lock(Millis now) { return lock_.settle(now); }  // see PinLock
  // The next thing to be done, if there is one, and it is forgotten here.
  std::optional<StaffWish> take_wish();

  void begin(std::string language, Millis now);
  // What a visitor finds, 1 to volume_steps; 0: nothing can be heard.
  void show_volume(int volume) { page_.volume = volume; }
  void close();
  // Whether the PIN was right that a wish asked to check.
  void answer(bool right, Millis now);
  // rohnamo-sync has begun or ended an attempt.
  void sync_moved();
  void measured(const Extent& extent);

  void touched(Millis now) { touched_at_ = now; }  // somebody is there
  void tap(std::string_view target, Millis now);
  void digit(char digit, Millis now);  // '0' to '9'
  void key(Key key, Millis now);
  void press(Millis now);
  void drag(double dy, Millis now);
  void fling(double velocity, Millis now);
  void reveal(int top, int bottom, Millis now);
  // A finger is at this place, in shares of the screen; `begins`: it was not down before.
  void finger(double x, double y, bool begins, Millis now);

  void tick(Millis now);
  [[nodiscard]] Millis next_deadline() const;

 private:
  void tap_pin(std::string_view target, Millis now);
  void tap_page(std::string_view target, Millis now);
  void tap_test(std::string_view target, Millis now);
  void go(StaffKind kind, Millis now);
  void submit(Millis now);
  void look_at_lock(Millis now);
  void mark_field(double x, double y);
  [[nodiscard]] Millis quiet_limit() const;

  PinLock lock_;
  StaffPage page_;
  Scroll scroll_;
  std::string pin_;
  std::optional<StaffWish> wish_;
  std::optional<int> keep_offset_;
  Millis touched_at_{0}, test_until_{0}, stepped_at_{0};
  std::optional<Millis> synced_at_;
  double finger_x_ = 0, finger_y_ = 0;
};

}  // namespace rohnamo::deck
