// The body of a story: Markdown (CommonMark with tables, by md4c) -> model::Document.
//
// The subset is in content/channels/README.md. What the screen cannot show (HTML, pictures, code,
// other headings) is a fault at its line.
#pragma once

#include <string>
#include <vector>

#include "content/model/document.hpp"
#include "content/publish/text_file.hpp"

namespace rohnamo::publish {

struct StoryLink {
  std::string story;  // the id after "story:"
  Place place;
};

struct Body {
  model::Document document;
  std::vector<StoryLink> story_links;
  std::size_t characters = 0;  // to read
};

// The file's bytes from `begin` to its end. A hard line break becomes '\n' within a span.
Body read_markdown(const TextFile& file, std::size_t begin, Faults& faults);

}  // namespace rohnamo::publish
