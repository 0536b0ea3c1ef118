// Recordings made when a test needs them, by opusenc (Debian: opus-tools).
#pragma once

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::tests {

// A tone of 440 Hz, half as loud as can be.
inline void record_tone(const base::Path& path, std::chrono::milliseconds length) {
  const std::string command =
      "opusenc --quiet --serial 1 --raw --raw-rate 48000 --raw-chan 1 - '" + path.string() + "'";
  FILE* encoder = ::popen(command.c_str(), "w");
  REQUIRE(encoder != nullptr);
  for (std::int64_t i = 0; i < length.count() * 48; ++i) {
    const double turn = 2 * std::numbers::pi * 440 * static_cast<double>(i) / 48'000;
    const auto sample = static_cast<std::int16_t>(16'384 * std::sin(turn));
    std::fwrite(&sample, sizeof sample, 1, encoder);
  }
  REQUIRE(::pclose(encoder) == 0);
}

}  // namespace rohnamo::tests
