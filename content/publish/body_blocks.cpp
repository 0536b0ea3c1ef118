#include "content/publish/body_blocks.hpp"

#include <algorithm>
#include <cctype>

namespace rohnamo::publish {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The bytes of the marks of quotes and the white space that a line begins with.
std::size_t margin(std::string_view line) {
  return std::min(line.find_first_not_of("> \t"), line.size());
}

// The first line of a block, or a further one, without its line end.
struct Line {
  std::size_t begin = 0, end = 0;  // in the body
  std::size_t text = 0;            // where its text begins, in the body
  std::size_t depth = 0;           // of quotes
  enum class Kind { blank, rule, underline, heading, item, numbered, row, row_rule, plain } kind;
  bool first_number = false;  // a numbered item that is the first
  std::size_t level = 0;      // of a heading
};

bool is_rule(std::string_view text) {
  const char mark = text.front();
  if (mark != '-' && mark != '*' && mark != '_') return false;
  const auto marks = std::count(text.begin(), text.end(), mark);
  return marks >= 3 &&
         std::all_of(text.begin(), text.end(), [&](char c) { return c == mark || is_space(c); });
}

// What may make a heading of the paragraph above it.
bool is_underline(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(" \t") + 1);
  return text.find_first_not_of('-') == std::string_view::npos ||
         text.find_first_not_of('=') == std::string_view::npos;
}

// The length of a mark with the space behind it; 0 where there is none, or nothing behind it.
std::size_t with_space(std::string_view text, std::size_t mark) {
  const auto end = text.find_first_not_of(" \t", mark);
  return mark > 0 && end != std::string_view::npos && end > mark ? end : 0;
}

std::size_t heading_mark(std::string_view text) {
  const auto level = std::min(text.find_first_not_of('#'), text.size());
  return level <= 6 ? with_space(text, level) : 0;
}

std::size_t item_mark(std::string_view text) {
  return text[0] == '-' || text[0] == '*' || text[0] == '+' ? with_space(text, 1) : 0;
}

std::size_t number_mark(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 9 || digits == text.size()) return 0;
  return text[digits] == '.' || text[digits] == ')' ? with_space(text, digits + 1) : 0;
}

Line::Kind kind_of(std::string_view text, std::size_t& mark) {
  mark = 0;
  if (text.empty()) return Line::Kind::blank;
  if (is_rule(text)) return is_underline(text) ? Line::Kind::underline : Line::Kind::rule;
  if (is_underline(text)) return Line::Kind::underline;
  if ((mark = heading_mark(text)) > 0) return Line::Kind::heading;
  if ((mark = item_mark(text)) > 0) return Line::Kind::item;
  if ((mark = number_mark(text)) > 0) return Line::Kind::numbered;
  if (text.front() != '|') return Line::Kind::plain;
  const bool delimits = text.find_first_not_of("|:- \t") == std::string_view::npos &&
                        text.find('-') != std::string_view::npos;
  return delimits ? Line::Kind::row_rule : Line::Kind::row;
}

Line read_line(std::string_view body, std::size_t begin) {
  Line line;
  line.begin = begin;
  line.end = std::min(body.find('\n', begin), body.size());
  const auto whole = body.substr(begin, line.end - begin);
  const auto start = margin(whole);
  line.depth = static_cast<std::size_t>(
      std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(start), '>'));
  const auto text = whole.substr(start);
  std::size_t mark = 0;
  line.kind = kind_of(text, mark);
  line.text = begin + start + mark;
  line.level = line.kind == Line::Kind::heading ? text.find_first_not_of('#') : 0;
  line.first_number = line.kind == Line::Kind::numbered && text[0] == '1' && !is_digit(text[1]);
  return line;
}

std::string shape_of(const Line& line, std::size_t rules) {
  std::string shape(rules, '~');
  shape.append(line.depth, '>');
  switch (line.kind) {
    case Line::Kind::heading:
      return shape + std::to_string(line.level);
    case Line::Kind::item:
      return shape + '-';
    case Line::Kind::numbered:
      return shape + '.';
    case Line::Kind::row:
      return shape + '|';
    default:
      return shape + 'p';
  }
}

