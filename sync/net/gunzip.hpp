// Decoding of a gzip body (RFC 1952) as it comes, by zlib. Memory: the window and 64 KB.
#pragma once

#include <memory>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::net {

class Gunzip {
 public:
  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  // Encoded bytes, which must stay where they are until next() gives nothing.
  void feed(std::string_view bytes);
  // Some decoded bytes, valid until the next call; empty where more must be fed. Error: corrupt.
  base::Result<std::string_view> next();
  // The last member has ended, its check sum was right.
  [[nodiscard]] bool complete() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::net
