#include "kiosk/app/stick_notice.hpp"

#include <utility>

#include "kiosk/app/staff_words.hpp"

namespace rohnamo::app {

using deck::Millis;
using exchange::SideloadState;

namespace {

constexpr Millis silence{60'000};  // of one that is read: see content/exchange/sideload_status.hpp
constexpr Millis done_for{300'000};

scene::Icon icon_of(SideloadState state) {
  switch (state) {
    case SideloadState::waiting:
    case SideloadState::reading:
    case SideloadState::copying:
      return scene::Icon::stick;
    case SideloadState::new_content:
    case SideloadState::nothing_new:
      return scene::Icon::check;
    case SideloadState::no_publication:
    case SideloadState::refused:
    case SideloadState::failed:
      break;
  }
  return scene::Icon::alert;
}

}  // namespace

void StickNotice::tell(std::optional<exchange::SideloadStatus> stick, Millis steady) {
  const bool goes_on = stick && exchange::is_under_way(stick->state);
  if (!std::exchange(told_, true) && !goes_on) return;
  stick_ = std::move(stick);
  until_ = steady + (goes_on ? silence : done_for);
}

std::optional<exchange::SideloadStatus> StickNotice::at(Millis steady) const {
  return steady < until_ ? stick_ : std::nullopt;
}

scene::StickBar stick_bar(const text::Wording& words, const exchange::SideloadStatus& stick) {
  scene::StickBar bar{icon_of(stick.state), stick_row(words, stick, stick.written).value, {}};
  if (stick.state == SideloadState::copying && stick.bytes_total > 0)
    bar.share = static_cast<double>(stick.bytes_done) / static_cast<double>(stick.bytes_total);
  return bar;
}

}  // namespace rohnamo::app
