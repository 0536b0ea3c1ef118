// A machine's shelf as its neighbours see it, and one that can lie.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "sync/core/shelf.hpp"
#include "sync/core/transport.hpp"

namespace rohnamo::tests {

class ShelfServer final : public core::Transport {
 public:
  explicit ShelfServer(base::Fs& fs) : fs_(&fs) {}

  void stock(std::shared_ptr<const core::Shelf> shelf) { shelf_ = std::move(shelf); }
  [[nodiscard]] std::int64_t version() const { return shelf_->version(); }

  std::string lies;    // paths with this in them: a file that is not what it should be
  std::string breaks;  // paths that begin so: half, then the line breaks, once
  std::vector<std::string> requests;

  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override {
    requests.push_back(request.path);
    const bool lie = !lies.empty() && request.path.find(lies) != std::string::npos;
    const auto item = shelf_->find(request.path);
    if (!item && !lie) co_return base::fail(base::Code::not_found, "404");
    std::string bytes = lie ? "{\"signatures\":[],\"signed\":{}}" : read(*item);
    const bool half = !breaks.empty() && request.path.starts_with(breaks);
    if (half) bytes.resize(bytes.size() / 2);
    bytes.erase(0, request.offset);
    auto done = co_await sink.begin(request.offset);
    if (done) done = co_await sink.write(bytes);
    if (done && half) {
      breaks.clear();
      co_return base::fail(base::Code::offline, "it broke off");
    }
    if (done) done = co_await sink.end();
    if (!done) co_return base::fail(done.error());
    co_return core::Fetched();
  }

 private:
  std::string read(const core::Shelf::Item& item) {
    return fs_->read(item.file, 1 << 24).value_or("");
  }
  base::Fs* fs_;
  std::shared_ptr<const core::Shelf> shelf_;
};

}  // namespace rohnamo::tests
