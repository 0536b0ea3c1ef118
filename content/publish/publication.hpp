// A channel compiled: the files of a publication with their lasting names, not yet signed.
#pragma once

#include <string>
#include <vector>

#include "content/model/manifest.hpp"
#include "content/publish/renderers.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

struct PublishedRole {
  std::string name;                  // "mission" or "offices/<name>"
  std::vector<PublishedFile> files;  // by target
};

struct Publication {
  std::vector<PublishedRole> roles;  // the mission's first, then by name
};

// The same source gives the same publication. A picture or a recording that cannot be used is a
// fault. Drafts are left out, and links to them become plain text. What `index` does not know yet
// it is told.
Publication compile(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults,
                    StoryIndex* index = nullptr);

// One office's role alone.
PublishedRole compile_office(base::Fs& fs, const Source& source, const std::string& name,
                             Renderers& renderers, Faults& faults);

model::Manifest manifest_of(const Publication& publication);

}  // namespace rohnamo::publish
