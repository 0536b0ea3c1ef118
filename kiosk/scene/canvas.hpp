// Where builders draw: they place everything as for left-to-right reading, x from the start side;
// for the other direction the canvas mirrors it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/scene/scene.hpp"
#include "kiosk/scene/style.hpp"
#include "kiosk/text/paragraph.hpp"
#include "kiosk/text/wording.hpp"

namespace rohnamo::scene {

// What all builders need. The referred-to objects outlive the builder's call.
struct Kit {
  text::Fonts* fonts;
  const text::Wording* words;
  const model::Channel* channel;
  Style style;

  [[nodiscard]] std::string pick(const model::LocalText& text) const;
  // The mission's own is the channel's name, which is shorter than the full one.
  [[nodiscard]] std::string short_name(const model::Contact& contact) const;
};

// How a text is set. language and direction: empty and the page's where they are not said.
struct Setting {
  int px = 0;
  text::Weight weight = text::Weight::regular;
  int width = 0;
  int lines = 0;
  double leading = 1.0;  // of the natural line height
  text::Align align = text::Align::start;
  bool balance = false;
  std::string language;
  std::optional<model::Direction> direction;
};

text::Paragraph set(const Kit& kit, const model::Spans& spans, const Setting& setting);
text::Paragraph set(const Kit& kit, std::string_view text, const Setting& setting);
// The first of `sizes` at which the text needs no more than its lines and, where one is said, its
// height, and no word is torn; at the last it is cut to its lines.
text::Paragraph fit(const Kit& kit, const model::Spans& spans, Setting setting,
                    std::span<const int> sizes, int height = 0);
text::Paragraph fit(const Kit& kit, std::string_view text, const Setting& setting,
                    std::span<const int> sizes, int height = 0);

class Canvas {
 public:
  explicit Canvas(const Kit& kit);

  // What follows belongs to the scroll area's content; `content_height` is said at its end.
  void begin_scroll(Rect view);
  void end_scroll(int content_height);
  void begin_over();
  // What follows goes under the scroll area again.
  void begin_under();

  void box(Rect rect, Color color, int radius = 0);
  void outline(Rect rect, Color color, int width, int radius);
  // A box under what follows, whose size is known when that is drawn.
  std::size_t begin_box();
  void end_box(std::size_t place, Rect rect, Color color, int radius);
  void gradient(Rect rect, Color from, Color to, bool horizontal = false);
  // The passage that is shaded in what follows; 0: none.
  void read_aloud(int passage) { passage_ = passage; }
  // Top left of the paragraph's box, which is `width` wide. Gives the y below it.
  int text(const text::Paragraph& paragraph, int x, int y, int width, Color color);
  // One line in the middle of the rectangle's height.
  void line(const text::Paragraph& paragraph, Rect rect, Color color);
  void icon(Icon icon, Rect rect, Color color, bool points = false);
  void picture(const model::Picture& picture, Rect rect, Color placeholder, int radius = 0);
  void qr(std::string text, Rect rect, std::size_t room = 0);
  // A line that grows from the start side of its track; over everything else.
  void progress(Rect track, Color line, Color done);
  void target(std::string name, Rect rect, int radius = 0);

  [[nodiscard]] const Kit& kit() const { return *kit_; }
  Scene finish();

 private:
  [[nodiscard]] Rect placed(Rect rect) const;
  void add(Mark mark);
  void shade_passage(const text::Paragraph& paragraph, Rect rect);
  const Kit* kit_;
  Scene scene_;
  std::vector<Mark>* layer_;
  bool scrolling_ = false;
  int passage_ = 0;
};

// filled: the one that matters; current: it leads to the page that is shown; bare: an outline on
// the tint or another colour that carries text; spent: there is no more of what it does.
enum class Look { plain, filled, current, bare, spent };

// A button as wide as its words; its rectangle is at the given place.
struct Button {
  std::string target, words;
  std::optional<Icon> icon;
  bool points = false;  // the icon is mirrored with the page
  Look look = Look::plain;
  int height = 0;
  int px = 0;
  int lines = 1;              // of its words, where they need not be cut for it
  std::string language = {};  // and direction, where they are not the page's
  std::optional<model::Direction> direction = {};
};
int button_width(const Kit& kit, const Button& button);
void draw_button(Canvas& canvas, const Button& button, Rect rect);
// The widths of buttons side by side that fill a row: all alike where each has room for its words,
// else each as much wider than those.
std::vector<int> fill_row(const Kit& kit, std::span<const Button> row, int room, int gap);
// A word or an icon in a rounded field; gives its width.
int chip(Canvas& canvas, std::string_view words, Color tint, int x, int y);
int icon_chip(Canvas& canvas, Icon icon, Color tint, int x, int y);
int chip_height(const Style& style);

}  // namespace rohnamo::scene