// Where a further line of a block of one line would begin: below its text.
std::string margin_below(std::string_view lead) {
  std::string last(lead.substr(lead.rfind('\n') + 1));
  for (char& c : last)
    if (c != '>' && c != '\t') c = ' ';
  return last;
}

class Splitter {
 public:
  explicit Splitter(std::string_view body) : body_(body) {}

  BodyBlocks split() {
    for (std::size_t at = 0; at < body_.size();) {
      const Line line = read_line(body_, at);
      take(line);
      at = line.end + 1;
    }
    close();
    blocks_.tail = body_.substr(written_);
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] bool goes_on(const Line& line) const {
    if (lines_.empty() || line.depth > lines_.front().depth) return false;
    const bool in_list = lines_.front().kind != Line::Kind::plain;
    switch (line.kind) {
      case Line::Kind::plain:
        return true;
      case Line::Kind::underline:
        return !in_list && line.depth == lines_.front().depth;
      case Line::Kind::numbered:  // any other number does not interrupt a paragraph (CommonMark)
        return !in_list && !line.first_number;
      default:
        return false;
    }
  }

  void take(const Line& line) {
    if (goes_on(line)) {
      lines_.push_back(line);
      return;
    }
    close();
    switch (line.kind) {
      case Line::Kind::blank:
      case Line::Kind::row_rule:
        return;
      case Line::Kind::underline:
        if (!is_rule(body_.substr(line.text, line.end - line.text))) break;
        [[fallthrough]];
      case Line::Kind::rule:
        ++rules_;
        return;
      default:
        break;
    }
    lines_.push_back(line);
    if (line.kind == Line::Kind::heading || line.kind == Line::Kind::row) close();
  }

  // The longest beginning that all further lines share.
  [[nodiscard]] std::string follow() const {
    std::string_view common;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      auto whole = body_.substr(line.begin, line.end - line.begin);
      whole = whole.substr(0, margin(whole));
      if (i == 1) common = whole;
      const auto differ = std::mismatch(common.begin(), common.end(), whole.begin(), whole.end());
      common = common.substr(0, static_cast<std::size_t>(differ.first - common.begin()));
    }
    return std::string(common);
  }

  void close() {
    if (lines_.empty()) return;
    BodyBlock block;
    const Line& first = lines_.front();
    block.shape = shape_of(first, rules_);
    block.lead = body_.substr(written_, first.text - written_);
    block.follow = lines_.size() > 1 ? follow() : margin_below(block.lead);
    block.text = body_.substr(first.text, first.end - first.text);
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const auto begin = lines_[i].begin + block.follow.size();
      block.text += '\n';
      block.text += body_.substr(begin, lines_[i].end - begin);
    }
    const auto trailing = block.text.size() - (block.text.find_last_not_of(" \t\n") + 1);
    block.text.resize(block.text.size() - trailing);
    written_ = lines_.back().end - trailing;
    blocks_.blocks.push_back(std::move(block));
    lines_.clear();
    rules_ = 0;
  }

  std::string_view body_;
  std::size_t written_ = 0;  // up to here the body is in blocks
  std::size_t rules_ = 0;    // since the last block
  std::vector<Line> lines_;  // of the block that is open
  BodyBlocks blocks_;
};

}  // namespace

std::string BodyBlock::written() const {
  std::string all = lead;
  for (const char c : text) {
    all += c;
    if (c == '\n') all += follow;
  }
  return all;
}

std::string BodyBlocks::written() const {
  std::string all;
  for (const auto& block : blocks) all += block.written();
  return all + tail;
}

bool BodyBlocks::same_shape(const BodyBlocks& other) const {
  return std::equal(blocks.begin(), blocks.end(), other.blocks.begin(), other.blocks.end(),
                    [](const auto& a, const auto& b) { return a.shape == b.shape; });
}

BodyBlocks split_body(std::string_view body) {
  return Splitter(body).split();
}

bool stays_one_block(const BodyBlocks& body, std::size_t index, std::string_view text) {
  BodyBlocks changed = body;
  changed.blocks[index].text = text;
  const auto again = split_body(changed.written());
  return again.same_shape(body) && again.blocks[index].text == text;
}

}  // namespace rohnamo::publish
