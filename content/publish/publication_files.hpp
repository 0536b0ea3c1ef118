// The files of a publication in the one order in which they may be carried elsewhere, so that
// nobody ever sees half of one: what is named before what names it, and last timestamp.json, from
// which every screen begins.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

// Paths below the repository. Each step must be complete before the next begins; within one, any
// order will do: targets, roles, snapshots, roots, timestamp.json.gz, timestamp.json.
using FileSteps = std::vector<std::vector<std::string>>;

// Code::not_found: the folder is no publication.
base::Result<FileSteps> file_steps(base::Fs& fs, const base::Path& repository);

}  // namespace rohnamo::publish
