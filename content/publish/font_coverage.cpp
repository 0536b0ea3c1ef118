#include "content/publish/font_coverage.hpp"

#include <hb.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

constexpr std::size_t variants = font_variants.size();

bool needs_no_letter(UChar32 c) {
  return u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_composed(UChar32 c) {
  return u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

struct Freed {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
  void operator()(hb_set_t* set) const { hb_set_destroy(set); }
};

template <class Characters>
void add_file(base::Fs& fs, const base::Path& path, int index, Characters& characters) {
  const auto mapping = fs.map(path);
  if (!mapping) return;
  const auto bytes = (*mapping)->bytes();
  const std::unique_ptr<hb_blob_t, Freed> blob(
      hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY,
                     nullptr, nullptr));
  const std::unique_ptr<hb_face_t, Freed> face(
      hb_face_create(blob.get(), static_cast<unsigned>(index)));
  const std::unique_ptr<hb_set_t, Freed> found(hb_set_create());
  hb_face_collect_unicodes(face.get(), found.get());
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(found.get(), &c) != 0;)
    if (c < characters.size()) characters.set(c);
}

template <class Visit>
void each_character(std::string_view text, const Visit& visit) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), i, length, c);
    if (!visit(c)) return;
  }
}

std::string composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string utf8;
  icu::StringByteSink sink(&utf8);
  if (U_SUCCESS(status)) nfc->normalizeUTF8(0, text, sink, nullptr, status);
  return U_SUCCESS(status) ? utf8 : std::string(text);
}

}  // namespace

void FontCoverage::add(base::Fs& fs, const base::Path& folder,
                       const std::vector<FontSource>& fonts) {
  for (const FontSource& font : fonts) {
    const std::size_t first = faces_.size();
    for (const FontVariant variant : font_variants) {
      faces_.push_back(std::make_unique<Characters>());
      const std::string& name = font.file(variant).name;
      if (!name.empty()) add_file(fs, folder / name, font.collection_index, *faces_.back());
    }
    const auto own = [&](FontVariant variant) -> Characters& {
      return *faces_[first + static_cast<std::size_t>(variant)];
    };
    // What is missing is lent, as the screens do it: an italic is emphasised by weight.
    for (const auto& [variant, lender] : {std::pair(FontVariant::bold_italic, FontVariant::bold),
                                          std::pair(FontVariant::italic, FontVariant::bold),
                                          std::pair(FontVariant::bold, FontVariant::regular)})
      if (own(variant).none()) own(variant) = own(lender);
    for (const FontVariant variant : {FontVariant::bold_italic, FontVariant::italic})
      if (own(variant).none()) own(variant) = own(FontVariant::regular);
  }
}

void FontCoverage::settle() {
  shown_->set();
  for (std::size_t variant = 0; variant < variants; ++variant) {
    Characters any;
    for (std::size_t face = variant; face < faces_.size(); face += variants) any |= *faces_[face];
    *shown_ &= any;
  }
  for (std::size_t c = 0; c < code_points; ++c) {
    const auto point = static_cast<UChar32>(c);
    if (!shown_->test(c) && needs_no_letter(point)) shown_->set(c);
    plain_->set(c, shown_->test(c) && is_composed(point));
  }
}

std::u32string FontCoverage::missing(std::string_view text) const {
  bool plain = true;
  each_character(text,
                 [&](UChar32 c) { return plain = plain_->test(static_cast<std::size_t>(c)); });
  std::u32string found;
  if (plain) return found;
  each_character(composed(text), [&](UChar32 c) {
    const auto character = static_cast<char32_t>(c);
    if (!shown_->test(static_cast<std::size_t>(c)) && found.find(character) == found.npos)
      found += character;
    return true;
  });
  return found;
}

}  // namespace rohnamo::publish
