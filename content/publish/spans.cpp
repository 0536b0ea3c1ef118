#include "content/publish/spans.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rohnamo::publish {
namespace {

constexpr std::array<std::pair<std::string_view, UChar32>, 18> entities{{
    {"amp", '&'},
    {"apos", '\''},
    {"copy", 0xa9},
    {"gt", '>'},
    {"hellip", 0x2026},
    {"laquo", 0xab},
    {"ldquo", 0x201c},
    {"lrm", 0x200e},
    {"lt", '<'},
    {"mdash", 0x2014},
    {"nbsp", 0xa0},
    {"ndash", 0x2013},
    {"quot", '"'},
    {"raquo", 0xbb},
    {"rdquo", 0x201d},
    {"rlm", 0x200f},
    {"shy", 0xad},
    {"zwnj", 0x200c},
}};

std::optional<UChar32> numeric(std::string_view digits) {
  int base = 10;
  if (!digits.empty() && (digits[0] == 'x' || digits[0] == 'X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint32_t value = 0;
  const auto [end, bad] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  const bool scalar = value >= 0x20 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  if (bad != std::errc() || end != digits.data() + digits.size() || !scalar) return std::nullopt;
  return static_cast<UChar32>(value);
}

std::string utf8(UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  return {bytes, static_cast<std::size_t>(length)};
}

bool wide(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

UChar32 first_character(std::string_view text) {
  std::int32_t i = 0;
  UChar32 c = -1;
  if (!text.empty()) U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  return c;
}

UChar32 last_character(std::string_view text) {
  auto i = static_cast<std::int32_t>(text.size());
  UChar32 c = -1;
  if (!text.empty()) U8_PREV(text.data(), 0, i, c);
  return c;
}

}  // namespace

std::optional<std::string> decode_entity(std::string_view entity) {
  if (entity.size() < 3) return std::nullopt;
  const auto name = entity.substr(1, entity.size() - 2);  // without & and ;
  if (name[0] == '#') {
    const auto c = numeric(name.substr(1));
    return c ? std::optional(utf8(*c)) : std::nullopt;
  }
  const auto* known = std::find_if(entities.begin(), entities.end(),
                                   [&](const auto& entry) { return entry.first == name; });
  if (known == entities.end()) return std::nullopt;
  return utf8(known->second);
}

void SpanBuilder::append(std::string_view text) {
  const bool bold = bold_ > 0;
  const bool italic = italic_ > 0;
  const bool same = !spans_.empty() && spans_.back().bold == bold &&
                    spans_.back().italic == italic && spans_.back().link == link_ &&
                    first_line_ != spans_.size();
  if (!same) spans_.push_back({"", bold, italic, link_});
  spans_.back().text += text;
}

void SpanBuilder::text(std::string_view text) {
  if (text.empty()) return;
  if (line_ended_ && !spans_.empty()) {
    const bool joined = wide(last_character(spans_.back().text)) && wide(first_character(text));
    if (!joined) append(" ");
  }
  line_ended_ = false;
  append(text);
}

void SpanBuilder::line_break() {
  if (!first_line_) first_line_ = spans_.size();
  line_ended_ = false;
  append("\n");
}

void SpanBuilder::line_end() {
  if (!first_line_) first_line_ = spans_.size();
  line_ended_ = true;
}

model::Spans SpanBuilder::take() {
  model::Spans spans;
  for (auto& span : spans_) {  // what the first line's end kept apart
    const bool same = !spans.empty() && spans.back().bold == span.bold &&
                      spans.back().italic == span.italic && spans.back().link == span.link;
    if (same)
      spans.back().text += span.text;
    else
      spans.push_back(std::move(span));
  }
  spans_.clear();
  first_line_.reset();
  line_ended_ = false;
  return spans;
}

model::Spans SpanBuilder::take_after_title(model::Spans& title) {
  const std::size_t length = first_line_.value_or(spans_.size());
  const auto end = spans_.begin() + static_cast<std::ptrdiff_t>(length);
  if (length == 0 || !std::all_of(spans_.begin(), end, [](const auto& s) { return s.bold; }))
    return take();
  title.assign(spans_.begin(), end);
  spans_.erase(spans_.begin(), end);
  // The line end between the two is nobody's text.
  auto& last = title.back().text;
  last.erase(last.find_last_not_of(' ') + 1);
  if (!spans_.empty()) {
    auto& text = spans_.front().text;
    text.erase(0, text.find_first_not_of(" \n"));
    if (text.empty()) spans_.erase(spans_.begin());
  }
  return take();
}

}  // namespace rohnamo::publish
