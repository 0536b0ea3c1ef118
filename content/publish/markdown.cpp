#include "content/publish/markdown.hpp"

#include <fmt/format.h>
#include <md4c.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "content/base/utf8.hpp"
#include "content/publish/spans.hpp"

namespace rohnamo::publish {
namespace {

using model::Block;

constexpr unsigned dialect = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS |
                             MD_FLAG_PERMISSIVEURLAUTOLINKS;

Block block(Block::Type type, model::Spans spans = {}) {
  Block block;
  block.type = type;
  block.spans = std::move(spans);
  return block;
}

// Follows md4c through the text. md4c tells no positions, but the texts it hands over are parts of
// the file: the place of a fault is the nearest of them.
class Walk {
 public:
  Walk(const TextFile& file, std::size_t begin, Faults& faults, Body& body)
      : file_(file), at_(begin), faults_(faults), body_(body) {}

  void enter(MD_BLOCKTYPE type, const void* detail);
  void leave(MD_BLOCKTYPE type, const void* detail);
  void enter(MD_SPANTYPE type, const void* detail);
  void leave(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, std::string_view text);

 private:
  struct List {
    bool numbered = false;
    int next = 1;
    bool item_written = false;  // the current item's text, before a list within it
  };

  void enter_list(bool numbered, unsigned start);
  void enter_paragraph();
  void leave_paragraph();
  void leave_first_in_quote();
  void write_item(bool last);
  void leave_item();
  void leave_quote();
  void leave_table();
  void link(const MD_ATTRIBUTE& href);

  void write(Block block) {
    (in_quote_ ? quoted_ : body_.document.blocks).push_back(std::move(block));
  }
  // A fault in a block that begins: its place is that of the first text in it.
  void reject_block(std::string what, std::string advice);
  void reject(std::string what, std::string advice);
  void settle();
  void locate(const char* text);
  std::string attribute(const MD_ATTRIBUTE& attribute);

