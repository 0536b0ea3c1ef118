// What is on the screen now: a state machine over an edition's items, the visitor's input and the
// time. Pure: every time is handed in, nothing waits. Main thread.
//
// Attended, it invites: a slide opens by a touch, and after a while without one all that a visitor
// chose is forgotten. An urgent notice has the screen until somebody says to have seen it. With no
// touch panel or pointer it pages through whole stories by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/deck/carousel.hpp"
#include "kiosk/deck/gestures.hpp"
#include "kiosk/deck/items.hpp"
#include "kiosk/deck/page.hpp"
#include "kiosk/deck/scroll.hpp"

namespace rohnamo::deck {

struct Now {
  Millis steady{0};   // since any fixed moment
  base::Time wall;    // the trusted time, for schedules
  bool clock = true;  // whether it is the machine's; else no more than the least that it can be
};

// Whether the clock only went on from one to the other: nobody has set it, or found it right.
bool same_clock(Now before, Now after);

// next, previous: of what a keyboard may be on, which the deck does not know.
enum class Key { left, right, up, down, enter, escape, next, previous };

struct Options {
  bool attended = true;
  std::string language;                      // empty: the channel's default
  std::vector<std::string> round_languages;  // not attended: one for each round in turn
  Patience patience;
  int volume = 3;        // that a visitor finds: 1 to volume_steps
  bool at_once = false;  // an editor looks on: another edition waits for nothing
};

// What the page turned out to be when it was laid out.
struct Extent {
  int furthest = 0, view = 1;  // of the scroll area, pixels
  int parts = 1;               // part: how many pages the story fills
  std::size_t characters = 0;  // part: how much there is to read on this one
  struct Band {
    int top, bottom;
  };
  std::optional<Band> passage;  // reader: what is being read, in the scroll area's content
};

constexpr std::size_t home_page = 24;  // stories on one page of the grid
constexpr Millis frame{16};

class Deck {
 public:
  Deck(ItemsPtr items, Options options, Now now);

  [[nodiscard]] const Page& page() const { return page_; }
  [[nodiscard]] const ItemsPtr& items() const { return items_; }
  [[nodiscard]] const Scroll& scroll() const { return scroll_; }
  [[nodiscard]] const Carousel& carousel() const { return carousel_; }

  // To be called when a page was laid out anew.
  void measured(const Extent& extent, Now now);
  // Another edition: taken at once if what is shown did not change. A slide that did change, or is
  // gone, gives way when it was there for three seconds; a visitor's page stays until it is left.
  // With Options::at_once all of that is at once, and the page stays where it was scrolled to.
  void offer(ItemsPtr items, Now now);
  // What is shown cannot be drawn: on to the next slide.
  void skip(Now now);
  // The passage of the recording that is being read now; 0: none is known.
  void heard(int passage) { page_.narration.passage = passage; }
  // The recording came to its end, or cannot be played.
  void narration_over(Narration::State state, Now now);
  // The volume that a visitor finds, 1 to volume_steps, from now on.
  void set_usual_volume(int volume);
  [[nodiscard]] int usual_volume() const { return options_.volume; }
  // A touch panel or pointer came or went.
  void attend(bool attended, Now now);

  void tap(std::string_view target, Now now);
  void swipe(Side to, Now now);
  void key(Key key, Now now);
  void press(Now now);  // a finger came down
  void drag(double dy, Now now);
  void fling(double velocity, Now now);
  // Scrolls until the content from `top` to `bottom` is in view, pixels.
  void reveal(int top, int bottom, Now now);
  void tick(Now now);

  // When tick() is needed next; Millis::max(): not before the next input.
  [[nodiscard]] Millis next_deadline() const;

 private:
  struct Place {
    Page page;
    int offset;
  };
  void touched(Now now);
  [[nodiscard]] bool visited() const;
  [[nodiscard]] Pastime pastime() const;
  void tick_visitor(Now now);
  void tick_slide(Now now);
  void forget(Now now);
  void show_slide(Now now);
  void turn(int by, Now now);
  void next_round();
  void invite();
  // The urgent notice that nobody has said to have seen: of several the one after what is shown.
  [[nodiscard]] std::optional<std::size_t> pressing() const;
  void acknowledge(Now now);
  [[nodiscard]] std::string seen_as(std::size_t item) const;
  void go(PageKind kind, std::size_t item, Now now);
  void back(Now now);
  void open(std::string_view target, Now now);
  void open_item(const std::string& name, Now now);
  void open_neighbour(const std::optional<std::size_t>& item, Now now);
  void choose_language(std::string_view code, Now now);
  void keep_place();
  // Scrolls along with what is read, until the visitor scrolls.
  void follow(const Extent& extent, Now now);
  void complete();
  [[nodiscard]] std::optional<std::size_t> bar_notice() const;
  // Both: whether the item whose turn it was is still there.
  bool adopt(ItemsPtr items, Now now);
  bool adopt_pending(Now now);
  bool remap(const Items& from, Page& page) const;
  [[nodiscard]] bool unchanged(const Items& to) const;
  void rearrange(Now now);
  // The schedule has changed, or somebody has set the clock.
  [[nodiscard]] bool due(Now now) const;
  [[nodiscard]] std::string home_language() const;
  [[nodiscard]] Millis dwell(std::size_t characters) const;
  [[nodiscard]] bool right_to_left() const;

  ItemsPtr items_, pending_;
  Options options_;
  Carousel carousel_;
  Scroll scroll_;
  Page page_;
  Visitor visitor_;
  std::vector<Place> trail_;       // where "back" leads, newest last
  std::vector<std::string> seen_;  // urgent notices: names with versions
  std::size_t turned_ = 0;         // slides that gave way to others
  std::size_t round_ = 0;          // rounds completed, for round_languages
  int parts_ = 1;
  bool paced_ = false;                // the time of this part follows from what there is to read
  std::optional<double> keep_place_;  // share of the scroll range, over a change of language
  std::optional<int> keep_offset_;    // pixels, on the way back
  Millis slide_since_{0}, slide_until_{0};
  bool follows_ = true;  // what is read
  int followed_ = 0;     // the passage that was scrolled to last
  Millis schedule_at_ = Millis::max();
  Now arranged_at_;
  Millis stepped_at_{0};
};

}  // namespace rohnamo::deck
