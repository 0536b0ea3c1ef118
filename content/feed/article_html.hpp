// Somebody's HTML -> an article's text: paragraphs, headings, lists, quotes, links and small
// tables. By libxml2's parser, which takes any bytes for HTML, as browsers do.
#pragma once

#include <string_view>

#include "content/feed/article_text.hpp"
#include "content/feed/dropped.hpp"

namespace rohnamo::feed {

constexpr std::size_t html_limit = 4 << 20;  // bytes of one article; what is more is dropped

struct FoundPicture {
  std::string url;  // as it is written there
  std::string description;
};

struct CleanedArticle {
  ArticleText text;
  FoundPicture picture;  // the first in it; its url may be empty
  Dropped dropped;       // scripts, iframes, trackers, further pictures, …
};

// `html` is UTF-8. Nothing in it is fetched, run or expanded.
CleanedArticle clean_html(std::string_view html);

// The words of some HTML, in one line.
std::string plain_text(std::string_view html);

// Words -> HTML that says the same.
std::string escaped_html(std::string_view words);

}  // namespace rohnamo::feed
