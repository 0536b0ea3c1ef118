// What a mission has on the web already: RSS 2.0, RSS 1.0 (RDF), Atom 1.0, the export of WordPress
// (WXR), and Drupal's articles (JSON:API). Bytes in, items out; nothing is fetched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"
#include "content/feed/dropped.hpp"

namespace rohnamo::feed {

constexpr std::uint64_t feed_limit = 64 << 20;  // bytes

struct Item {
  std::string id;           // by which it is known again: guid, else link; may be empty
  std::string link;         // its page on the web; may be empty
  std::string slug;         // of its address; may be empty
  std::string title;        // plain text
  std::string summary;      // plain text; may be empty
  std::string html;         // the whole
  std::string date;         // YYYY-MM-DD; may be empty
  std::string language;     // BCP 47, as it is said there; may be empty
  std::string group;        // of all translations of one text; empty: not known, or `id` is empty
  bool translated = false;  // from another of its group, where the site tells
  std::vector<std::string> categories;
  std::string picture;              // its address, absolute or relative to the feed; may be empty
  std::string picture_description;  // may be empty
  Dropped dropped;
};

struct Feed {
  std::string language;  // of all that names none; may be empty
  std::vector<Item> items;
  Dropped skipped;       // "draft", "private post", …
  std::string next;      // the address of the items that follow, where this is a part; may be empty
  std::string encoding;  // where it was not UTF-8
  bool guessed = false;  // the file says another one
};

enum class Unpublished { skip, take };

// At most `feed_limit` bytes. Code::invalid_input: it is no such feed, or is cut off; the message
// says where.
base::Result<Feed> read_feed(std::string_view bytes, Unpublished unpublished);

}  // namespace rohnamo::feed
