// The body of a story: blocks of spans, compiled from Markdown when published. A blob of its own.
#pragma once

#include <string>
#include <vector>

#include "content/base/json.hpp"

namespace rohnamo::model {

struct Span {
  std::string text;
  bool bold = false;
  bool italic = false;
  std::string link;  // a web address, or story:<id>; empty for none
  int passage = 0;   // the cue that it is read in, from 1 (timings.hpp); not part of the document
  bool operator==(const Span&) const = default;
};

using Spans = std::vector<Span>;

constexpr int deepest_level = 16;  // of a block

struct Block {
  enum class Type { paragraph, heading, item, quote, box, table, rule };
  Type type = Type::paragraph;
  int level = 0;   // heading: 2 or 3; item: depth of its list, from 1
  int number = 0;  // item: its number in a numbered list; 0 for a bullet
  Spans spans;     // all but box, table and rule
  // table: the first row is its head.
  std::vector<std::vector<Spans>> rows;
  // box: its own paragraphs and items, the first of which is its title.
  std::vector<Block> blocks;
  bool operator==(const Block&) const = default;
};

struct Document {
  std::vector<Block> blocks;
  bool operator==(const Document&) const = default;
};

// The first spans that lead to each page on the web, in the document's order; at most 6, none of
// more than 600 bytes, which a phone's camera reads well.
std::vector<Span> web_links(const Document& document);

constexpr std::int64_t document_format = 1;
constexpr std::size_t document_limit = 1 << 20;  // bytes
base::Result<Document> parse_document(std::string_view bytes);
std::string serialize(const Document& document);

}  // namespace rohnamo::model
