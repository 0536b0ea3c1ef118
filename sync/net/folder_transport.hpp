// A publication in a folder: a USB stick, a share, the editor's own disk.
//
// A stick is a stranger's: with Links::refused nothing outside the folder can be reached by it, not
// by a symbolic link in place of the folder itself either, and what is no plain file (a pipe, a
// device) is not even opened. Both are invalid_input.
#pragma once

#include "content/base/fs.hpp"
#include "sync/core/transport.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::net {

// The entity tag is size and time of change. Reading is done by the worker, since a failing stick
// can keep a read waiting for minutes. A folder that is not there is offline, a file not_found.
class FolderTransport : public core::Transport {
 public:
  enum class Links { followed, refused };

  // "file:///media/stick/repo" or a path. Error: invalid_input.
  static base::Result<base::Path> parse(std::string_view address);

  FolderTransport(base::Path folder, core::Worker& worker, Links links = Links::followed);

  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override;

 private:
  core::Task<base::Result<core::Fetched>> read(base::Path file, core::FetchRequest request,
                                               core::Sink& sink);
  base::Path folder_;
  core::Worker* worker_;
  Links links_;
};

}  // namespace rohnamo::net
