// What is on every page: the masthead, the languages, the bars of a notice and of a stick, and the
// bottom bar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

struct NoticeBar {
  std::string target;
  std::string title;
  std::string summary;  // said too where nobody can touch the bar
  std::string language;
  bool urgent = false;
};

// To touch a slide, in a language that may not be the page's.
struct Invitation {
  std::string language;
  model::Direction direction = model::Direction::left_to_right;
  std::string words;
};

// What comes of a USB stick, for those who plugged it in; nothing to touch.
struct StickBar {
  Icon icon = Icon::stick;
  std::string words;
  std::optional<double> share;  // 0 to 1 of it is done
};

struct Surround {
  bool attended = true;
  bool visiting = false;  // a page that a visitor opened: with a way back and an end
  bool paused = false;
  bool pressing = false;   // an urgent notice's slide waits for somebody to have seen it
  bool adjusting = false;  // the sheet of text size and colours is open
  bool staff = false;      // a page of the staff's: below it what `freshness` says, and its end
  bool back = false;       // of the staff's: with a way back
  std::string here;        // the control that leads to this very page: "home", "contacts" or none
  std::string clock;       // the time of day; empty: nobody knows it
  std::string freshness;
  int position = 0, total = 0;  // 0: no position mark
  std::optional<NoticeBar> notice;
  std::optional<StickBar> stick;
  std::optional<Invitation> invitation;  // none: in the page's language
};

// Draws it and gives what it leaves: the page's own rectangle, from edge to edge.
Rect draw_surround(Canvas& canvas, const Surround& around);

// Where all controls are low, what is touched keeps to the lower three fifths of the panel and the
// upper part of the page is only looked at; else `board` is empty and `view` the whole page.
struct Parts {
  Rect board, view;
};
Parts parts_of(const Style& style, Rect page);
// The surround, and a title on the board where there is one; gives the view.
Rect draw_titled(Canvas& canvas, const Surround& around, std::string_view title, Color ground);

}  // namespace rohnamo::scene
