#include "content/feed/markdown_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rohnamo::feed {
namespace {

bool is_space(char c) {
  return c == ' ';
}

// Not at the begin of a block alone: anywhere.
bool has_meaning(char c) {
  return std::string_view("\\`*_[]<&~|").find(c) != std::string_view::npos;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool address = text.substr(i).starts_with("://");  // it would become a link
    if (has_meaning(text[i]) || address) result += '\\';
    result += text[i];
  }
  return result;
}

// What would begin a heading, a list, a quote or a line.
std::string escaped_begin(std::string text) {
  if (text.empty()) return text;
  if (std::string_view("#>+-=").find(text[0]) != std::string_view::npos) return "\\" + text;
  const auto digits = text.find_first_not_of("0123456789");
  if (digits > 0 && digits != std::string::npos && (text[digits] == '.' || text[digits] == ')'))
    text.insert(digits, 1, '\\');
  return text;
}

std::string destination(std::string_view link) {
  std::string result;
  for (const char c : link) {
    if (c == '<' || c == '>' || c == '\\' || c == '&') result += '\\';
    result += c;
  }
  return "<" + result + ">";
}

// Emphasis inside a word is none in Markdown: it needs room before it and behind.
bool has_room(const std::string& before, const Runs& runs, std::size_t index, bool space_behind) {
  const bool begins = before.empty() || before.back() == ' ' || before.back() == '(';
  if (!begins) return false;
  if (space_behind || index + 1 == runs.size()) return true;
  const std::string& next = runs[index + 1].text;
  return !next.empty() &&
         (is_space(next[0]) || std::string_view(".,;!?)").find(next[0]) != std::string_view::npos);
}

std::string marks_of(const Run& run) {
  return std::string(run.bold ? "**" : "") + (run.italic ? "*" : "");
}

std::string written(const Runs& runs) {
  std::string line;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::string_view text = runs[i].text;
    const bool space_before = text.starts_with(' '), space_behind = text.ends_with(' ');
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (space_before || (text.empty() && space_behind)) line += ' ';
    if (text.empty()) continue;
    const std::string marks = marks_of(runs[i]);
    const bool marked = !marks.empty() && has_room(line, runs, i, space_behind);
    std::string words = escaped(text);
    if (!runs[i].link.empty()) {
      if (line.ends_with('!')) line.insert(line.size() - 1, 1, '\\');  // else it is a picture
      words = fmt::format("[{}]({})", words, destination(runs[i].link));
    }
    line += marked ? fmt::format("{}{}{}", marks, words, marks) : words;
    if (space_behind) line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  line.erase(0, line.find_first_not_of(' '));
  return escaped_begin(std::move(line));
}

std::string row_of(const std::vector<Runs>& cells, std::size_t columns) {
  std::string row = "|";
  for (std::size_t i = 0; i < columns; ++i)
    row += fmt::format(" {} |", i < cells.size() ? written(cells[i]) : "");
  return row + "\n";
}

std::string table_of(const Block& block) {
  std::size_t columns = 1;
  for (const auto& row : block.rows) columns = std::max(columns, row.size());
  std::string table;
  for (const auto& row : block.rows) {
    table += row_of(row, columns);
    if (&row != &block.rows.front()) continue;
    table += "|";
    for (std::size_t i = 0; i < columns; ++i) table += "---|";
    table += "\n";
  }
  return table;
}

std::string written(const Block& block) {
  switch (block.type) {
    case Block::Type::heading:
      return fmt::format("{} {}\n", block.level == 2 ? "##" : "###", written(block.runs));
    case Block::Type::item:
      return fmt::format("{:{}}{} {}\n", "", 4 * (block.level - 1),
                         block.number > 0 ? fmt::format("{}.", block.number) : "-",
                         written(block.runs));
    case Block::Type::quote:
      return fmt::format("> {}\n", written(block.runs));
    case Block::Type::table:
      return table_of(block);
    case Block::Type::rule:
      return "---\n";
    default:
      return written(block.runs) + "\n";
  }
}

// What stands between two blocks.
std::string_view between(const Block& before, const Block& block) {
  if (before.type != block.type) return "\n";
  if (block.type == Block::Type::item) return "";
  return block.type == Block::Type::quote ? ">\n" : "\n";
}

}  // namespace

std::string to_markdown(const ArticleText& article) {
  std::string text;
  const Block* before = nullptr;
  for (const Block& block : article.blocks) {
    if (before != nullptr) text += between(*before, block);
    text += written(block);
    before = &block;
  }
  return text;
}

std::string plain(const Runs& runs) {
  std::string words;
  for (const Run& run : runs) words += run.text;
  return words;
}

}  // namespace rohnamo::feed
