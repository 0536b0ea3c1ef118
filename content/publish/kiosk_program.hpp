// The screen's own program, as this one runs it on a folder of its own.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

class KioskProgram {
 public:
  // `work` is there, and for nothing else; it gets a configuration that says nothing, so that the
  // one of a screen on this very machine is not read. `fonts`: a folder, or empty for those that
  // the program is installed with.
  static base::Result<KioskProgram> prepare(base::Fs& fs, base::Path work, std::string fonts);

  // What it shows, as bundle() fills it, and where it talks with others.
  [[nodiscard]] base::Path cache() const { return work_ / "cache"; }
  [[nodiscard]] base::Path run() const { return work_ / "run"; }

  // The words that start it, for Child: the one beside this program, else the one in PATH.
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more) const;

 private:
  KioskProgram(base::Path work, std::string fonts, std::string program)
      : work_(std::move(work)), fonts_(std::move(fonts)), program_(std::move(program)) {}
  base::Path work_;
  std::string fonts_, program_;
};

}  // namespace rohnamo::publish
