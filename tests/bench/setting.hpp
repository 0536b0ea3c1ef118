// What a run of the benchmark measures, how often, and where the programs lie.
#pragma once

#include <chrono>
#include <cstdint>

#include "content/base/fs.hpp"

namespace rohnamo::bench {

struct Setting {
  base::Path bin;      // rohnamo-kiosk, rohnamo-sync, rohnamo-content, rohnamo-bench-window
  base::Path fonts;    // fonts.yaml and its files
  base::Path builtin;  // the default channel's cache
  base::Path scratch;  // a folder of this run's own, on a disk

  std::size_t starts = 15;  // of each program
  std::size_t frames = 240;
  std::size_t turns = 8;  // pages turned, and flings
  std::size_t few_stories = 10, some_stories = 1'000, many_stories = 10'000;
  std::size_t edition_loads = 101;
  std::size_t checks = 3;  // of a channel
  std::size_t downloads = 3;
  std::size_t files = 400;                 // of the publication
  std::uint64_t file_bytes = 200'000'000;  // all together
  std::size_t small_files = 10'000;        // of another one, of 2 KB each
  std::size_t changed_files = 25;          // in an update
  std::chrono::seconds rest{30};           // between two polls
  std::chrono::seconds still{20};          // before a page that does not change
  std::chrono::seconds minute{60};         // of the carousel
};

}  // namespace rohnamo::bench
