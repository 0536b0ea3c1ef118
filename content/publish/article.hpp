// One <language>.md: front matter and body.
#pragma once

#include <optional>

#include "content/publish/source.hpp"

namespace rohnamo::publish {

enum class ArticleKind { story, notice };

constexpr std::size_t title_advised = 90;     // characters; more is a warning
constexpr std::size_t summary_advised = 300;  // characters; more is a warning

// Where an article's front matter and its body are in the file.
struct FrontMatter {
  std::size_t begin = 0, end = 0;  // the YAML
  std::size_t body = 0;            // the first byte after the closing line
};

// Nothing, and a fault, where there is none.
std::optional<FrontMatter> find_front_matter(const TextFile& file, Faults& faults);

// Nothing, and a fault, where there is no front matter or no title. The narration is not looked
// for.
std::optional<Article> read_article(const TextFile& file, ArticleKind kind, Faults& faults);

}  // namespace rohnamo::publish
