// Which characters the screens have a letter for.
#pragma once

#include <bitset>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/publish/fonts.hpp"

namespace rohnamo::publish {

class FontCoverage {
 public:
  FontCoverage() : shown_(std::make_unique<Characters>()), plain_(std::make_unique<Characters>()) {}

  // Reads the files of `fonts` that lie in `folder`, by HarfBuzz. One that is not there or no font
  // adds nothing.
  void add(base::Fs& fs, const base::Path& folder, const std::vector<FontSource>& fonts);

  // To be called once all are added. A character is shown in whatever weight and slant a page sets
  // it: some family has it in that face, or in the one that it lends where it has no such face.
  void settle();

  // What of a UTF-8 text is left out on the screens, each character once, in its order. They
  // compose a text first (NFC); white space, controls and what is never seen (Unicode's
  // Default_Ignorable_Code_Point) need no letter.
  [[nodiscard]] std::u32string missing(std::string_view text) const;

 private:
  static constexpr std::size_t code_points = 0x110000;
  using Characters = std::bitset<code_points>;

  std::vector<std::unique_ptr<Characters>> faces_;  // of all families, by font_variants
  std::unique_ptr<Characters> shown_;
  std::unique_ptr<Characters> plain_;  // shown, and composed already
};

}  // namespace rohnamo::publish
