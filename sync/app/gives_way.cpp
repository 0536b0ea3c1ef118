#include "sync/app/gives_way.hpp"

namespace rohnamo::app {

using base::Result;

class GivesWay::WatchingSink final : public core::Sink {
 public:
  WatchingSink(GivesWay& way, core::Sink& sink) : way_(&way), sink_(&sink) {}

  core::Task<Result<void>> begin(std::uint64_t offset) override {
    auto begun = co_await sink_->begin(offset);
    co_return begun;
  }
  core::Task<Result<void>> write(std::string_view bytes) override {
    auto written = co_await sink_->write(bytes);
    co_return written ? way_->check() : written;
  }
  core::Task<Result<void>> end() override {
    auto ended = co_await sink_->end();
    co_return ended;
  }

 private:
  GivesWay* way_;
  core::Sink* sink_;
};

GivesWay::GivesWay(core::Transport& transport, std::function<bool()> asked,
                   std::function<std::chrono::steady_clock::time_point()> ticks)
    : transport_(&transport), asked_(std::move(asked)), ticks_(std::move(ticks)) {}

Result<void> GivesWay::check() {
  const auto now = ticks_();
  if (!looked_ || now - *looked_ >= std::chrono::seconds(1)) {
    looked_ = now;
    waits_ = asked_();
  }
  if (!waits_) return {};
  return base::fail(base::Code::busy, "a stick is to be read first");
}

core::Task<Result<core::Fetched>> GivesWay::fetch(core::FetchRequest request, core::Sink& sink) {
  const auto free = check();
  if (!free) co_return base::fail(free.error());
  WatchingSink watching(*this, sink);
  auto fetched = co_await transport_->fetch(std::move(request), watching);
  co_return fetched;
}

}  // namespace rohnamo::app
