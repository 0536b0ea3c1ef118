// What scenes are drawn of beside pictures, each drawn once and kept for the next scene: runs of
// text, icons, QR codes. One thread at a time; bounded.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "kiosk/render/glyph_cache.hpp"
#include "kiosk/render/mask.hpp"
#include "kiosk/render/qr.hpp"
#include "kiosk/render/sdl_fonts.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

class Drawings {
 public:
  explicit Drawings(SdlFonts& fonts) : fonts_(&fonts), runs_(fonts) {}
  Drawings(const Drawings&) = delete;
  Drawings& operator=(const Drawings&) = delete;

  [[nodiscard]] SdlFonts& fonts() { return *fonts_; }

  // The size of what is painted, pixels: as much text is kept as would cover it once.
  void fit_for(int width, int height) { runs_.fit_for(width, height); }

  // All but what scrolls: painting the scene takes less then.
  void prepare(const scene::Scene& scene);

  // Each valid until the next call of the same.
  const RunMask& run(const text::Run& run) { return runs_.get(run); }
  const Mask& icon(scene::Icon icon, int size, bool mirrored);
  // nullopt: the text is none that a code holds.
  const std::optional<QrMatrix>& code(const std::string& text, std::size_t room);

 private:
  void prepare(const scene::Mark& mark);

  SdlFonts* fonts_;
  GlyphCache runs_;
  std::map<std::tuple<scene::Icon, int, bool>, Mask> icons_;
  std::map<std::pair<std::string, std::size_t>, std::optional<QrMatrix>> codes_;
};

}  // namespace rohnamo::render
