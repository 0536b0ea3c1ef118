#include "content/publish/slug.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace rohnamo::publish {

std::string slug_of(std::string_view title) {
  constexpr std::size_t longest = 60;  // of the 64 that an id has: room for -2 behind it
  UErrorCode fault = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, fault));
  if (U_FAILURE(fault)) return {};
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(title.data(), static_cast<std::int32_t>(title.size())));
  latin->transliterate(text);
  std::string letters, slug;
  text.toUTF8String(letters);
  for (const char c : letters) {
    if (c == '\'' || c == '`') continue;  // soft signs
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  if (slug.size() > longest) {
    const auto word = slug.rfind('-', longest);
    slug.resize(word == std::string::npos ? longest : word);
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

}  // namespace rohnamo::publish
