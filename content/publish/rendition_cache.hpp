// What was made of an editor's files, remembered by their bytes: the same need no second time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/json.hpp"
#include "content/model/blob.hpp"

namespace rohnamo::publish {

struct Rendition {
  std::string name;  // a plain file name, unique among those of one source
  model::BlobRef blob;
  base::Path file;    // in the cache
  std::string bytes;  // where there is no cache
};

struct Renditions {
  base::json::Object facts;  // what the maker wants to know again
  std::vector<Rendition> files;
};

// From bytes, with their hash.
Rendition make_rendition(std::string name, std::string bytes);

// Any thread, several at once.
class RenditionCache {
 public:
  // `folder` is made when needed, may be removed at any time and be shared by several processes;
  // empty: remember nothing. `maker` names who makes and in which version: another one, and all is
  // made anew.
  RenditionCache(base::Fs& fs, base::Path folder, std::string_view maker);

  // What is remembered of `source`, else what `make` gives. Its errors are not remembered.
  base::Result<Renditions> get(std::string_view source,
                               const std::function<base::Result<Renditions>()>& make);

 private:
  base::Result<Renditions> remembered(const base::Path& folder);
  base::Result<void> remember(const base::Path& folder, Renditions& renditions);
  base::Fs& fs_;
  base::Path folder_;
  std::string maker_;
};

}  // namespace rohnamo::publish
