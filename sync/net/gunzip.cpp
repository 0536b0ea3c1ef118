#include "sync/net/gunzip.hpp"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace rohnamo::net {

struct Gunzip::State {
  z_stream stream{};
  bool ended = false;
  bool full = false;  // the last output filled `out`: zlib may hold more
  std::array<char, 65536> out{};
};

Gunzip::Gunzip() : state_(std::make_unique<State>()) {
  constexpr int gzip_only = 16 + MAX_WBITS;
  if (inflateInit2(&state_->stream, gzip_only) != Z_OK) throw std::bad_alloc();
}

Gunzip::~Gunzip() {
  inflateEnd(&state_->stream);
}

void Gunzip::feed(std::string_view bytes) {
  // zlib takes a pointer to non-const bytes for C's sake, and leaves them alone.
  state_->stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  state_->stream.avail_in = static_cast<uInt>(bytes.size());
}

base::Result<std::string_view> Gunzip::next() {
  z_stream& stream = state_->stream;
  std::size_t made = 0;
  while (made == 0 && (stream.avail_in > 0 || state_->full)) {
    if (state_->ended) {  // another member follows
      inflateReset(&stream);
      state_->ended = false;
    }
    stream.next_out = reinterpret_cast<Bytef*>(state_->out.data());
    stream.avail_out = static_cast<uInt>(state_->out.size());
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    made = state_->out.size() - stream.avail_out;
    state_->ended = outcome == Z_STREAM_END;
    state_->full = stream.avail_out == 0 && !state_->ended;
    if (outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR)
      return base::fail(base::Code::corrupt, "the gzip encoding is damaged");
  }
  return std::string_view(state_->out.data(), made);
}

bool Gunzip::complete() const {
  return state_->ended && state_->stream.avail_in == 0;
}

}  // namespace rohnamo::net
