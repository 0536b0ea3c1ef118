#include "content/publish/progress.hpp"

#include <fmt/format.h>

namespace rohnamo::publish {
namespace {

constexpr std::string_view wiped = "\r\x1b[K";  // ECMA-48 8.3.41, EL: the line from here on

}  // namespace

Progress::Progress(std::ostream* out, std::chrono::milliseconds pace) : out_(out), pace_(pace) {
  if (out_ != nullptr) teller_ = std::jthread([this](const std::stop_token& stop) { tell(stop); });
}

Progress::~Progress() {
  end();
}

void Progress::end() {
  teller_.request_stop();
  if (teller_.joinable()) teller_.join();
}

void Progress::begin(std::string what) {
  const std::lock_guard lock(mutex_);
  what_ = std::move(what);
  how_far_.clear();
}

void Progress::at(std::string how_far) {
  const std::lock_guard lock(mutex_);
  how_far_ = std::move(how_far);
}

void Progress::tell(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool told = false;
  while (!ends_.wait_for(lock, stop, pace_, [&] { return stop.stop_requested(); })) {
    if (what_.empty()) continue;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began_);
    *out_ << fmt::format("{}{}{}{} ({} s)", wiped, what_, how_far_.empty() ? "" : ": ", how_far_,
                         seconds.count())
          << std::flush;
    told = true;
  }
  if (told) *out_ << wiped << std::flush;
}

}  // namespace rohnamo::publish
