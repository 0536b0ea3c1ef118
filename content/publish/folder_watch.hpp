// Waits for a person to change something in a folder, whatever the editor does to save: inotify on
// the folder and all below it. Main thread.
#pragma once

#include "content/base/descriptor.hpp"
#include "content/base/fs.hpp"

namespace rohnamo::publish {

class FolderWatch {
 public:
  // Code::io: the folder cannot be watched.
  static base::Result<FolderWatch> open(base::Path folder);

  // For poll(): readable once something has changed.
  [[nodiscard]] int descriptor() const { return inotify_.get(); }
  // Takes what has changed, waits until the editor is done with it, and watches new folders too.
  void settle();

 private:
  FolderWatch(base::Path folder, base::Descriptor inotify)
      : folder_(std::move(folder)), inotify_(std::move(inotify)) {}
  void watch_all();
  void drain();
  base::Path folder_;
  base::Descriptor inotify_;
};

}  // namespace rohnamo::publish
