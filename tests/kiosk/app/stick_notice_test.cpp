#include "kiosk/app/stick_notice.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

using exchange::SideloadState;
using exchange::SideloadStatus;

constexpr Millis second{1'000};
constexpr Millis minute{60'000};

SideloadStatus stick(SideloadState state) {
  SideloadStatus status;
  status.state = state;
  status.bytes_done = 3'000'000;
  status.bytes_total = 12'000'000;
  return status;
}

std::optional<SideloadState> said(const StickNotice& notice, Millis steady) {
  const auto status = notice.at(steady);
  return status ? std::optional(status->state) : std::nullopt;
}

TEST_CASE("what a stick had come to before the start is nobody's news") {
  StickNotice notice;
  notice.tell(stick(SideloadState::new_content), second);
  CHECK_FALSE(notice.at(second));
  CHECK(notice.until() == Millis::max());
  notice.tell(stick(SideloadState::nothing_new), 2 * second);
  CHECK(said(notice, 2 * second) == SideloadState::nothing_new);
}

TEST_CASE("a stick that is being read at the start is told of") {
  StickNotice notice;
  notice.tell(stick(SideloadState::copying), second);
  CHECK(said(notice, second) == SideloadState::copying);
}

TEST_CASE("a stick is told of while signs of it come, and when it is done for five minutes") {
  StickNotice notice;
  notice.tell(std::nullopt, Millis(0));
  notice.tell(stick(SideloadState::reading), second);
  notice.tell(stick(SideloadState::copying), minute);
  CHECK(said(notice, 2 * minute - second) == SideloadState::copying);
  CHECK(notice.until() == 2 * minute);
  CHECK_FALSE(notice.at(2 * minute));
  notice.tell(stick(SideloadState::new_content), 3 * minute);
  CHECK(said(notice, 8 * minute - second) == SideloadState::new_content);
  CHECK_FALSE(notice.at(8 * minute));
  notice.tell(std::nullopt, 9 * minute);
  CHECK_FALSE(notice.at(9 * minute));
}

TEST_CASE("a stick's bar says how far it is while it copies, and no figure else") {
  const text::Wording words({"en", "English", "en", model::Direction::left_to_right, {}},
                            {"en", {{"staff_stick_copying", "{done} of {total}"}}}, "UTC");
  const auto copying = stick_bar(words, stick(SideloadState::copying));
  CHECK(copying.icon == scene::Icon::stick);
  CHECK(copying.share == 0.25);
  CHECK_THAT(copying.words, Catch::Contains(" of "));
  const auto done = stick_bar(words, stick(SideloadState::new_content));
  CHECK(done.icon == scene::Icon::check);
  CHECK_FALSE(done.share);
  for (const auto state :
       {SideloadState::no_publication, SideloadState::refused, SideloadState::failed})
    CHECK(stick_bar(words, stick(state)).icon == scene::Icon::alert);
}

struct StickScreen : Screen {
  StickScreen() {
    publish(cache(), three_stories());
    open();
  }

  void tell(SideloadState state) {
    const auto path = exchange::sideload_status_path(run());
    REQUIRE(base::posix_fs().make_directories(path.parent_path()));
    REQUIRE(base::write_whole(base::posix_fs(), path, exchange::serialize(stick(state))));
    REQUIRE(play("sync\nwait 1s\n") == "");
  }

  [[nodiscard]] bool shows(scene::Icon icon) const {
    return std::ranges::any_of(kiosk->scene().marks, [&](const scene::Mark& mark) {
      const auto* one = std::get_if<scene::IconMark>(&mark);
      return one != nullptr && one->icon == icon;
    });
  }
};

TEST_CASE("those who plugged a stick in see on any page how far it is, without a PIN") {
  StickScreen screen;
  REQUIRE(screen.play("wait 1s\n") == "");
  CHECK_FALSE(screen.shows(scene::Icon::stick));
  screen.tell(SideloadState::copying);
  CHECK(screen.shows(scene::Icon::stick));
  REQUIRE(screen.play("tap story:one\nwait 1s\nexpect page reader\n") == "");
  CHECK(screen.shows(scene::Icon::stick));
  screen.tell(SideloadState::new_content);
  CHECK(screen.shows(scene::Icon::check));
  CHECK_FALSE(screen.shows(scene::Icon::stick));
  REQUIRE(screen.play("wait 302s\n") == "");
  CHECK_FALSE(screen.shows(scene::Icon::check));
}

}  // namespace
}  // namespace rohnamo::app
