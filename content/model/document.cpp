#include "content/model/document.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "content/base/format.hpp"

namespace rohnamo::model {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;
using Type = Block::Type;

// In the order of Block::Type.
constexpr std::array<std::string_view, 7> type_names{"paragraph", "heading", "item", "quote",
                                                     "box",       "table",   "rule"};

base::Result<Type> type_named(const Reader& object) {
  const std::string name = TRY(object.string("type"));
  for (std::size_t i = 0; i < type_names.size(); ++i)
    if (type_names[i] == name) return static_cast<Type>(i);
  return Type::paragraph;  // a newer kind of block: its words are shown all the same
}

// Brought within 0 to `most`: a wrong number spoils no words.
base::Result<int> read_bounded(const Reader& object, std::string_view field, int most) {
  return static_cast<int>(std::clamp<std::int64_t>(TRY(object.integer(field, 0)), 0, most));
}

base::Result<Spans> read_spans(const Reader& parent) {
  Spans spans;
  TRY(parent.each("spans", [&](const Reader& object) -> base::Result<void> {
    Span span;
    span.text = TRY(object.string("text"));
    span.bold = TRY(object.boolean("bold", false));
    span.italic = TRY(object.boolean("italic", false));
    span.link = TRY(object.string("link", ""));
    spans.push_back(std::move(span));
    return {};
  }));
  return spans;
}

Array write_spans(const Spans& spans) {
  Array list;
  for (const Span& span : spans) {
    Object object{{"text", span.text}};
    if (span.bold) object["bold"] = true;
    if (span.italic) object["italic"] = true;
    if (!span.link.empty()) object["link"] = span.link;
    list.emplace_back(std::move(object));
  }
  return list;
}

base::Result<std::vector<Block>> read_blocks(const Reader& parent);

base::Result<Block> read_block(const Reader& object) {
  Block block;
  block.type = TRY(type_named(object));
  block.level = TRY(read_bounded(object, "level", deepest_level));
  block.number = TRY(read_bounded(object, "number", std::numeric_limits<int>::max()));
  block.spans = TRY(read_spans(object));
  block.blocks = TRY(read_blocks(object));
  TRY(object.each("rows", [&](const Reader& row) -> base::Result<void> {
    std::vector<Spans> cells;
    TRY(row.each("cells", [&](const Reader& cell) -> base::Result<void> {
      cells.push_back(TRY(read_spans(cell)));
      return {};
    }));
    block.rows.push_back(std::move(cells));
    return {};
  }));
  return block;
}

base::Result<std::vector<Block>> read_blocks(const Reader& parent) {
  std::vector<Block> blocks;
  TRY(parent.each("blocks", [&](const Reader& object) -> base::Result<void> {
    blocks.push_back(TRY(read_block(object)));
    return {};
  }));
  return blocks;
}

Array write_blocks(const std::vector<Block>& blocks);

Object write_block(const Block& block) {
  Object object{{"type", type_names[static_cast<std::size_t>(block.type)]}};
  if (block.level != 0) object["level"] = block.level;
  if (block.number != 0) object["number"] = block.number;
  if (!block.spans.empty()) object["spans"] = write_spans(block.spans);
  if (!block.blocks.empty()) object["blocks"] = write_blocks(block.blocks);
  if (!block.rows.empty()) {
    Array rows;
    for (const auto& row : block.rows) {
      Array cells;
      for (const Spans& cell : row) cells.emplace_back(Object{{"spans", write_spans(cell)}});
      rows.emplace_back(Object{{"cells", std::move(cells)}});
    }
    object["rows"] = std::move(rows);
  }
  return object;
}

Array write_blocks(const std::vector<Block>& blocks) {
  Array list;
  for (const Block& block : blocks) list.emplace_back(write_block(block));
  return list;
}

base::Result<Document> read_document(const Reader& object) {
  Document document;
  document.blocks = TRY(read_blocks(object));
  return document;
}

}  // namespace

base::Result<Document> parse_document(std::string_view bytes) {
  return base::json::read_file(bytes, {"document", document_format, document_limit},
                               &read_document);
}

std::string serialize(const Document& document) {
  return boost::json::serialize(
      Object{{"format", document_format}, {"blocks", write_blocks(document.blocks)}});
}

namespace {

constexpr std::size_t most_links = 6;
constexpr std::size_t longest_link = 600;  // bytes

void add_links(const Spans& spans, std::vector<Span>& links) {
  for (const Span& span : spans) {
    const bool web = span.link.starts_with("https://") || span.link.starts_with("http://");
    const bool known = std::ranges::find(links, span.link, &Span::link) != links.end();
    if (web && !known && span.link.size() <= longest_link && links.size() < most_links)
      links.push_back(span);
  }
}

void add_links(const std::vector<Block>& blocks, std::vector<Span>& links) {
  for (const Block& block : blocks) {
    add_links(block.spans, links);
    for (const auto& row : block.rows)
      for (const Spans& cell : row) add_links(cell, links);
    add_links(block.blocks, links);
  }
}

}  // namespace

std::vector<Span> web_links(const Document& document) {
  std::vector<Span> links;
  add_links(document.blocks, links);
  return links;
}

}  // namespace rohnamo::model
