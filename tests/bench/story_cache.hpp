// A local cache with any number of stories, made from those of the default channel.
#pragma once

#include <string>

#include "tests/bench/setting.hpp"

namespace rohnamo::bench {

// The folder of a cache with `stories` stories in all languages of the channel and `language` for
// its default: the default channel's stories over and over, each under an id of its own and with
// bodies of its own. Made in the scratch folder when first asked for.
base::Result<base::Path> story_cache(const Setting& setting, std::size_t stories,
                                     const std::string& language);

}  // namespace rohnamo::bench
