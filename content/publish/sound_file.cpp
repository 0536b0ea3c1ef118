#include "content/publish/sound_file.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "content/model/opus.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int lowest_rate = 8'000, highest_rate = 192'000;
constexpr int most_channels = 8;

// What libsndfile reads from.
struct Bytes {
  std::string_view all;
  sf_count_t at = 0;

  [[nodiscard]] sf_count_t size() const { return static_cast<sf_count_t>(all.size()); }
};

Bytes& of(void* user) {
  return *static_cast<Bytes*>(user);
}

sf_count_t seek(sf_count_t offset, int whence, void* user) {
  Bytes& bytes = of(user);
  const sf_count_t from = whence == SEEK_CUR ? bytes.at : whence == SEEK_END ? bytes.size() : 0;
  return bytes.at = std::clamp<sf_count_t>(from + offset, 0, bytes.size());
}

sf_count_t read_bytes(void* into, sf_count_t count, void* user) {
  Bytes& bytes = of(user);
  count = std::clamp<sf_count_t>(count, 0, bytes.size() - bytes.at);
  bytes.all.copy(static_cast<char*>(into), static_cast<std::size_t>(count),
                 static_cast<std::size_t>(bytes.at));
  bytes.at += count;
  return count;
}

SF_VIRTUAL_IO reading() {
  return {[](void* user) { return of(user).size(); }, seek, read_bytes,
          [](const void*, sf_count_t, void*) -> sf_count_t { return 0; },
          [](void* user) { return of(user).at; }};
}

bool is_known(int format) {
  switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
    case SF_FORMAT_FLAC:
    case SF_FORMAT_MPEG:
      return true;
    case SF_FORMAT_OGG:
      return (format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS;
    default:
      return false;
  }
}

}  // namespace

struct SoundFile::State {
  Bytes bytes;
  SF_INFO info{};
  SNDFILE* file = nullptr;
  std::chrono::milliseconds length{};
  std::vector<float> channels{};

  State(std::string_view all) : bytes{all} {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (file != nullptr) sf_close(file);
  }

  [[nodiscard]] bool is_opus() const { return (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS; }

  // libsndfile has none for an Opus file whose last page is missing.
  Result<void> find_length() {
    if (is_opus()) {
      length = TRY(model::opus_length(bytes.all));
      return {};
    }
    if (info.frames < 0 || info.frames > INT64_MAX / 1000)
      return fail(Code::invalid_input, "it does not say how long it is");
    length = std::chrono::milliseconds(info.frames * 1000 / info.samplerate);
    return {};
  }
};

SoundFile::SoundFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoundFile::SoundFile(SoundFile&&) noexcept = default;
SoundFile& SoundFile::operator=(SoundFile&&) noexcept = default;
SoundFile::~SoundFile() = default;

Result<SoundFile> SoundFile::open(std::string_view bytes) {
  auto state = std::make_unique<State>(bytes);
  auto functions = reading();
  state->file = sf_open_virtual(&functions, SFM_READ, &state->info, &state->bytes);
  if (state->file == nullptr || !is_known(state->info.format))
    return fail(Code::invalid_input, "it is no WAV, FLAC, MP3 or Opus");
  const SF_INFO& info = state->info;
  if (info.channels < 1 || info.channels > most_channels)
    return fail(Code::invalid_input, fmt::format("it has {} channels", info.channels));
  if (info.samplerate < lowest_rate || info.samplerate > highest_rate)
    return fail(Code::invalid_input, fmt::format("it has {} samples a second", info.samplerate));
  TRY(state->find_length());
  return SoundFile(std::move(state));
}

int SoundFile::rate() const {
  return state_->info.samplerate;
}

std::chrono::milliseconds SoundFile::length() const {
  return state_->length;
}

bool SoundFile::is_opus() const {
  return state_->is_opus();
}

Result<std::size_t> SoundFile::read(std::span<float> samples) {
  const auto count = static_cast<std::size_t>(state_->info.channels);
  auto& channels = state_->channels;
  channels.resize(samples.size() * count);
  const auto got = static_cast<std::size_t>(std::max<sf_count_t>(
      0, sf_readf_float(state_->file, channels.data(), static_cast<sf_count_t>(samples.size()))));
  if (got == 0 && sf_error(state_->file) != SF_ERR_NO_ERROR)
    return fail(Code::invalid_input, fmt::format("it is damaged: {}", sf_strerror(state_->file)));
  for (std::size_t i = 0; i < got; ++i) {
    float sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += channels[i * count + k];
    samples[i] = sum / static_cast<float>(count);
  }
  return got;
}

void SoundFile::rewind() {
  sf_seek(state_->file, 0, SEEK_SET);
}

}  // namespace rohnamo::publish
