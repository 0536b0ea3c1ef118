#include "content/feed/encoding.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace rohnamo::feed {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::size_t declaration_reach = 200;  // bytes
constexpr int sure_enough = 10;                 // of 100, by ICU's reckoning

// Nothing where a byte has no meaning in that encoding, or nobody knows it.
std::optional<std::string> converted(std::string_view bytes, const std::string& encoding) {
  UErrorCode fault = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(encoding.c_str(), &fault), ucnv_close);
  if (U_FAILURE(fault)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &fault);
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                converter.get(), fault);
  if (U_FAILURE(fault)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  if (utf8.starts_with("\xef\xbb\xbf")) utf8.erase(0, 3);
  return utf8;
}

std::string declared(std::string_view bytes) {
  const auto head = bytes.substr(0, declaration_reach);
  if (!head.starts_with("<?xml")) return {};
  const auto end = head.find("?>");
  auto at = head.substr(0, end).find("encoding");
  if (at == std::string_view::npos) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const auto close = head.find(head[at], at + 1);
  return close == std::string_view::npos ? "" : std::string(head.substr(at + 1, close - at - 1));
}

std::string marked(std::string_view bytes) {
  UErrorCode fault = U_ZERO_ERROR;
  std::int32_t length = 0;
  const char* name = ucnv_detectUnicodeSignature(
      bytes.data(), static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 4)), &length,
      &fault);
  return name == nullptr ? "" : name;
}

bool is_utf8(const std::string& encoding) {
  return encoding.empty() || ucnv_compareNames(encoding.c_str(), "UTF-8") == 0;
}

// Tags and English are ASCII, and say nothing of the encoding; they would only outvote what does.
std::string beyond_ascii(std::string_view bytes) {
  constexpr std::size_t enough = 64 << 10;
  std::string rest;
  for (const char c : bytes) {
    if (c < 0)
      rest += c;
    else if (!rest.empty() && rest.back() != ' ')
      rest += ' ';
    if (rest.size() == enough) break;
  }
  return rest;
}

std::string guess(std::string_view bytes) {
  const std::string sample = beyond_ascii(bytes);
  UErrorCode fault = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&fault),
                                                                            ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &fault);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &fault);
  if (U_FAILURE(fault) || match == nullptr || ucsdet_getConfidence(match, &fault) < sure_enough)
    return {};
  return ucsdet_getName(match, &fault);
}

}  // namespace

Result<Decoded> to_utf8(std::string_view bytes) {
  std::string encoding = marked(bytes);
  if (encoding.empty()) encoding = declared(bytes);
  if (auto text = converted(bytes, encoding.empty() ? "UTF-8" : encoding))
    return Decoded{std::move(*text), is_utf8(encoding) ? "" : encoding, false};
  if (auto text = converted(bytes, "UTF-8")) return Decoded{std::move(*text), "", true};
  encoding = guess(bytes);
  auto text = encoding.empty() ? std::nullopt : converted(bytes, encoding);
  if (!text) return fail(Code::invalid_input, "it is no text in any encoding that is known");
  return Decoded{std::move(*text), encoding, true};
}

}  // namespace rohnamo::feed
