// Whether somebody can touch or point: on a bare console, from what the kernel lists.
#pragma once

#include <string_view>

namespace rohnamo::app {

// `listing` is the text of /proc/bus/input/devices: true where it has a mouse, a touch pad, a
// tablet or a touch panel.
bool can_point(std::string_view listing);

// The same of this machine, with SDL's video running. A desktop is taken to have a pointer.
bool somebody_can_point();

}  // namespace rohnamo::app
