#include "kiosk/render/sdl_fonts.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstring>
#include <list>
#include <set>
#include <unordered_map>
#include <vector>

namespace rohnamo::render {
namespace {

using text::Direction;
using text::FaceId;
using text::no_face;
using text::Script;
using text::Weight;

constexpr std::uint64_t font_list_limit = 64 << 10;  // bytes
constexpr std::size_t open_fonts_limit = 32;         // each some 100 kB with its glyphs
constexpr std::size_t widths_limit = 16384;          // of words, a few pages in every language
constexpr int coverage_px = 32;                      // any size tells which characters there are

struct FontCloser {
  void operator()(TTF_Font* font) const { TTF_CloseFont(font); }
};

struct OpenFont {
  FaceId face = no_face;
  int px = 0;
  std::unique_ptr<TTF_Font, FontCloser> font;
};

// One file, mapped once for all sizes.
struct Face {
  base::Path path;
  int index = 0;
  bool tried = false;
  bool optional = false;
  bool broken = false;
  std::unique_ptr<base::Mapping> bytes;  // stays while fonts are open on it
};

std::string width_key(FaceId face, int px, Direction direction, Script script,
                      std::string_view utf8) {
  std::string key;
  key.reserve(utf8.size() + 12);
  key.append(reinterpret_cast<const char*>(&face), sizeof face);
  key.append(reinterpret_cast<const char*>(&px), sizeof px);
  key.push_back(direction == Direction::right_to_left ? 'r' : 'l');
  key.append(script.letters, 4);
  key.append(utf8);
  return key;
}

int measured(TTF_Font* font, const std::string& utf8) {
  int width = 0;
  return font != nullptr && TTF_SizeUTF8(font, utf8.c_str(), &width, nullptr) == 0 ? width : 0;
}

}  // namespace

struct SdlFonts::State {
  std::vector<FontFamily> families;  // all that were ever asked: a face stays what it was
  std::size_t installed = 0;         // of families: the first ones
  std::vector<std::size_t> order;    // in which families are asked
  std::vector<FontFamily> carried;
  std::vector<Face> faces;                      // face_variants for each family
  std::list<OpenFont> open;                     // the most recently used first
  std::unordered_map<std::string, int> widths;  // of runs between spaces
  std::set<char32_t> missing;                   // named in the log once

  ~State() {
    open.clear();  // before the library goes
    TTF_Quit();
  }

  void add(FontFamily family, const base::Path& folder) {
    for (const auto& file : family.files) {
      Face face;
      if (!file.empty()) face.path = folder / file;
      face.index = family.collection_index;
      face.optional = family.optional;
      faces.push_back(std::move(face));
    }
    families.push_back(std::move(family));
  }

  // Where a carried family is, which is added where it is new.
  std::size_t place_of(const FontFamily& family) {
    const auto begin = families.begin() + static_cast<std::ptrdiff_t>(installed);
    const auto known = std::find(begin, families.end(), family);
    const auto place = static_cast<std::size_t>(known - families.begin());
    if (place == families.size()) add(family, {});
    return place;
  }

  bool readable(Face& face) {
    if (face.tried || face.path.empty()) return face.bytes != nullptr && !face.broken;
    face.tried = true;
    if (auto bytes = base::posix_fs().map(face.path)) {
      face.bytes = std::move(*bytes);
    } else if (!face.optional) {
      spdlog::warn("font: {}", bytes.error().message);
    }
    return face.bytes != nullptr;
  }

  // The family's own variant. What has no italic is emphasised by weight, as its script does it.
  FaceId face_of(std::size_t family, Weight weight, bool italic) {
    const std::size_t first = family * face_variants;
    for (const auto variant :
         {face_variant(weight, italic), face_variant(italic ? Weight::bold : weight, false),
          std::size_t{0}}) {
      if (readable(faces[first + variant])) return static_cast<FaceId>(first + variant);
    }
    return no_face;
  }

  bool serves(const FontFamily& family, Script script) const {
    return std::find(family.scripts.begin(), family.scripts.end(), script) != family.scripts.end();
  }

  TTF_Font* at(FaceId face, int px) {
    for (auto entry = open.begin(); entry != open.end(); ++entry) {
      if (entry->face != face || entry->px != px) continue;
      open.splice(open.begin(), open, entry);
      return open.front().font.get();
    }
    return open_font(face, px);
  }

