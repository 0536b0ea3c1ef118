// What every update of this machine goes by, whatever road it takes.
#pragma once

#include <string>

#include "sync/app/config.hpp"
#include "sync/core/update.hpp"

namespace rohnamo::app {

// `fs` must outlive the options.
core::UpdateOptions update_options(base::Fs& fs, const Config& config, std::string trusted_root);

}  // namespace rohnamo::app
