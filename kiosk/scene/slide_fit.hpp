// What a slide cuts off its headline and its summary, told without drawing it.
#pragma once

#include <optional>

#include "content/model/item.hpp"
#include "kiosk/scene/slide_setup.hpp"
#include "kiosk/text/most_lines.hpp"

namespace rohnamo::scene {

// Of a text that is cut, how many of its characters (code points) would stand whole, from its
// beginning to the end of a word; 0: not one word. Of the summary: below the headline, or below as
// much of it as stands whole.
struct SlideCut {
  std::optional<std::size_t> headline, summary;  // nothing: it is not cut
  [[nodiscard]] bool any() const { return headline || summary; }
};

// For the slides of one language on one panel. Main thread.
class SlideFit {
 public:
  // All that is referred to outlives this. `around`: what is on every page; a notice's own slide
  // has no bar of one, and waits to be seen if it is urgent.
  SlideFit(const Kit& kit, const Surround& around, text::MostLines& most_lines);

  // Both need a text in the language of the kit. As if it could be listened to: a recording may
  // come.
  SlideCut of(const model::Story& story);
  SlideCut of(const model::Notice& notice);

 private:
  // What one kind of slide leaves to its words, which is the same for all of the kind.
  struct Space {
    int width = 0, height = 0;  // pixels
  };
  template <class Make>
  SlideCut cut(const model::Text& text, Rect page, std::optional<Space>& space, const Make& make);
  [[nodiscard]] ShownText shown(const model::Text& text) const;
  bool certainly_whole(const ShownText& shown, Space space);
  [[nodiscard]] SlideCut look(Message message, Rect page, Space space) const;

  Kit kit_;
  Surround around_, of_notice_;
  Rect page_, notice_page_;
  text::MostLines* most_lines_;
  std::optional<Space> story_, notice_, urgent_;
};

}  // namespace rohnamo::scene
