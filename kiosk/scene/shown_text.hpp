// Which language of an item is on the page, and what is said about that. Private to this folder.
#pragma once

#include <string>

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

struct ShownText {
  const model::Text* text;
  std::string language;
  model::Direction direction;
  std::string note;  // that it is not the visitor's language; empty: it is
};

ShownText shown_text(const Kit& kit, const model::Texts& texts);
// In its language and direction; sizes in pixels.
Setting setting_of(const ShownText& shown, int px, int width);

// The chip of the topic, that of the loudspeaker, the date, and the note below them; gives the y
// below.
struct Heading {
  std::string topic, date, note;
  Color tint;
  bool audible = false;  // a loudspeaker says that it can be listened to
};
Heading story_heading(const Kit& kit, const model::Story& story, const ShownText& shown);
// "Important" for an urgent one.
Heading notice_heading(const Kit& kit, const model::Notice& notice, const ShownText& shown);
int heading_height(const Kit& kit, const Heading& heading, int width);
int draw_heading(Canvas& canvas, const Heading& heading, int x, int y, int width);

}  // namespace rohnamo::scene
