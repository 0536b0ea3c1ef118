// The lines of this machine, for its status: which there are, which carry, with which addresses.
#pragma once

#include <vector>

#include "content/exchange/sync_status.hpp"

namespace rohnamo::app {

// By name; without the loopback, and without addresses that hold on one link alone. Empty where the
// kernel does not tell.
std::vector<exchange::Line> machine_lines();

}  // namespace rohnamo::app
