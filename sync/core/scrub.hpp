// A slow walk over the blobs of the current edition, which finds those that the disk has spoiled.
//
//   <state>/scrub   the hash of the blob that was looked at last, and a line feed
#pragma once

#include "content/cache/store.hpp"

namespace rohnamo::core {

class Scrub {
 public:
  Scrub(base::Fs& fs, const base::Path& state);

  // Reads on from where the last step ended, `bytes` or a little more, and begins again after the
  // last blob. What has another hash than its name, or cannot be read, is discarded, to be fetched
  // again. Returns how many that were. Slow: for the worker's thread.
  base::Result<std::size_t> step(cache::Store& store, std::uint64_t bytes);

 private:
  [[nodiscard]] bool is_sound(const cache::Store& store, const model::BlobRef& blob) const;
  base::Fs* fs_;
  base::Path path_;
};

}  // namespace rohnamo::core