  const TextFile& file_;
  std::size_t at_;         // the last text that was seen
  std::size_t begin_ = 0;  // the first text of the block
  Faults& faults_;
  Body& body_;
  SpanBuilder spans_;
  std::vector<List> lists_;
  bool in_quote_ = false;
  bool boxed_ = false;
  std::vector<Block> quoted_;
  std::vector<std::vector<model::Spans>> rows_;
  bool in_raw_ = false;  // HTML or code, said once
  std::optional<std::pair<std::string, std::string>> waiting_;
};

void Walk::locate(const char* text) {
  const char* begin = file_.text.data();
  const std::less<> before;
  if (before(text, begin) || !before(text, begin + file_.text.size())) return;
  at_ = static_cast<std::size_t>(text - begin);
}

void Walk::reject(std::string what, std::string advice) {
  faults_.error(file_.place(at_), std::move(what), std::move(advice));
}

void Walk::reject_block(std::string what, std::string advice) {
  settle();
  waiting_.emplace(std::move(what), std::move(advice));
}

void Walk::settle() {
  if (!waiting_) return;
  reject(std::move(waiting_->first), std::move(waiting_->second));
  waiting_.reset();
}

std::string Walk::attribute(const MD_ATTRIBUTE& attribute) {
  std::string text;
  for (int i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const auto from = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + from, attribute.substr_offsets[i + 1] - from);
    const bool entity = attribute.substr_types[i] == MD_TEXT_ENTITY;
    text += entity ? decode_entity(part).value_or(std::string(part)) : std::string(part);
  }
  return text;
}

void Walk::enter(MD_BLOCKTYPE type, const void* detail) {
  switch (type) {
    case MD_BLOCK_UL:
      return enter_list(false, 0);
    case MD_BLOCK_OL:
      return enter_list(true, static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start);
    case MD_BLOCK_LI:
      lists_.back().item_written = false;
      return;
    case MD_BLOCK_P:
      return enter_paragraph();
    case MD_BLOCK_QUOTE:
      if (in_quote_ || !lists_.empty())
        reject_block("a quote stands in a list or in another quote", "Put it by itself.");
      in_quote_ = true;
      return;
    case MD_BLOCK_H: {
      const auto level = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
      if (level < 2 || level > 3)
        reject_block(fmt::format("a heading of level {}", level),
                     "Use ## or ###: the title above them is in the front matter.");
      else if (in_quote_ || !lists_.empty())
        reject_block("a heading stands in a list or a quote", "Put it by itself.");
      return;
    }
    case MD_BLOCK_CODE:
      in_raw_ = true;
      return reject_block("a block of code, which the screen cannot show", "Write it as text.");
    case MD_BLOCK_HTML:
      in_raw_ = true;
      return reject_block("HTML, which the screen cannot show", "Write it in Markdown.");
    case MD_BLOCK_TABLE:
      if (in_quote_ || !lists_.empty())
        reject_block("a table stands in a list or a quote", "Put it by itself.");
      return;
    case MD_BLOCK_TR:
      rows_.emplace_back();
      return;
    default:
      return;
  }
}

void Walk::leave(MD_BLOCKTYPE type, const void* detail) {
  settle();
  switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      lists_.pop_back();
      return;
    case MD_BLOCK_LI:
      return leave_item();
    case MD_BLOCK_P:
      return leave_paragraph();
    case MD_BLOCK_QUOTE:
      return leave_quote();
    case MD_BLOCK_HR:
      if (in_quote_ || !lists_.empty())
        reject("near here a line `---` stands in a list or a quote", "Put it by itself.");
      return write(block(Block::Type::rule));
    case MD_BLOCK_H: {
      const auto level = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
      Block heading = block(Block::Type::heading, spans_.take());
      heading.level = static_cast<int>(level);
      return write(std::move(heading));
    }
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
      in_raw_ = false;
      spans_.take();
      return;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      rows_.back().push_back(spans_.take());
      return;
    case MD_BLOCK_TABLE:
      return leave_table();
    default:
      return;
  }
}

void Walk::enter_list(bool numbered, unsigned start) {
  write_item(false);
  lists_.push_back({numbered, static_cast<int>(start), false});
}

void Walk::enter_paragraph() {
  if (!lists_.empty() && !spans_.empty()) spans_.line_break();  // an item's second paragraph
}

void Walk::leave_paragraph() {
  if (!lists_.empty()) return;  // leave_item() writes it
  const bool escaped = begin_ > 0 && file_.text[begin_ - 1] == '\\';
  if (spans_.starts_with('|') && !escaped)
    reject("this looks like a table, but is none",
           "Put a line |---|---| under its first line, with as many columns as that has.");
  if (in_quote_ && quoted_.empty()) return leave_first_in_quote();
  write(block(Block::Type::paragraph, spans_.take()));
}

void Walk::leave_first_in_quote() {
  model::Spans title;
  auto rest = spans_.take_after_title(title);
  boxed_ = !title.empty();
  if (boxed_) write(block(Block::Type::paragraph, std::move(title)));
  if (!rest.empty()) write(block(Block::Type::paragraph, std::move(rest)));
}

void Walk::write_item(bool last) {
  if (lists_.empty() || spans_.empty()) return;
  List& list = lists_.back();
  if (list.item_written)
    reject("an item goes on after the list within it", "Put all of its text before that list.");
  Block item = block(Block::Type::item, spans_.take());
  item.level = std::min(static_cast<int>(lists_.size()), model::deepest_level);
  item.number = list.numbered ? list.next : 0;
  write(std::move(item));
  list.item_written = !last;
}

void Walk::leave_item() {
  write_item(true);
  ++lists_.back().next;
}

