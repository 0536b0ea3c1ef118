#include "content/publish/recordings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "content/publish/limiter.hpp"
#include "content/publish/loudness.hpp"
#include "content/publish/opus_file.hpp"
#include "content/publish/sound_file.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::string_view renderer_version = "recording 1";
constexpr double silence = -60;        // LUFS
constexpr double before_codec = -2.5;  // dBFS: Opus puts peaks up to some 1.5 dB higher
constexpr int most_tries = 4;
constexpr double gain_for_each_lacking = 1.5;  // dB: the limiter takes a part of it
using Chunk = std::array<float, 4096>;

float factor(double decibels) {
  return static_cast<float>(std::pow(10, decibels / 20));
}

struct Measured {
  double loudness = 0, peak = 0;
  int clipped = 0;
};

Result<Measured> measure(SoundFile& sound) {
  LoudnessMeter meter(sound.rate());
  Chunk chunk;
  while (const std::size_t count = TRY(sound.read(chunk))) meter.add(std::span(chunk).first(count));
  if (meter.samples() < static_cast<std::uint64_t>(sound.rate()) * shortest_recording.count())
    return fail(Code::invalid_input, "it is shorter than a second");
  return Measured{meter.integrated(), meter.true_peak(), meter.clipped()};
}

// The samples that are held back come out with as many of silence behind them.
Result<std::string> encode(SoundFile& sound, double gain) {
  OpusWriter writer(sound.rate());
  Limiter limiter(factor(before_codec), sound.rate());
  std::size_t early = limiter.delay();  // samples yet to come that were before the recording
  const auto add = [&](std::span<float> samples) -> Result<void> {
    for (float& sample : samples) sample *= factor(gain);
    limiter.process(samples);
    const std::size_t skipped = std::min(early, samples.size());
    early -= skipped;
    return writer.add(samples.subspan(skipped));
  };
  Chunk chunk;
  while (const std::size_t count = TRY(sound.read(chunk))) TRY(add(std::span(chunk).first(count)));
  for (std::size_t left = limiter.delay(); left > 0;) {
    const std::size_t count = std::min(left, chunk.size());
    std::fill_n(chunk.begin(), count, 0.0F);
    TRY(add(std::span(chunk).first(count)));
    left -= count;
  }
  return writer.finish();
}

// What the limiter and the codec changed is set right in the header, as far as peaks allow; where
// they do not, it is encoded again from louder samples, of which the limiter takes more.
Result<std::string> encode_to_target(SoundFile& sound, const Measured& before) {
  double gain = target_loudness - before.loudness;
  for (int tries = most_tries;;) {
    sound.rewind();
    std::string file = TRY(encode(sound, gain));
    auto encoded = TRY(SoundFile::open(file));
    const Measured after = TRY(measure(encoded));
    const double more = std::min(target_loudness - after.loudness, highest_peak - after.peak);
    const double lacking = target_loudness - after.loudness - more;
    if (lacking < loudness_tolerance / 2 || --tries == 0)
      return with_more_gain(std::move(file), more);
    gain += lacking * gain_for_each_lacking;
  }
}

// Nothing: it goes as it is.
Result<std::string> make_opus(std::string_view bytes, SoundFile& sound, const Measured& measured) {
  const double lacking = target_loudness - measured.loudness;
  if (sound.is_opus() && std::abs(lacking) <= loudness_tolerance) return std::string();
  if (sound.is_opus() && measured.peak + lacking <= highest_peak)
    return with_more_gain(std::string(bytes), lacking);
  return encode_to_target(sound, measured);
}

Result<Renditions> render_bytes(std::string_view bytes) {
  auto sound = TRY(SoundFile::open(bytes));
  if (sound.is_opus() && bytes.size() > opus_limit)
    return fail(Code::too_large,
                fmt::format("it has {} MB, of Opus at most 50 are taken", bytes.size() >> 20));
  if (sound.length() > longest_recording) return fail(Code::too_large, "it is longer than an hour");
  const Measured measured = TRY(measure(sound));
  if (!(measured.loudness > silence)) return fail(Code::invalid_input, "nothing is heard in it");
  Renditions renditions;
  renditions.facts = {{"loudness", measured.loudness}, {"clipped", measured.clipped}};
  std::string opus = TRY(make_opus(bytes, sound, measured));
  if (!opus.empty()) renditions.files.push_back(make_rendition("recording.opus", std::move(opus)));
  return renditions;
}

}  // namespace

RecordingRenderer::RecordingRenderer(base::Fs& fs, base::Path cache)
    : fs_(fs), cache_(fs, std::move(cache), renderer_version) {}

Result<RenderedRecording> RecordingRenderer::render(const base::Path& recording) {
  if (TRY(fs_.size(recording)) > recording_limit)
    return fail(Code::too_large, "it is larger than 1 GB");
  const auto mapping = TRY(fs_.map(recording));
  const std::string_view bytes = mapping->bytes();
  auto renditions = TRY(cache_.get(bytes, [&] { return render_bytes(bytes); }));
  const base::json::Value facts(std::move(renditions.facts));
  const base::json::Reader reader(facts, "facts");
  RenderedRecording rendered;
  rendered.loudness = TRY(reader.number("loudness"));
  rendered.clipped = static_cast<int>(TRY(reader.integer("clipped")));
  if (renditions.files.empty()) {
    rendered.blob = {base::sha256(bytes), bytes.size()};
    rendered.file = recording;
  } else {
    rendered.blob = renditions.files.front().blob;
    rendered.file = std::move(renditions.files.front().file);
    rendered.bytes = std::move(renditions.files.front().bytes);
  }
  return rendered;
}

}  // namespace rohnamo::publish
