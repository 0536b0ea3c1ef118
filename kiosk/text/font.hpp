// Fonts, as a port of the paragraph engine: which face has a character, how wide a run is.
// Sizes and positions are whole pixels of the screen. Main thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "content/model/channel.hpp"

namespace rohnamo::text {

using model::Direction;

enum class Weight : std::uint8_t { regular, bold };

// One font file in one weight.
using FaceId = std::uint16_t;
constexpr FaceId no_face = 0xffff;

// ISO 15924, four letters: "Arab", "Cyrl".
struct Script {
  char letters[5] = "Zyyy";
  bool operator==(const Script&) const = default;
};

struct Metrics {
  int ascent = 0;   // above the baseline, positive
  int descent = 0;  // below the baseline, positive
};

class Fonts {
 public:
  virtual ~Fonts() = default;
  // The first face, in the order of fonts.yaml, that has `character` in this script and weight;
  // italic where the family has one, else bold. no_face: a character that no font has.
  virtual FaceId face_for(char32_t character, Script script, Weight weight, bool italic) = 0;
  virtual bool has(FaceId face, char32_t character) = 0;
  virtual Metrics metrics(FaceId face, int px) = 0;
  // The advance of a run of one face, direction and script, shaped as a whole by HarfBuzz.
  virtual int width(FaceId face, int px, Direction direction, Script script,
                    std::string_view utf8) = 0;
};

}  // namespace rohnamo::text
