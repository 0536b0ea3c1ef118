// A channel compiled: the files of a publication with their lasting names, not yet signed.
#pragma once

#include <string>
#include <vector>

#include "content/model/manifest.hpp"
#include "content/publish/renderers.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

// One target. Its contents are `bytes`, or those of the file `path` where that is not empty.
struct PublishedFile {
  std::string target;  // "mission/stories/<id>/<language>"
  model::BlobKind kind = model::BlobKind::text;
  model::BlobRef blob;
  std::string bytes;
  base::Path path;
};

struct PublishedRole {
  std::string name;                  // "mission" or "offices/<name>"
  std::vector<PublishedFile> files;  // by target
};

struct Publication {
  std::vector<PublishedRole> roles;  // the mission's first, then by name
};

// The contents, checked against the hash: a file that changed meanwhile is Code::corrupt.
base::Result<std::string> contents(base::Fs& fs, const PublishedFile& file);

// The same source gives the same publication. A picture or a recording that cannot be
// used is a fault. Drafts are
// left out, and links to them become plain text.
Publication compile(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults);

// One office's role alone.
PublishedRole compile_office(base::Fs& fs, const Source& source, const std::string& name,
                             Renderers& renderers, Faults& faults);

model::Manifest manifest_of(const Publication& publication);

}  // namespace rohnamo::publish
