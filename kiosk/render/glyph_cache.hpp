// Runs of text as masks, shaped and drawn once by SDL_ttf and kept within a budget.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kiosk/render/mask.hpp"
#include "kiosk/render/sdl_fonts.hpp"
#include "kiosk/text/paragraph.hpp"

namespace rohnamo::render {

// Where a run's mask lies from its pen's place on the baseline.
struct RunMask {
  Mask mask;
  int left = 0;  // 0, or less where the first letter reaches out
  int top = 0;
};

class GlyphCache {
 public:
  explicit GlyphCache(SdlFonts& fonts) : fonts_(&fonts) {}

  // The size of what is painted, in pixels: no more masks are kept than would cover it once, which
  // is the text of a page or two; the least recently used go first.
  void fit_for(int width, int height);

  // Valid until the next call. Empty for a run that cannot be drawn.
  const RunMask& get(const text::Run& run);

 private:
  struct Entry {
    std::string key;
    RunMask mask;
  };
  RunMask draw(const text::Run& run);
  void make_room();
  SdlFonts* fonts_;
  std::size_t budget_ = 0;  // bytes of masks
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> index_;  // keys in entries_
};

}  // namespace rohnamo::render
