// An article as the Markdown that content/channels/README.md describes, and nothing beyond it.
#pragma once

#include "content/feed/article_text.hpp"

namespace rohnamo::feed {

// Characters that mean something in Markdown are escaped: what is read back are the same words.
std::string to_markdown(const ArticleText& article);

// The words of some runs, without marks.
std::string plain(const Runs& runs);

}  // namespace rohnamo::feed