  TTF_Font* open_font(FaceId id, int px) {
    if (id >= faces.size() || !readable(faces[id])) return nullptr;
    auto& face = faces[id];
    const auto bytes = face.bytes->bytes();
    SDL_RWops* stream = SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
    std::unique_ptr<TTF_Font, FontCloser> font(TTF_OpenFontIndexRW(stream, 1, px, face.index));
    if (!font) {
      spdlog::warn("font: {}: {}", face.path.string(), TTF_GetError());
      face.broken = true;
      return nullptr;
    }
    // Vertical hinting alone, glyphs at fractions of a pixel: even spacing, and a third of the
    // time of TrueType's bytecode.
    TTF_SetFontHinting(font.get(), TTF_HINTING_LIGHT_SUBPIXEL);
    TTF_SetFontKerning(font.get(), 1);
    if (open.size() >= open_fonts_limit) open.pop_back();
    open.push_front({id, px, std::move(font)});
    return open.front().font.get();
  }

  bool has(FaceId face, char32_t character) {
    TTF_Font* font = any_size(face);
    return font != nullptr && TTF_GlyphIsProvided32(font, character) != 0;
  }

  TTF_Font* font(FaceId face, int px, Direction direction, Script script) {
    TTF_Font* font = at(face, px);
    if (font == nullptr) return nullptr;
    TTF_SetFontDirection(
        font, direction == Direction::right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, script.letters);
    return font;
  }

  // The width of a run with a space on either side. SDL_ttf measures the ink where it reaches past
  // the advances, as an italic f does; between two spaces it cannot.
  int between_spaces(FaceId face, int px, Direction direction, Script script,
                     std::string_view utf8) {
    auto key = width_key(face, px, direction, script, utf8);
    if (const auto known = widths.find(key); known != widths.end()) return known->second;
    const int width = measured(font(face, px, direction, script), fmt::format(" {} ", utf8));
    if (widths.size() >= widths_limit) widths.clear();
    widths.emplace(std::move(key), width);
    return width;
  }

  TTF_Font* any_size(FaceId face) {
    for (const auto& entry : open) {
      if (entry.face == face) return entry.font.get();
    }
    return open_font(face, coverage_px);
  }
};

base::Result<std::unique_ptr<SdlFonts>> SdlFonts::open(const base::Path& folder) {
  const auto list = TRY(base::posix_fs().read(folder / "fonts.yaml", font_list_limit));
  auto families = TRY(parse_font_list(list));
  if (TTF_Init() != 0) return base::fail(base::Code::io, fmt::format("fonts: {}", TTF_GetError()));
  auto state = std::make_unique<State>();
  for (auto& family : families) {
    state->order.push_back(state->families.size());
    state->add(std::move(family), folder);
  }
  state->installed = state->families.size();
  return std::unique_ptr<SdlFonts>(new SdlFonts(std::move(state)));
}

SdlFonts::SdlFonts(std::unique_ptr<State> state) : state_(std::move(state)) {}
SdlFonts::~SdlFonts() = default;

void SdlFonts::carry(const std::vector<FontFamily>& families) {
  if (families == state_->carried) return;
  state_->carried = families;
  state_->order.clear();
  for (const FontFamily& family : families) state_->order.push_back(state_->place_of(family));
  for (std::size_t i = 0; i < state_->installed; ++i) state_->order.push_back(i);
  state_->missing.clear();
}

FaceId SdlFonts::face_for(char32_t character, Script script, Weight weight, bool italic) {
  for (const bool serving : {true, false}) {
    for (const std::size_t i : state_->order) {
      if (state_->serves(state_->families[i], script) != serving) continue;
      const FaceId face = state_->face_of(i, weight, italic);
      if (face != no_face && state_->has(face, character)) return face;
    }
  }
  if (state_->missing.insert(character).second) {
    spdlog::warn("no font has U+{:04X}: it is left out", static_cast<std::uint32_t>(character));
  }
  return no_face;
}

bool SdlFonts::has(FaceId face, char32_t character) {
  return state_->has(face, character);
}

text::Metrics SdlFonts::metrics(FaceId face, int px) {
  TTF_Font* font = state_->at(face, px);
  if (font == nullptr) return {px, px / 4};
  return {TTF_FontAscent(font), -TTF_FontDescent(font)};
}

int SdlFonts::width(FaceId face, int px, Direction direction, Script script,
                    std::string_view utf8) {
  return state_->between_spaces(face, px, direction, script, utf8) -
         state_->between_spaces(face, px, direction, script, "");
}

// SDL_ttf moves a drawing to the right by that, and does not tell. Two spaces behind the run leave
// it in the width; one on each side takes it out.
int SdlFonts::left_overhang(FaceId face, int px, Direction direction, Script script,
                            std::string_view utf8) {
  const bool rtl = direction == Direction::right_to_left;
  const auto open = rtl ? fmt::format("  {}", utf8) : fmt::format("{}  ", utf8);
  const int width = measured(state_->font(face, px, direction, script), open);
  return std::max(0, width - state_->between_spaces(face, px, direction, script, utf8));
}

TTF_Font* SdlFonts::font(FaceId face, int px, Direction direction, Script script) {
  return state_->font(face, px, direction, script);
}

}  // namespace rohnamo::render
