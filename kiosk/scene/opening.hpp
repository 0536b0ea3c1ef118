// A contact's opening hours: whether it is open in words, and the table of its week. Private to
// this folder.
#pragma once

#include <string>

#include "kiosk/scene/canvas.hpp"
#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {

// "Open now". Empty where there are no hours to tell it by, nobody knows the time, or the edition
// is too old to have the words.
std::string open_or_closed(const Kit& kit, const model::Contact& contact, const Clock& clock);

// "Open now · until 17:00" in a field of its own; gives the y below, which is `y` where that cannot
// be told.
int draw_open(Canvas& canvas, const model::Contact& contact, const Clock& clock, int x, int y,
              int width);

// The week, equal days joined, and the days to come on which it is closed. Gives the y below.
int draw_week(Canvas& canvas, const model::Opening& opening, const Clock& clock, int x, int y,
              int width);

}  // namespace rohnamo::scene
