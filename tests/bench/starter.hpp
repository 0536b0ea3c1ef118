// Programs that are started by turns, until each says that it is ready.
#pragma once

#include <optional>

#include "tests/bench/process.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/setting.hpp"

namespace rohnamo::bench {

struct Starter {
  std::string name;
  Command command;
  std::vector<base::Path> files;  // that it reads, beside those that it maps
  base::Path forgets;             // is taken away before each start
  Samples ready_ms, cpu_ms, memory_mb;
  std::optional<base::Error> error;  // the first; it is then out of the race
};

constexpr int start_width = 1920;
constexpr int start_height = 1080;

// The bare window, and the kiosk in every language and with many stories, all with an edition that
// they have shown before.
std::vector<Starter> make_starters(const Setting& setting, const std::string& display);
// The bare window, and the kiosk with an edition that it has never shown.
std::vector<Starter> make_newcomers(const Setting& setting, const std::string& display);

// Each once. `counts`: it is measured; else it runs on, so that it can keep what its next start
// needs. `settle`: its memory is measured, too. `cold`: its files were let go before.
void start_all(std::vector<Starter>& starters, const Setting& setting, bool counts, bool settle,
               bool cold);

}  // namespace rohnamo::bench
