#include <zlib.h>

#include <catch2/catch.hpp>
#include <optional>

#include "sync/net/gunzip.hpp"

using rohnamo::base::Code;
using rohnamo::net::Gunzip;

namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// All that comes of `encoded`, fed `step` bytes at a time; none where it is damaged.
std::optional<std::string> decode(const std::string& encoded, std::size_t step) {
  Gunzip gunzip;
  std::string out;
  for (std::size_t i = 0; i < encoded.size(); i += step) {
    gunzip.feed(std::string_view(encoded).substr(i, step));
    for (;;) {
      const auto piece = gunzip.next();
      if (!piece) return std::nullopt;
      if (piece->empty()) break;
      out += *piece;
    }
  }
  if (!gunzip.complete()) return std::nullopt;
  return out;
}

}  // namespace

TEST_CASE("gzip is decoded however it is cut") {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i * 7919 % 1000);
  const std::size_t step = GENERATE(1, 7, 4096, 1'000'000);
  CHECK((decode(gzip(text), step) == text));
  CHECK((decode(gzip(text) + gzip("and more"), step) == text + "and more"));
}

TEST_CASE("A bomb comes out in bounded pieces") {
  const std::string encoded = gzip(std::string(100 << 20, '\0'));
  Gunzip gunzip;
  gunzip.feed(encoded);
  std::size_t total = 0;
  for (;;) {
    const auto piece = gunzip.next();
    REQUIRE(piece);
    if (piece->empty()) break;
    REQUIRE(piece->size() <= 65536);
    total += piece->size();
  }
  CHECK(total == 100 << 20);
  CHECK(gunzip.complete());
}

TEST_CASE("Damage to gzip is noticed") {
  const std::string good = gzip("the whole story of a road, the whole story of a road");
  CHECK(!decode("no gzip at all", 100));
  CHECK(!decode(good.substr(0, good.size() - 1), 100));
  CHECK(!decode(good + "x", 100));
  std::string bad_sum = good;
  bad_sum[good.size() - 5] ^= 1;
  CHECK(!decode(bad_sum, 100));
}
