#include "tests/content/publish/sample_recordings.hpp"

#include <ebur128.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace rohnamo::tests {
namespace {

struct Bytes {
  std::string all;
  std::size_t at = 0;
};

Bytes& of(void* user) {
  return *static_cast<Bytes*>(user);
}

SF_VIRTUAL_IO in_memory() {
  SF_VIRTUAL_IO io;
  io.get_filelen = [](void* user) { return static_cast<sf_count_t>(of(user).all.size()); };
  io.seek = [](sf_count_t offset, int whence, void* user) {
    Bytes& bytes = of(user);
    const std::size_t from = whence == SEEK_CUR   ? bytes.at
                             : whence == SEEK_END ? bytes.all.size()
                                                  : 0;
    bytes.at = from + static_cast<std::size_t>(offset);
    return static_cast<sf_count_t>(bytes.at);
  };
  io.read = [](void* into, sf_count_t count, void* user) {
    Bytes& bytes = of(user);
    const auto got = std::min(static_cast<std::size_t>(count), bytes.all.size() - bytes.at);
    std::memcpy(into, bytes.all.data() + bytes.at, got);
    bytes.at += got;
    return static_cast<sf_count_t>(got);
  };
  io.write = [](const void* from, sf_count_t count, void* user) {
    Bytes& bytes = of(user);
    const auto length = static_cast<std::size_t>(count);
    bytes.all.resize(std::max(bytes.all.size(), bytes.at + length));
    std::memcpy(bytes.all.data() + bytes.at, from, length);
    bytes.at += length;
    return count;
  };
  io.tell = [](void* user) { return static_cast<sf_count_t>(of(user).at); };
  return io;
}

int format_of(SoundFormat format) {
  switch (format) {
    case SoundFormat::wav:
      return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    case SoundFormat::flac:
      return SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    case SoundFormat::mp3:
      return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    default:
      return SF_FORMAT_OGG | SF_FORMAT_OPUS;
  }
}

std::vector<float> samples_of(const Sound& sound) {
  constexpr int overtones = 8;
  std::vector<float> samples;
  const auto count = static_cast<int>(sound.seconds * sound.rate);
  for (int i = 0; i < count; ++i) {
    const double turn = 2 * std::numbers::pi * i / sound.rate;
    double buzz = 0;
    for (int n = 1; n <= overtones; ++n) buzz += std::sin(turn * 150 * n) / overtones;
    double sample = buzz * std::abs(std::sin(turn * 2)) * sound.peak * 1.6 * sound.overdriven;
    const double click = sound.clicks > 0 ? std::fmod(i, sound.rate / sound.clicks) : 1e9;
    if (click < 40) sample += std::sin(click / 40 * std::numbers::pi);
    samples.insert(samples.end(), static_cast<std::size_t>(sound.channels),
                   static_cast<float>(std::clamp(sample, -1.0, 1.0)));
  }
  return samples;
}

}  // namespace

std::string recording(SoundFormat format, const Sound& sound) {
  Sound wanted = sound;
  if (format == SoundFormat::opus) wanted.rate = 48'000;
  Bytes bytes;
  auto io = in_memory();
  SF_INFO info{};
  info.samplerate = wanted.rate;
  info.channels = wanted.channels;
  info.format = format_of(format);
  SNDFILE* file = sf_open_virtual(&io, SFM_WRITE, &info, &bytes);
  const auto samples = samples_of(wanted);
  sf_write_float(file, samples.data(), static_cast<sf_count_t>(samples.size()));
  sf_close(file);
  return bytes.all;
}

std::string opus() {
  constexpr double peak = 0.5;
  const double lacking = -16 - hear(recording(SoundFormat::opus, {.peak = peak})).loudness;
  return recording(SoundFormat::opus, {.peak = peak * std::pow(10, lacking / 20)});
}

Heard hear(const std::string& all) {
  Bytes bytes{all};
  auto io = in_memory();
  SF_INFO info{};
  SNDFILE* file = sf_open_virtual(&io, SFM_READ, &info, &bytes);
  if (file == nullptr) return {};
  Heard heard;
  heard.channels = info.channels;
  std::vector<float> chunk(static_cast<std::size_t>(info.channels) * 4096);
  while (const auto got = sf_readf_float(file, chunk.data(), 4096))
    heard.samples.insert(heard.samples.end(), chunk.begin(), chunk.begin() + got * info.channels);
  sf_close(file);
  const auto frames = heard.samples.size() / static_cast<std::size_t>(info.channels);
  heard.seconds = static_cast<double>(frames) / info.samplerate;
  ebur128_state* meter = ebur128_init(static_cast<unsigned>(info.channels),
                                      static_cast<unsigned long>(info.samplerate),
                                      EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  ebur128_add_frames_float(meter, heard.samples.data(), frames);
  ebur128_loudness_global(meter, &heard.loudness);
  ebur128_true_peak(meter, 0, &heard.peak);
  heard.peak = 20 * std::log10(heard.peak);
  ebur128_destroy(&meter);
  return heard;
}

}  // namespace rohnamo::tests
