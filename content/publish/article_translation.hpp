// A story or a notice on its way to a translator and back: <original>.md to <language>.md.
#pragma once

#include "content/publish/article.hpp"
#include "content/publish/body_blocks.hpp"
#include "content/publish/edited_file.hpp"
#include "content/publish/translatable.hpp"

namespace rohnamo::publish {

// A <language>.md as it is written.
struct WrittenArticle {
  EditedFile file;
  FrontMatter front;
  std::map<std::string, std::string, std::less<>> fields;  // of the front matter, the texts alone
  BodyBlocks body;

  [[nodiscard]] std::string field(std::string_view name) const;  // "" where there is none
  [[nodiscard]] std::string body_text() const;
};

// Nothing where there is no such file, and where it has no front matter, which is a fault.
std::optional<WrittenArticle> read_written_article(base::Fs& fs, const base::Path& path,
                                                   Faults& faults);

struct ArticlePlace {
  base::Path folder;  // of the item
  std::string below;  // the same, as it is called below the channel's folder
  std::string id;     // of the item among all: "story/home-after-a-decade"
  ArticleKind kind = ArticleKind::story;
  std::string original;  // the language
};

// Nothing where `original` is the target's language, or there is no original to read.
std::unique_ptr<Translatable> translatable_article(base::Fs& fs, const ArticlePlace& place,
                                                   const std::string& language, Faults& faults);

}  // namespace rohnamo::publish
