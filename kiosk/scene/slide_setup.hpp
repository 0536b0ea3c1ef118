// How a slide's headline, summary and buttons stand beside its picture, before anything is drawn.
// Private to this folder.
#pragma once

#include <optional>

#include "kiosk/scene/shown_text.hpp"
#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {

struct Split {
  Rect picture, panel;  // panel: where text may stand
};
// Beside the usual picture.
Split usual_split(const Style& style, Rect page);
Split smaller_split(const Style& style, Rect page);
// Beside the smallest one that a summary may stand beside: where this cuts nothing, nothing is cut.
Split roomy_split(const Style& style, Rect page);
// Beside the least of a picture, for a headline that would be cut beside any other.
Split least_split(const Style& style, Rect page);

// Headline and summary, at the largest sizes at which both fit.
struct Words {
  text::Paragraph headline, summary;
  int gap = 0;
  bool whole = true;           // nothing was cut off
  bool whole_headline = true;  // nothing of it
  [[nodiscard]] int height() const { return headline.height + gap + summary.height; }
};
// How each is set where it is smallest, and the gap between the two.
Setting smallest_headline(const Kit& kit, const ShownText& shown, int width);
Setting smallest_summary(const Kit& kit, const ShownText& shown, int width);
int smallest_gap(const Kit& kit, const model::Text& text);

// What the panel says, and the buttons at its foot.
struct Message {
  Heading heading;
  ShownText shown;
  std::optional<Button> button, second;
};
Message story_message(const Kit& kit, const Surround& around, const model::Story& story,
                      bool audible);
Message notice_message(const Kit& kit, const Surround& around, const model::Notice& notice);
// Its heading where its headline would be cut below the whole of it.
Heading least_heading(const Heading& heading);
Button primary(const Kit& kit, std::string target, std::string words, Icon icon);

// How a message stands in its panel.
struct Setup {
  Split split;
  int edge = 0, room = 0, gap = 0;  // room: the height that its words may have
  Rect button, second;
  Words words;
};
// Without its words.
Setup frame(const Kit& kit, const Message& message, const Split& split);
Setup set_up(const Kit& kit, const Message& message, const Split& split);
// The largest picture beside which the message is whole. Before its headline is cut, what stands
// above it goes, but for the note that it is in another language, and then most of the picture.
Setup set_up(const Kit& kit, Message& message, Rect page);

}  // namespace rohnamo::scene
