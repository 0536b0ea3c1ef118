// A picture that an imported story names: beside the feed, or on the web.
#pragma once

#include <optional>
#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

struct FetchedPicture {
  std::string name;  // "picture.jpg", by what it is and not by what it was called
  std::string bytes;
};

// Fetched by curl: http and https alone, wherever it is sent on to; at most picture_limit bytes and
// a minute. Code::offline: it cannot be had; Code::invalid_input: it is no picture that is known.
base::Result<FetchedPicture> fetch_picture(base::Fs& fs, const std::string& url);

// A file below `folder`, by a path that does not leave it.
base::Result<FetchedPicture> copy_picture(base::Fs& fs, const base::Path& folder,
                                          const std::string& path);

}  // namespace rohnamo::publish
