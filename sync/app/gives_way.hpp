// A transport that stops where somebody waits: on a slow line an update can take hours, and a
// person with a stick stands there now. The fetch under way ends with Code::busy, and what came of
// it is kept. One thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "sync/core/transport.hpp"

namespace rohnamo::app {

class GivesWay final : public core::Transport {
 public:
  // `transport` must outlive this. `asked` is called at most once a second; `ticks` never go back.
  GivesWay(core::Transport& transport, std::function<bool()> asked,
           std::function<std::chrono::steady_clock::time_point()> ticks);
  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override;

 private:
  class WatchingSink;
  base::Result<void> check();  // Code::busy: somebody waits
  core::Transport* transport_;
  std::function<bool()> asked_;
  std::function<std::chrono::steady_clock::time_point()> ticks_;
  std::optional<std::chrono::steady_clock::time_point> looked_;
  bool waits_ = false;
};

}  // namespace rohnamo::app
