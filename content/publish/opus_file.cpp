#include "content/publish/opus_file.hpp"

#include <fmt/format.h>
#include <ogg/ogg.h>
#include <opusenc.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <new>

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int bits_a_second = 24'000;
constexpr int serial = 1;  // of the stream: chance would give other bytes each time
constexpr std::size_t head_of_page = 27;
constexpr std::size_t gain_in_head = 16;

int append(void* user, const unsigned char* bytes, opus_int32 count) {
  static_cast<std::string*>(user)->append(reinterpret_cast<const char*>(bytes),
                                          static_cast<std::size_t>(count));
  return 0;
}

unsigned char* bytes_at(std::string& text, std::size_t at) {
  return reinterpret_cast<unsigned char*>(text.data()) + at;
}

}  // namespace

struct OpusWriter::State {
  std::string file;
  OpusEncCallbacks callbacks{append, [](void*) { return 0; }};
  OggOpusComments* comments = nullptr;
  OggOpusEnc* encoder = nullptr;
};

OpusWriter::OpusWriter(int rate) : state_(std::make_unique<State>()) {
  state_->comments = ope_comments_create();
  state_->encoder = ope_encoder_create_callbacks(&state_->callbacks, &state_->file,
                                                 state_->comments, rate, 1, 0, nullptr);
  if (state_->encoder == nullptr) throw std::bad_alloc();
  ope_encoder_ctl(state_->encoder, OPUS_SET_BITRATE(bits_a_second));
  ope_encoder_ctl(state_->encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
  ope_encoder_ctl(state_->encoder, OPE_SET_SERIALNO(serial));
}

OpusWriter::~OpusWriter() {
  ope_encoder_destroy(state_->encoder);
  ope_comments_destroy(state_->comments);
}

Result<void> OpusWriter::add(std::span<const float> samples) {
  const int fault =
      ope_encoder_write_float(state_->encoder, samples.data(), static_cast<int>(samples.size()));
  if (fault != OPE_OK) return fail(Code::io, fmt::format("libopusenc: {}", ope_strerror(fault)));
  return {};
}

Result<std::string> OpusWriter::finish() {
  const int fault = ope_encoder_drain(state_->encoder);
  if (fault != OPE_OK) return fail(Code::io, fmt::format("libopusenc: {}", ope_strerror(fault)));
  return std::move(state_->file);
}

Result<std::string> with_more_gain(std::string file, double decibels) {
  const std::size_t segments =
      file.size() < head_of_page ? 0 : static_cast<unsigned char>(file[head_of_page - 1]);
  const std::size_t head = head_of_page + segments;
  if (!file.starts_with("OggS") || file.size() < head) return fail(Code::corrupt, "it is no Ogg");
  std::size_t length = 0;
  for (std::size_t i = head_of_page; i < head; ++i) length += *bytes_at(file, i);
  if (file.size() < head + length || length < gain_in_head + 2 ||
      file.compare(head, 8, "OpusHead") != 0)
    return fail(Code::corrupt, "it is no Opus");
  unsigned char* gain = bytes_at(file, head + gain_in_head);
  const auto old = static_cast<std::int16_t>(gain[0] | gain[1] << 8);
  const auto wanted = std::lround(old + decibels * 256);  // Q7.8, two's complement
  const auto field = static_cast<std::uint16_t>(std::clamp<long>(wanted, INT16_MIN, INT16_MAX));
  gain[0] = static_cast<unsigned char>(field & 0xffU);
  gain[1] = static_cast<unsigned char>(field >> 8U);
  ogg_page page{bytes_at(file, 0), static_cast<long>(head), bytes_at(file, head),
                static_cast<long>(length)};
  ogg_page_checksum_set(&page);
  return file;
}

}  // namespace rohnamo::publish
