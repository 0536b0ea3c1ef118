// The volume that the staff chose for visitors: <state>/volume.json.
#pragma once

#include "content/base/fs.hpp"

namespace rohnamo::app {

class VolumeFile {
 public:
  VolumeFile(base::Fs& fs, const base::Path& state);

  // What was chosen, for as long as the configuration says what it said then; else that. 1 to
  // deck::volume_steps.
  [[nodiscard]] int read(int configured) const;
  // A file that cannot be written is logged.
  void write(int chosen, int configured);

 private:
  base::Fs* fs_;
  base::Path path_;
};

}  // namespace rohnamo::app
