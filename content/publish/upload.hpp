// A publication carried from the folder that it was made in to where the web server is.
#pragma once

#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

// "anna@example.org:/srv/www/rohnamo", or a folder: through rsync, which goes through ssh.
// "s3://bucket/folder": through rclone, whose remote of the name `s3` says where that is and who
// may write there.
struct Destination {
  enum class Tool { rsync, rclone };
  Tool tool = Tool::rsync;
  std::string place;  // as the tool calls it
};

base::Result<Destination> parse_destination(const std::string& words);

// Step by step (publication_files.hpp): where it breaks off, screens find the publication before
// or this one, whole, and the next upload goes on. What the repository has no longer leaves the
// destination last of all; it keeps the last three versions, for screens in the middle of an
// update. Of the destination only metadata/ and targets/ are touched. How many files there are.
// Code::not_found: no publication, or the tool is not installed; Code::busy: it is being written;
// Code::io: the tool failed, and has said why.
base::Result<std::size_t> upload(base::Fs& fs, const base::Path& repository,
                                 const Destination& destination);

}  // namespace rohnamo::publish
