// The command line of the public TUF client conformance suite.
//
//   --metadata-dir MD init TRUSTED_ROOT_FILE
//   --metadata-url MU --metadata-dir MD refresh
//   --metadata-url MU --metadata-dir MD --target-name T [--target-name T2 ...] --target-dir TD
//       --target-base-url TU download
//
// Options stand before the command, in any order, each value in the next argument.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::tuf {

struct Arguments {
  std::string command;  // init, refresh or download; every option that it needs is there
  base::Path metadata_dir, target_dir, trusted_root;
  std::string metadata_url, target_base_url;
  std::vector<std::string> target_names;
};

// Code::invalid_input, with what is wrong.
base::Result<Arguments> parse_arguments(const std::vector<std::string>& words);

}  // namespace rohnamo::tuf
