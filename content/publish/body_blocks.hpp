// The body of a story taken apart for a translator, and put together again byte for byte: what
// Markdown marks with (`## `, `- `, `> `, blank lines, rules) stays out of the texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rohnamo::publish {

// A heading, a paragraph, an item of a list or a row of a table.
struct BodyBlock {
  std::string lead;    // what stands before the text: "\n\n## "
  std::string text;    // without white space around it; lines end with '\n'
  std::string follow;  // what begins each further line: "> "
  std::string shape;   // what it is, in a letter or two, with the rules before it
  [[nodiscard]] std::string written() const;
};

struct BodyBlocks {
  std::vector<BodyBlock> blocks;
  std::string tail;  // after the last text

  [[nodiscard]] std::string written() const;
  // Whether block by block the two are the same things, whatever they say.
  [[nodiscard]] bool same_shape(const BodyBlocks& other) const;
};

// Any bytes; split_body(body).written() == body. What is no Markdown of ours is a paragraph.
BodyBlocks split_body(std::string_view body);

// Whether `text` in the place of block `index` would be that one block still: a translation that
// has a blank line, or begins like a list, is not.
bool stays_one_block(const BodyBlocks& body, std::size_t index, std::string_view text);

}  // namespace rohnamo::publish
