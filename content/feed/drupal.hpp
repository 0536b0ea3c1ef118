// What Drupal (8.7 and later) gives of its articles at /jsonapi/node/article: a document of
// JSON:API.
#pragma once

#include <string_view>

#include "content/feed/feed.hpp"

namespace rohnamo::feed {

// Whether a text is JSON and no XML, by its first character.
bool is_json(std::string_view text);

// `json` is UTF-8, at most `feed_limit` bytes, 32 levels deep. Pictures and terms are found where
// the document includes them. Code::invalid_input: it is no such document; the message says where.
base::Result<Feed> read_drupal(std::string_view json, Unpublished unpublished);

}  // namespace rohnamo::feed
