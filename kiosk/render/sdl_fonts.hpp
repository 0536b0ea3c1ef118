// The Fonts port by SDL2_ttf (FreeType, HarfBuzz): faces by fonts.yaml, opened when first needed.
#pragma once

#include <SDL.h>
#include <SDL_ttf.h>

#include <memory>

#include "content/base/fs.hpp"
#include "kiosk/render/font_list.hpp"
#include "kiosk/text/font.hpp"

namespace rohnamo::render {

class SdlFonts final : public text::Fonts {
 public:
  // `folder` holds fonts.yaml and the files it names. An unreadable list is an error; a missing
  // file costs that file.
  static base::Result<std::unique_ptr<SdlFonts>> open(const base::Path& folder);
  ~SdlFonts() override;

  // The families that an edition brings along, their files from the root: asked before the
  // installed ones, until others are carried. What was laid out with those before can still be
  // painted.
  void carry(const std::vector<FontFamily>& families);

  text::FaceId face_for(char32_t character, text::Script script, text::Weight weight,
                        bool italic) override;
  bool has(text::FaceId face, char32_t character) override;
  text::Metrics metrics(text::FaceId face, int px) override;
  int width(text::FaceId face, int px, text::Direction direction, text::Script script,
            std::string_view utf8) override;
  // How far the ink of a run reaches out to the left of its pen's place, pixels; at least 0.
  int left_overhang(text::FaceId face, int px, text::Direction direction, text::Script script,
                    std::string_view utf8);

  // The font of a face at a size, set to this direction and script; for the painter. Valid until
  // the next call of any function here. nullptr: the file cannot be read.
  TTF_Font* font(text::FaceId face, int px, text::Direction direction, text::Script script);

 private:
  struct State;
  explicit SdlFonts(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::render
