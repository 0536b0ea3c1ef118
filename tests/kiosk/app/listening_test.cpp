// A story that is listened to: the page, the player and the deck together, on a script's clock.
#include "kiosk/app/listening.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"
#include "tests/kiosk/sound/recording.hpp"

namespace rohnamo::app {
namespace {

// Ten seconds, in which the title, the summary and the last paragraph are read.
Written narrated() {
  static const std::string recording = [] {
    const tests::TemporaryFolder folder;
    tests::record_tone(folder.path() / "tone.opus", Millis(10'000));
    return base::posix_fs().read(folder.path() / "tone.opus", 1 << 20).value();
  }();
  const std::string title = "The first story";
  const auto body = model::parse_document(body_of(title)).value();
  const std::string text = model::reading_text(model::reading_of(title, "A summary.", body));
  const model::Timings timings{
      {{Millis(0), Millis(2'000), 0, 15},
       {Millis(2'000), Millis(3'500), 16, 26},
       {Millis(5'000), Millis(9'000), text.rfind("The"), text.size() - 2}}};
  return {"one", title, recording, model::serialize(timings)};
}

std::vector<Written> stories() {
  return {narrated(), {"two", "The second story", {}, {}}};
}

TEST_CASE("a story is listened to: what is read is marked and followed, then all is as before") {
  Screen screen;
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("tap story:one\nexpect target listen\nexpect sound silent\nwait 1s\n"
                    "tap listen\nexpect sound playing\nexpect passage 1\nexpect target louder\n"
                    "wait 2s\nexpect passage 2\nwait 2s\nexpect passage 0\n") == "");
  CHECK(screen.kiosk->deck().scroll().offset() == 0);
  CHECK(screen.play("wait 2s\nexpect passage 3\n") == "");
  CHECK(screen.kiosk->deck().scroll().offset() > 100);
  CHECK(screen.play("wait 4s\nexpect sound silent\nexpect passage 0\nexpect target listen\n") ==
        "");
  CHECK(screen.kiosk->scene().named("louder") == nullptr);
}

TEST_CASE("a pause keeps the place, and costs no wakeup") {
  Screen screen;
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("tap story:one\nwait 1s\ntap listen\nwait 2500ms\ntap listen\n"
                    "expect sound paused\nexpect passage 2\nwait 1s\n") == "");
  CHECK(screen.kiosk->next_deadline() > Millis(20'000));
  CHECK(screen.play("wait 20s\ntap listen\nexpect sound playing\nexpect passage 2\nwait 3s\n"
                    "expect passage 3\n") == "");
}

TEST_CASE("while it plays, it is woken for the next passage and the line of its progress alone") {
  Screen screen;
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("tap story:one\nwait 1s\ntap listen\n") == "");
  const base::Time wall(base::seconds(1'900'000'000));
  Millis clock = screen.kiosk->next_deadline();
  int frames = 0;
  for (; clock < Millis(12'000); ++frames) {
    screen.kiosk->frame({clock, wall});
    // Not the frames in which the page glides along.
    while (screen.kiosk->deck().scroll().moving()) screen.kiosk->frame({clock += Millis(16), wall});
    clock = std::max(clock + Millis(1), screen.kiosk->next_deadline());
  }
  CHECK(frames <= 32);  // ten seconds, five changes; a frame each to paint
}

TEST_CASE("the volume is the visitor's, and the next one finds the usual") {
  Screen screen;
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("expect volume 3\ntap story:one\nwait 1s\ntap listen\ntap louder\ntap louder\n"
                    "expect volume 5\ntap quieter\nexpect volume 4\ntap close\nexpect page slide\n"
                    "expect volume 3\nexpect sound silent\n") == "");
}

TEST_CASE("all of it is reached by keys") {
  Screen screen;
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("tap story:one\nwait 1s\n") == "");
  for (int i = 0; i < 20 && screen.kiosk->focus().name() != "listen"; ++i)
    CHECK(screen.play("key tab\n") == "");
  CHECK(screen.play("key enter\nexpect sound playing\nexpect focus listen\nkey tab\n"
                    "expect focus quieter\nkey enter\nexpect volume 2\nkey tab\n"
                    "expect focus louder\n") == "");
}

TEST_CASE("no recording, no button; a broken one neither") {
  Screen screen;
  auto list = stories();
  list[1].recording = "OggS but no recording";
  list.push_back({"three", "The third story", {}, {}});
  publish(screen.cache(), list);
  screen.open();
  CHECK(screen.play("tap story:one\nexpect target listen\ntap next\nwait 1s\n") == "");
  CHECK(screen.kiosk->scene().named("listen") == nullptr);
  CHECK(screen.play("tap next\nwait 1s\n") == "");
  CHECK(screen.kiosk->scene().named("listen") == nullptr);
}

// A machine whose sound device is there, or is not, and cannot be opened.
struct Deaf final : sound::Player {
  explicit Deaf(bool has_device) : device(has_device) {}
  [[nodiscard]] bool available() const override { return device; }
  base::Result<void> play(const base::Path&, Millis, int, Millis) override {
    return base::fail(base::Code::unsupported, "there is no sound device");
  }
  void set_volume(int) override {}
  void stop() override {}
  [[nodiscard]] Millis position(Millis) const override { return Millis(0); }
  [[nodiscard]] bool ended(Millis) const override { return false; }
  bool device;
};

TEST_CASE("a machine without sound has no button, and one whose sound fails loses it quietly") {
  Screen none;
  none.sound = std::make_unique<Deaf>(false);
  publish(none.cache(), stories());
  none.open();
  CHECK(none.play("tap story:one\nwait 1s\n") == "");
  CHECK(none.kiosk->scene().named("listen") == nullptr);

  Screen fails;
  fails.sound = std::make_unique<Deaf>(true);
  publish(fails.cache(), stories());
  fails.open();
  CHECK(fails.play(
            "tap story:one\nwait 1s\ntap listen\nexpect sound broken\nexpect page reader\n") == "");
  CHECK(fails.kiosk->scene().named("listen") == nullptr);
}

TEST_CASE("with nobody to touch it no page offers to listen") {
  deck::Options options;
  options.attended = false;
  Screen screen(options);
  publish(screen.cache(), stories());
  screen.open();
  CHECK(screen.play("wait 30s\n") == "");
  CHECK(screen.kiosk->scene().named("listen") == nullptr);
}

}  // namespace
}  // namespace rohnamo::app
