// A channel of many stories in five languages, as an editor would keep it.
#pragma once

#include "tests/bench/setting.hpp"

namespace rohnamo::bench {

struct LargeChannel {
  base::Path folder;
  base::Path text;  // one of a story's
  std::size_t languages = 0;
};

// With setting.many_stories, the same in every run; made where it is not there yet.
base::Result<LargeChannel> large_channel(const Setting& setting);

}  // namespace rohnamo::bench
