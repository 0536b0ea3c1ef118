// Files in memory as a Transport that can be slow, break, be wrong, or not be there.
#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <string>
#include <vector>

#include "content/base/hash.hpp"
#include "sync/core/transport.hpp"
#include "tests/fakes/virtual_time.hpp"

namespace rohnamo::tests {

class FileServer final : public core::Transport {
 public:
  explicit FileServer(fakes::VirtualClock& clock) : clock_(&clock) {}

  std::map<std::string, std::string> files;
  base::Code failure = base::Code::offline;
  bool fails = false;                         // with that code
  bool ranges = true;                         // false: the whole body whatever was asked for
  std::chrono::milliseconds first_byte{0};    // until an answer begins, by the clock
  std::map<std::string, std::size_t> breaks;  // path -> after so many bytes the line breaks, once
  std::vector<core::FetchRequest> requests;   // as they came
  std::size_t chunk = 1000;                   // bytes a piece

  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override {
    requests.push_back(request);
    clock_->advance(first_byte);
    co_await boost::asio::post(boost::asio::use_awaitable);  // others have their turn
    if (fails) co_return base::fail(failure, "it fails");
    const auto file = files.find(request.path);
    if (file == files.end()) co_return base::fail(base::Code::not_found, "404");
    core::Fetched fetched;
    fetched.etag = '"' + base::sha256(file->second).hex().substr(0, 16) + '"';
    fetched.not_modified = request.offset == 0 && request.etag == fetched.etag;
    if (fetched.not_modified) co_return fetched;
    auto sent = co_await send(request, sink);
    if (!sent) co_return base::fail(sent.error());
    co_return fetched;
  }

 private:
  core::Task<base::Result<void>> send(core::FetchRequest request, core::Sink& sink) {
    const std::string body = files.at(request.path);
    std::size_t place = ranges && request.offset <= body.size() ? request.offset : 0;
    auto done = co_await sink.begin(place);
    if (!done) co_return done;
    const auto broken = breaks.find(request.path);
    const std::size_t end = broken == breaks.end() ? body.size() : broken->second;
    while (place < end) {
      const std::string piece = body.substr(place, std::min(chunk, end - place));
      place += piece.size();
      co_await boost::asio::post(boost::asio::use_awaitable);
      done = co_await sink.write(piece);
      if (!done) co_return done;
    }
    if (broken != breaks.end()) {
      breaks.erase(broken);
      co_return base::fail(base::Code::offline, "it broke off");
    }
    done = co_await sink.end();
    co_return done;
  }

  fakes::VirtualClock* clock_;
};

// Keeps a body, and knows what it should be if it was told.
class KeepingSink final : public core::Sink {
 public:
  core::Task<base::Result<void>> begin(std::uint64_t offset) override {
    begun.push_back(offset);
    if (offset > bytes.size()) co_return base::fail(base::Code::io, "a gap");
    bytes.resize(offset);
    co_return base::Result<void>();
  }
  core::Task<base::Result<void>> write(std::string_view piece) override {
    if (full) co_return base::fail(base::Code::no_space, "the disk is full");
    bytes += piece;
    co_return base::Result<void>();
  }
  core::Task<base::Result<void>> end() override {
    ++ended;
    if (expected && bytes != *expected)
      co_return base::fail(base::Code::untrusted, "these are other bytes");
    co_return base::Result<void>();
  }

  std::string bytes;
  std::optional<std::string> expected;
  std::vector<std::uint64_t> begun;
  int ended = 0;
  bool full = false;
};

}  // namespace rohnamo::tests
