// One text with everything that does not depend on where its lines end: bidi levels and items.
// Measures and sets stretches of it. Private to this folder.
#pragma once

#include <unicode/ubidi.h>

#include <memory>
#include <string>
#include <vector>

#include "kiosk/text/itemize.hpp"

namespace rohnamo::text {

class Analysis {
 public:
  Analysis(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style, Prepared text);
  Analysis(const Analysis&) = delete;  // the bidi state points into the text
  Analysis& operator=(const Analysis&) = delete;
  ~Analysis() = default;

  [[nodiscard]] const Prepared& text() const { return text_; }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }

  // Pixels that a stretch takes on a line.
  [[nodiscard]] int measure(Range range) const;

  // The runs of one line from left to right; x from 0.
  [[nodiscard]] std::vector<Run> line(Range range) const;

 private:
  struct BidiCloser {
    void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
  };
  using Bidi = std::unique_ptr<UBiDi, BidiCloser>;

  [[nodiscard]] std::vector<Item>::const_iterator first_item(int at) const;
  [[nodiscard]] UBiDiLevel level(int at) const { return levels_[static_cast<std::size_t>(at)]; }
  [[nodiscard]] int level_end(Range range) const;
  void add_visual(std::vector<Run>& runs, Range range, bool rtl, bool ends_line) const;
  [[nodiscard]] Run make_run(const Item& item, Range range, bool rtl, bool ends_line) const;
  [[nodiscard]] std::string drawn(Range range, bool ends_line) const;

  Fonts* fonts_;
  int px_;
  Prepared text_;
  Bidi bidi_;
  Bidi line_bidi_;  // reused for every line
  std::vector<Item> items_;
  std::vector<UBiDiLevel> levels_;
};

}  // namespace rohnamo::text
