#include "content/publish/gzip.hpp"

#include <zlib.h>

#include <new>

namespace rohnamo::publish {

std::string gzip(std::string_view bytes) {
  constexpr int gzip_window = 15 + 16;  // zlib's way to ask for the gzip format
  constexpr int default_memory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, default_memory,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);  // into deflateBound() bytes it cannot fail
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace rohnamo::publish
