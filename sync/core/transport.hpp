// Where bytes come from, as a port of the update cycle: HTTP(S), a folder, in tests a world.
// One thread: the io_context's.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::core {

template <class T>
using Task = boost::asio::awaitable<T>;

// What a fetch is for. On a metered line it decides what may wait (allowance.hpp).
enum class Purpose {
  metadata,  // signed, small, asked for again and again
  urgent,    // what a visitor must see today: text
  content,   // pictures, sound, fonts
};

struct FetchRequest {
  // Of the file, relative to the publication's root, as it is named there; nothing is encoded:
  // "metadata/1.offices%2Fkhujand.json" has a % in its name.
  std::string path;
  std::uint64_t max_bytes = 0;  // of the decoded body, from its first byte; more is too_large
  std::uint64_t offset = 0;     // bytes that the caller has already: asks for the rest
  // The entity tag of the held bytes. With offset: If-Range; without: If-None-Match.
  std::string etag;
  bool accept_gzip = false;  // for metadata; the sink gets the decoded bytes
  Purpose purpose = Purpose::content;
};

struct Fetched {
  bool not_modified = false;  // the held bytes are still what the server has; the sink got nothing
  std::string etag;           // of what came; empty where the server gives none
};

// Takes a body as it comes. A failure ends the fetch with that error.
class Sink {
 public:
  virtual ~Sink() = default;
  // Before the first byte. `offset` is the place of the body's first byte: the one that was asked
  // for, or 0 where the server sends the whole.
  virtual Task<base::Result<void>> begin(std::uint64_t offset) = 0;
  virtual Task<base::Result<void>> write(std::string_view bytes) = 0;
  // After the last byte. A sink that knows what should have come says here whether it did:
  // untrusted for other bytes, offline for fewer. It may then be begun again.
  virtual Task<base::Result<void>> end() { co_return base::Result<void>(); }
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Errors: not_found (404), offline (no connection, or an answer that is not the server's),
  // timeout, too_large, untrusted (TLS), cancelled. Several fetches may be under way at once.
  virtual Task<base::Result<Fetched>> fetch(FetchRequest request, Sink& sink) = 0;
};

}  // namespace rohnamo::core
