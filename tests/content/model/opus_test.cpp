#include "content/model/opus.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace rohnamo;
using std::chrono::milliseconds;

namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xffU);
  return text;
}

std::string page(std::uint64_t granule, std::uint32_t serial, const std::string& payload) {
  return "OggS" + std::string(2, '\0') + number(granule, 8) + number(serial, 4) + number(0, 8) +
         "\1" + static_cast<char>(payload.size()) + payload;
}

std::string head(std::uint32_t serial, std::uint16_t pre_skip) {
  return page(0, serial, "OpusHead\1\1" + number(pre_skip, 2) + std::string(7, '\0'));
}

std::string fault(const std::string& file) {
  const auto length = model::opus_length(file);
  return length ? "" : length.error().message;
}

}  // namespace

TEST_CASE("a recording is as long as its last page says, without what is skipped at its begin") {
  const std::string file = head(7, 312) + page(24'000, 7, "x") + page(96'312, 7, "y");
  CHECK(model::opus_length(file).value() == milliseconds(2'000));
  // A page in which no packet ends, and one of another stream, say nothing.
  CHECK(model::opus_length(file + page(UINT64_MAX, 7, "z")).value() == milliseconds(2'000));
  CHECK(model::opus_length(file + page(480'000, 8, "z")).value() == milliseconds(2'000));
  // Cut off in its last page, it is as long as what is there.
  CHECK(model::opus_length(file.substr(0, file.size() - 25)).value() == milliseconds(493));
}

TEST_CASE("what is no recording, or has no sound, has no length") {
  CHECK(fault("") == "this is no Opus recording");
  CHECK(fault("RIFF....WAVE") == "this is no Opus recording");
  CHECK(fault(page(48'000, 1, "vorbis")) == "this is no Opus recording");
  CHECK(fault(head(7, 312).substr(0, 30)) == "this is no Opus recording");
  CHECK(fault(head(7, 312)) == "the recording has no sound");
  CHECK(fault(head(7, 312) + page(312, 7, "x")) == "the recording has no sound");
  CHECK(fault(head(7, 0) + page(UINT64_MAX - 1, 7, "x")) ==
        "the recording claims to be longer than a day");
}