void Walk::leave_quote() {
  in_quote_ = false;
  if (boxed_) {
    Block box = block(Block::Type::box);
    box.blocks.swap(quoted_);
    write(std::move(box));
  } else {
    for (auto& part : quoted_) {
      if (part.type == Block::Type::item)
        reject("a quote holds a list",
               "Take the list out of it, or make the quote a box: its first line **bold**.");
      part.type = Block::Type::quote;
      write(std::move(part));
    }
  }
  quoted_.clear();
  boxed_ = false;
}

void Walk::leave_table() {
  Block table = block(Block::Type::table);
  table.rows = std::move(rows_);
  write(std::move(table));
  rows_.clear();
}

void Walk::enter(MD_SPANTYPE type, const void* detail) {
  switch (type) {
    case MD_SPAN_STRONG:
      return spans_.bold(1);
    case MD_SPAN_EM:
      return spans_.italic(1);
    case MD_SPAN_A:
      return link(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
    case MD_SPAN_IMG:
      locate(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src.text);
      return reject("a picture in the text, which the screen cannot show",
                    "A story has one picture: name it in story.yaml.");
    case MD_SPAN_CODE:
      return reject_block("`code`, which the screen cannot show", "Take the ` marks away.");
    case MD_SPAN_DEL:
      return reject_block("text struck through, which the screen cannot show",
                          "Take the ~ marks away, and the text too if it is not meant.");
    default:
      return;
  }
}

void Walk::leave(MD_SPANTYPE type) {
  settle();
  if (type == MD_SPAN_STRONG) spans_.bold(-1);
  if (type == MD_SPAN_EM) spans_.italic(-1);
  if (type == MD_SPAN_A) spans_.link("");
}

void Walk::link(const MD_ATTRIBUTE& href) {
  locate(href.text);
  const std::string address = attribute(href);
  if (address.starts_with("story:")) {
    body_.story_links.push_back({address.substr(6), file_.place(at_)});
  } else if (!address.starts_with("https://") && !address.starts_with("http://")) {
    reject(fmt::format("a link to `{}`", address),
           "Link to https://… or to story:<id>; telephone numbers and e-mail go into a contact.");
  }
  spans_.link(address);
}

void Walk::text(MD_TEXTTYPE type, std::string_view text) {
  if (type == MD_TEXT_BR) return spans_.line_break();
  if (type == MD_TEXT_SOFTBR) return spans_.line_end();
  locate(text.data());
  if (spans_.empty()) begin_ = at_;
  settle();
  if (type == MD_TEXT_HTML && !in_raw_)
    return reject("HTML, which the screen cannot show", "Write it in Markdown.");
  if (type != MD_TEXT_ENTITY) return spans_.text(text);
  const auto character = decode_entity(text);
  if (!character)
    return reject(fmt::format("`{}` is no character that is known here", text),
                  "Write the character itself.");
  spans_.text(*character);
}

std::size_t count(const model::Spans& spans) {
  std::size_t sum = 0;
  for (const auto& span : spans) sum += base::utf8::characters(span.text);
  return sum;
}

std::size_t count(const std::vector<Block>& blocks) {
  std::size_t sum = 0;
  for (const auto& block : blocks) {
    sum += count(block.spans) + count(block.blocks);
    for (const auto& row : block.rows)
      for (const auto& cell : row) sum += count(cell);
  }
  return sum;
}

Walk& walk(void* user) {
  return *static_cast<Walk*>(user);
}

}  // namespace

Body read_markdown(const TextFile& file, std::size_t begin, Faults& faults) {
  Body body;
  Walk state(file, begin, faults, body);
  MD_PARSER parser{};
  parser.flags = dialect;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return walk(user).enter(type, detail), 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return walk(user).leave(type, detail), 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return walk(user).enter(type, detail), 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return walk(user).leave(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return walk(user).text(type, {text, size}), 0;
  };
  const std::string_view text = std::string_view(file.text).substr(begin);
  if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &state) != 0)
    faults.error(file.whole(), "the body cannot be read as Markdown", "Make it simpler.");
  body.characters = count(body.document.blocks);
  return body;
}

}  // namespace rohnamo::publish
