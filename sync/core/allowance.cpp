#include "sync/core/allowance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sync/core/lanes.hpp"

namespace rohnamo::core {
namespace {

using base::Code;
using base::Result;
using std::chrono::milliseconds;

constexpr std::uint64_t request_cost = 1'024;  // bytes: the heads of a question and its answer

// What content leaves of a day's budget for metadata and for what is urgent.
std::uint64_t reserve(std::uint64_t budget) {
  return std::min<std::uint64_t>(budget / 10, 10'000'000);
}

}  // namespace

// Every byte that passes is paid for before more are read.
class Allowance::MeteredSink final : public Sink {
 public:
  MeteredSink(Allowance& allowance, Purpose purpose, Sink& sink)
      : allowance_(&allowance), purpose_(purpose), sink_(&sink) {}

  Task<Result<void>> begin(std::uint64_t offset) override { return sink_->begin(offset); }

  Task<Result<void>> write(std::string_view bytes) override {
    auto written = co_await sink_->write(bytes);
    const auto paid = co_await allowance_->pay(bytes.size());
    if (!written) co_return written;
    if (!paid || purpose_ != Purpose::content) co_return paid;
    co_return allowance_->permit(purpose_);
  }

  Task<Result<void>> end() override { return sink_->end(); }

 private:
  Allowance* allowance_;
  Purpose purpose_;
  Sink* sink_;
};

Allowance::Allowance(Transport& line, base::Fs& fs, Sleeper& sleeper, Clocks clocks,
                     const AllowanceOptions& options)
    : line_(&line),
      sleeper_(&sleeper),
      clocks_(std::move(clocks)),
      window_(options.window),
      pace_(options.bandwidth) {
  if (options.daily_budget > 0) budget_.emplace(fs, options.record, options.daily_budget);
}

Task<Result<Fetched>> Allowance::fetch(FetchRequest request, Sink& sink) {
  const auto permitted = permit(request.purpose);
  if (!permitted) co_return base::fail(permitted.error());
  if (budget_) budget_->spend(request_cost);
  MeteredSink metered(*this, request.purpose, sink);
  auto fetched = co_await line_->fetch(std::move(request), metered);
  co_return fetched;
}

Result<void> Allowance::settle() {
  return budget_ ? budget_->settle() : Result<void>();
}

Result<void> Allowance::permit(Purpose purpose) {
  if (budget_) budget_->turn(clocks_.local(), clocks_.ticks());
  const bool may_wait = purpose == Purpose::content;
  if (may_wait && window_ && !window_->contains(clocks_.local()))
    return base::fail(Code::offline, fmt::format("it waits for the part of the day that "
                                                 "download_window allows: {}",
                                                 window_->text()));
  if (!budget_) return {};
  const std::uint64_t kept = may_wait ? reserve(budget_->bytes()) : 0;
  if (budget_->spent() < budget_->bytes() - kept) return {};
  return base::fail(Code::offline,
                    fmt::format("it waits for tomorrow: of the daily_budget of {} bytes {} are "
                                "spent{}",
                                budget_->bytes(), budget_->spent(),
                                may_wait ? ", the rest is for what is urgent" : ""));
}

Task<Result<void>> Allowance::pay(std::uint64_t bytes) {
  if (budget_) budget_->spend(bytes);
  milliseconds now = clocks_.ticks();
  const milliseconds due = now + pace_.spend(bytes, now);
  while (now < due) {
    co_await sleeper_->sleep(due - now);
    const bool stop = co_await cancelled();
    if (stop) co_return base::fail(Code::cancelled, "cancelled");
    now = clocks_.ticks();
  }
  co_return Result<void>();
}

}  // namespace rohnamo::core
