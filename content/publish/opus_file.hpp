// Opus in Ogg (RFC 7845), as recordings go to the screens: one channel, 48 kHz, for speech.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::publish {

// Encodes speech, by libopusenc. The same samples give the same bytes. One thread.
class OpusWriter {
 public:
  explicit OpusWriter(int rate);  // samples a second of what is added
  ~OpusWriter();
  OpusWriter(const OpusWriter&) = delete;
  OpusWriter& operator=(const OpusWriter&) = delete;

  base::Result<void> add(std::span<const float> samples);
  base::Result<std::string> finish();  // the whole file; once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of the output gain (RFC 7845 5.1), which every player applies: `decibels` more than it is now,
// as far as the field reaches. No sample is encoded anew. Code::corrupt: the file has no such head.
base::Result<std::string> with_more_gain(std::string file, double decibels);

}  // namespace rohnamo::publish
