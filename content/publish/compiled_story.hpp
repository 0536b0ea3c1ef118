// A story as it is published, and what it was read from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "content/publish/fault.hpp"
#include "content/publish/published_file.hpp"

namespace rohnamo::publish {

struct CompiledStory {
  std::string record;                   // the catalog's of it; "" of a draft
  std::vector<PublishedFile> files;     // none of a draft
  std::vector<std::string> dead_links;  // stories that are not published; sorted, each once
};

// How a folder stood before anything in it was read.
struct FolderStamps {
  base::Stamp folder;
  std::vector<std::pair<std::string, base::Stamp>> files;  // all that are there, by name
};

// What reading a story saw and said.
struct StoryOrigin {
  base::Path folder;
  FolderStamps stamps;
  Faults faults;
  base::Time now;
};

}  // namespace rohnamo::publish
