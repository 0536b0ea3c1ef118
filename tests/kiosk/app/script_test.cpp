#include "kiosk/app/script.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::app {
namespace {

std::string fault(std::string_view text) {
  const auto script = parse_script(text);
  return script ? "no fault" : script.error().message;
}

TEST_CASE("a script is one action a line") {
  const auto script = parse_script(R"(# a visit
wait 12s
tap story:one   # opens it
tap 960 540

drag 10 20 30 40 400ms
fling 10 20 30 40 120ms
swipe left
key escape
shot folder/name
size 1080x1920
expect page reader
sync
stick sideload.json
clock 2026-03-02T04:00:00Z
clock unknown
)");
  REQUIRE(script);
  REQUIRE(script->size() == 14);
  CHECK(std::get<Wait>((*script)[0].action).span == deck::Millis(12'000));
  CHECK((*script)[1].number == 3);
  CHECK(std::get<TapTarget>((*script)[1].action).name == "story:one");
  CHECK(std::get<TapPlace>((*script)[2].action).y == 540);
  CHECK(std::get<Drag>((*script)[3].action).rests);
  CHECK(std::get<Drag>((*script)[3].action).span == deck::Millis(400));
  CHECK_FALSE(std::get<Drag>((*script)[4].action).rests);
  CHECK(std::get<Swipe>((*script)[5].action).to == deck::Side::left);
  CHECK(std::get<Press>((*script)[6].action).key == deck::Key::escape);
  CHECK(std::get<Resize>((*script)[8].action).size == Size{1080, 1920});
  CHECK(std::get<SetClock>((*script)[12].action).to ==
        base::from_rfc3339("2026-03-02T04:00:00Z").value());
  CHECK_FALSE(std::get<SetClock>((*script)[13].action).to);
  CHECK(std::get<TellStick>((*script)[11].action).status == "sideload.json");
  CHECK(std::get<Expect>((*script)[9].action).what == Expect::What::page);
}

TEST_CASE("a fault in a script names its line") {
  CHECK(fault("wait 1s\n\njump\n") == "line 3: 'jump' is no action");
  CHECK(fault("wait\n") == "line 1: 'wait' has too many or too few words");
  CHECK(fault("wait soon") == "line 1: 'soon' is no time like 12s or 350ms");
  CHECK(fault("wait -1s") == "line 1: '-1' is no number");
  CHECK(fault("swipe up") == "line 1: swipe left or swipe right");
  CHECK(fault("key any") == "line 1: no such key: any");
  CHECK(fault("expect nothing x") ==
        "line 1: expect page, target, language, focus, sound, volume or passage");
  CHECK(fault("shot ../../etc/name") == "line 1: a picture's name stays below the --out folder");
  CHECK(fault("size 1x1") == "line 1: '1x1' is no size like 1920x1080");
}

}  // namespace
}  // namespace rohnamo::app
