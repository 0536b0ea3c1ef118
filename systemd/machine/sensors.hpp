// What the kernel tells of heat and of the power supply.
#pragma once

#include "content/exchange/machine_health.hpp"

namespace rohnamo::machine {

// From thermal zones and hardware monitors below `sys` ("/sys"): the temperature of the zone that
// is nearest to its limit, and whether a supply's voltage is too low (as a Raspberry Pi's firmware
// tells it). A zone without a limit counts where none has one.
exchange::Sensors read_sensors(const base::Path& sys);

}  // namespace rohnamo::machine
