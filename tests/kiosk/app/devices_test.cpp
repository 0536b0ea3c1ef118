#include "kiosk/app/devices.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::app {
namespace {

constexpr const char* keyboard = R"(I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
P: Phys=isa0060/serio0/input0
H: Handlers=sysrq kbd event0 leds
B: PROP=0
B: EV=120013

)";
constexpr const char* mouse = R"(I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Logitech USB Optical Mouse"
H: Handlers=mouse0 event3
B: PROP=0
B: EV=17

)";
constexpr const char* panel = R"(I: Bus=0003 Vendor=222a Product=0001 Version=0110
N: Name="ILITEK ILITEK-TP"
H: Handlers=event5
B: PROP=2
B: EV=1b
)";

TEST_CASE("a power button and a keyboard point at nothing") {
  CHECK_FALSE(can_point(""));
  CHECK_FALSE(can_point(keyboard));
  CHECK_FALSE(can_point("N: Name=\"a mouse in name only\"\nH: Handlers=kbd event1\n"));
}

TEST_CASE("a mouse or a touch panel can be pointed with") {
  CHECK(can_point(mouse));
  CHECK(can_point(panel));
  CHECK(can_point(std::string(keyboard) + panel));
  CHECK(can_point(std::string(keyboard) + mouse));
}

}  // namespace
}  // namespace rohnamo::app
