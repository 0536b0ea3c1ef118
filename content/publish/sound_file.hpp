// A recording as samples, whatever an editor's recorder wrote: WAV, FLAC, MP3 or Opus in Ogg, by
// libsndfile.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::publish {

// One thread.
class SoundFile {
 public:
  // `bytes` are the whole file's and outlive this. Code::invalid_input: it is no such recording, or
  // is damaged where it begins.
  static base::Result<SoundFile> open(std::string_view bytes);
  SoundFile(SoundFile&&) noexcept;
  SoundFile& operator=(SoundFile&&) noexcept;
  ~SoundFile();

  [[nodiscard]] int rate() const;                          // samples a second, 8,000 to 192,000
  [[nodiscard]] std::chrono::milliseconds length() const;  // as the file says
  [[nodiscard]] bool is_opus() const;

  // The next samples, all channels as one; how many, 0 at the end. 1 is full scale; what was
  // encoded with losses can go beyond. Code::invalid_input: what follows is damaged.
  base::Result<std::size_t> read(std::span<float> samples);
  void rewind();

 private:
  struct State;
  explicit SoundFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::publish
