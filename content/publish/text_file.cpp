#include "content/publish/text_file.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "content/base/utf8.hpp"

namespace rohnamo::publish {
namespace {

// The offset of the first byte that is not UTF-8, or of a control character that no text holds.
std::optional<std::size_t> first_bad_byte(std::string_view text) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    const std::int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    const bool control = c >= 0 && c < 0x20 && c != '\n' && c != '\t';
    if (c < 0 || control) return static_cast<std::size_t>(start);
  }
  return std::nullopt;
}

std::string without_dos_marks(std::string text) {
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  if (text.find('\r') == std::string::npos) return text;
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i];
  }
  return plain;
}

}  // namespace

Place TextFile::place(std::size_t offset) const {
  const std::string_view before = std::string_view(text).substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto column = base::utf8::characters(before.substr(line_start)) + 1;
  return Place{name, static_cast<int>(line), static_cast<int>(column)};
}

Place PlaceCursor::at(std::size_t offset) {
  for (; offset_ < std::min(offset, file_.text.size()); ++offset_) {
    const char c = file_.text[offset_];
    if (c == '\n')
      ++place_.line, place_.column = 1;
    else if (base::utf8::begins(c))
      ++place_.column;
  }
  return place_;
}

std::optional<TextFile> read_text(base::Fs& fs, const base::Path& path, Faults& faults,
                                  std::uint64_t limit) {
  auto bytes = fs.read(path, limit);
  if (!bytes) {
    const bool large = bytes.error().code == base::Code::too_large;
    faults.error(Place{path.string()}, bytes.error().message,
                 large ? fmt::format("Split it: such a file has at most {} MiB.", limit >> 20)
                       : "Make it a file that can be read.");
    return std::nullopt;
  }
  TextFile file{path.string(), without_dos_marks(std::move(*bytes))};
  if (const auto bad = first_bad_byte(file.text)) {
    faults.error(file.place(*bad), "here is a byte that is not UTF-8 text",
                 "Save the file as UTF-8 in your editor, or take the character out.");
    return std::nullopt;
  }
  return file;
}

}  // namespace rohnamo::publish
