// Another program that is run to its end.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/result.hpp"

namespace rohnamo::machine {

using Words = std::vector<std::string>;

struct Finished {
  int status = 0;      // the exit status; 128 and more: the signal that ended it
  std::string output;  // both streams together, the last 64 KB
};

struct ProcessOptions {
  Words environment;  // NAME=VALUE, besides PATH and LC_ALL=C.UTF-8, which are all that it gets
  base::Path folder;  // where it runs; empty: here
};

// The first word is a program's name, to be looked for in Debian's own folders. It reads nothing.
// Code::not_found: there is none.
base::Result<Finished> run_process(const Words& words, const ProcessOptions& options = {});

// The same where anything but success is an error: Code::io, with the end of what it said.
base::Result<std::string> run_well(const Words& words, const ProcessOptions& options = {});

}  // namespace rohnamo::machine
