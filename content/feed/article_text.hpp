// An article without markup: what is left of somebody's HTML, before it is Markdown.
#pragma once

#include <string>
#include <vector>

namespace rohnamo::feed {

struct Run {
  std::string text;
  bool bold = false, italic = false;
  std::string link;  // http or https; may be empty
};

using Runs = std::vector<Run>;

struct Block {
  enum class Type { paragraph, heading, item, quote, table, rule };
  Type type = Type::paragraph;
  Runs runs;                            // of all but a table and a rule
  int level = 0;                        // of a heading 2 or 3; of an item from 1 on
  int number = 0;                       // of an item; 0: it has none
  std::vector<std::vector<Runs>> rows;  // of a table
};

struct ArticleText {
  std::vector<Block> blocks;
};

}  // namespace rohnamo::feed
