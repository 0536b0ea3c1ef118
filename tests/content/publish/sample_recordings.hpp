// Recordings made when a test needs them, and how loud a recording is.
#pragma once

#include <string>
#include <vector>

namespace rohnamo::tests {

enum class SoundFormat { wav, flac, mp3, opus };

struct Sound {
  double seconds = 3;
  double peak = 0.5;  // 1 is full scale
  int channels = 1;
  int rate = 44'100;      // of Opus: 48,000
  double clicks = 0;      // a second: short peaks at full scale, as of a finger on a microphone
  double overdriven = 1;  // so much too loud for the microphone
  double opus_gain = 0;   // dB, in an Opus file's header
};

// Something like a voice: a buzz that swells and fades four times a second.
std::string recording(SoundFormat format, const Sound& sound = {});
std::string opus();  // three seconds, loud enough as it is

struct Heard {
  double loudness = 0, peak = 0;  // LUFS, dBTP
  double seconds = 0;
  int channels = 0;
  std::vector<float> samples;  // of all channels
};

// Decodes, and measures with libebur128.
Heard hear(const std::string& bytes);

}  // namespace rohnamo::tests
