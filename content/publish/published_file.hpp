// One file of a publication, with its lasting name.
#pragma once

#include <memory>
#include <string>

#include "content/base/fs.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::publish {

// Its contents are `bytes`, or those of the file `path` where that is not empty.
struct PublishedFile {
  std::string target;  // "mission/stories/<id>/<language>"
  model::BlobKind kind = model::BlobKind::text;
  model::BlobRef blob;
  std::string bytes;
  base::Path path;
  bool published = false;  // found so, with its length: then it comes without contents
};

// The contents; those of a file are checked against the hash: one that changed meanwhile is
// Code::corrupt.
base::Result<std::string> contents(base::Fs& fs, const PublishedFile& file);
// The same without a copy of what is in memory; the file outlives it.
base::Result<std::shared_ptr<const base::Mapping>> map_contents(base::Fs& fs,
                                                                const PublishedFile& file);

}  // namespace rohnamo::publish
