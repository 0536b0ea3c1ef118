// Recordings as the screens get them: an editor's WAV, FLAC, MP3 or Opus -> Opus for speech, all of
// one loudness.
#pragma once

#include <string>

#include "content/base/fs.hpp"
#include "content/model/blob.hpp"
#include "content/publish/rendition_cache.hpp"

namespace rohnamo::publish {

constexpr std::uint64_t opus_limit = 50 << 20;      // bytes; it may go as it is
constexpr std::uint64_t recording_limit = 1 << 30;  // bytes; of what is encoded anew
constexpr std::chrono::seconds shortest_recording{1};
constexpr std::chrono::hours longest_recording{1};

// What podcasts are asked for, of speech in one channel: −16 LUFS, within 1 LU, with true peaks of
// at most −1 dBTP (Apple Podcasts, "Audio requirements"), measured by EBU R 128.
constexpr double target_loudness = -16;   // LUFS
constexpr double loudness_tolerance = 1;  // LU
constexpr double highest_peak = -1;       // dBTP

struct RenderedRecording {
  model::BlobRef blob;
  base::Path file;      // in the cache; the editor's own where that goes as it is
  std::string bytes;    // where there is no cache
  double loudness = 0;  // LUFS, of what came in
  int clipped = 0;      // places in it where the wave is cut off
};

// Renders, and remembers what it rendered. An Opus file goes as it is where it is loud enough;
// where more or less volume is all that it lacks, its header says so (RFC 7845 5.1) and no sample
// is encoded anew. Any thread, several at once.
class RecordingRenderer {
 public:
  // `cache`: the folder, as of RenditionCache.
  RecordingRenderer(base::Fs& fs, base::Path cache);

  // Code::too_large: a file over its limit, or longer than an hour. Code::invalid_input: damaged,
  // shorter than a second, or silent.
  base::Result<RenderedRecording> render(const base::Path& recording);

 private:
  base::Fs& fs_;
  RenditionCache cache_;
};

}  // namespace rohnamo::publish
