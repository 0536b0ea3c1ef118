#include "content/publish/webvtt.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "content/publish/spans.hpp"

namespace rohnamo::publish {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view arrow = "-->";
constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Digits alone, `fewest` to `most` of them.
std::optional<int> number(std::string_view digits, std::size_t fewest, std::size_t most) {
  if (digits.size() < fewest || digits.size() > most) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

// "01:02.500" or "1:01:02.500": hours if any, two digits of minutes and seconds, three behind.
std::optional<milliseconds> timestamp(std::string_view text) {
  const auto point = text.rfind('.');
  const auto colon = text.rfind(':', point);
  if (point == std::string_view::npos || colon == std::string_view::npos) return std::nullopt;
  const auto millis = number(text.substr(point + 1), 3, 3);
  const auto seconds = number(text.substr(colon + 1, point - colon - 1), 2, 2);
  std::string_view before = text.substr(0, colon);
  std::optional<int> hours = 0;
  if (const auto first = before.find(':'); first != std::string_view::npos) {
    hours = number(before.substr(0, first), 1, 4);
    before = before.substr(first + 1);
  }
  const auto minutes = number(before, 2, 2);
  if (!millis || !seconds || !minutes || !hours || *seconds > 59 || *minutes > 59)
    return std::nullopt;
  return milliseconds(((*hours * 60LL + *minutes) * 60 + *seconds) * 1000 + *millis);
}

// Without tags, and with its entities as characters.
std::string plain(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = text.find(text[i] == '<' ? '>' : ';', i);
    if (text[i] == '<') {
      i = end == std::string_view::npos ? text.size() : end + 1;
      continue;
    }
    const bool entity = text[i] == '&' && end != std::string_view::npos;
    const auto decoded = entity ? decode_entity(text.substr(i, end + 1 - i)) : std::nullopt;
    if (decoded) {
      words += *decoded;
      i = end + 1;
    } else {
      words += text[i++];
    }
  }
  return words;
}

class Reader {
 public:
  Reader(const TextFile& file, Faults& faults) : file_(file), rest_(file.text), faults_(faults) {}

  std::vector<VttCue> read() {
    const std::string_view head = next_line();
    const bool marked =
        head.starts_with("WEBVTT") && (head.size() == 6 || blanks.find(head[6]) != blanks.npos);
    if (!marked) {
      faults_.error(place(), "the file does not begin with WEBVTT",
                    "Write WEBVTT as its first line, then an empty line.");
      return {};
    }
    while (!rest_.empty() && !trimmed(next_line()).empty()) {
    }  // the header's own lines
    while (!rest_.empty()) block();
    return std::move(cues_);
  }

 private:
  std::string_view next_line() {
    ++line_;
    const auto end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return line;
  }

  [[nodiscard]] Place place() const { return Place{file_.name, line_, 1}; }

  void block() {
    std::string_view line = trimmed(next_line());
    if (line.empty()) return;
    const bool aside = line == "STYLE" || line == "REGION" || line == "NOTE" ||
                       line.starts_with("NOTE ") || line.starts_with("NOTE\t");
    const Place start = place();
    if (!aside && line.find(arrow) == line.npos) line = trimmed(next_line());  // after its name
    auto cue = aside ? std::nullopt : times(line, start);
    std::string words;
    while (!line.empty() && !(line = trimmed(next_line())).empty()) {
      if (!words.empty()) words += ' ';
      words += line;
    }
    if (!cue) return;
    cue->words = plain(words);
    cues_.push_back(std::move(*cue));
  }

  std::optional<VttCue> times(std::string_view line, const Place& start) {
    const auto at = line.find(arrow);
    if (at == std::string_view::npos) {
      faults_.error(start, "this is no cue: it has no times",
                    "Write a line like 00:01.000 --> 00:04.500, and the words below it.");
      return std::nullopt;
    }
    const std::string_view after = trimmed(line.substr(at + arrow.size()));
    const auto from = timestamp(trimmed(line.substr(0, at)));
    const auto until = timestamp(after.substr(0, after.find_first_of(blanks)));
    if (!from || !until || *until <= *from) {
      faults_.error(place(), fmt::format("`{}` are no two times one after the other", line),
                    "Write minutes, seconds and thousandths: 00:01.000 --> 00:04.500.");
      return std::nullopt;
    }
    return VttCue{*from, *until, {}, place()};
  }

  const TextFile& file_;
  std::string_view rest_;
  int line_ = 0;
  std::vector<VttCue> cues_;
  Faults& faults_;
};

}  // namespace

std::vector<VttCue> read_webvtt(const TextFile& file, Faults& faults) {
  return Reader(file, faults).read();
}

}  // namespace rohnamo::publish
