// The sections of the table. Each measures its rivals by turns in one run, so that the ratios hold
// on a busy or slow machine, where milliseconds do not. An error: the rest of the section could
// not be measured.
#pragma once

#include "tests/bench/setting.hpp"
#include "tests/bench/table.hpp"

namespace rohnamo::bench {

// Process start to first story presented; memory and processor time of the same processes.
base::Result<void> measure_start(const Setting& setting, Table& table);
// Launch to the story on the screen, against feh and Chromium.
base::Result<void> measure_screen(const Setting& setting, Table& table);
// Starts whose files are not in the page cache, as far as the system lets them go.
base::Result<void> measure_cold_start(const Setting& setting, Table& table);
// A kiosk left alone and visited: memory, wakeups of a still page, processor time of a minute.
base::Result<void> measure_rest(const Setting& setting, Table& table);
// From a touch to the first pixel that changes, seen from outside.
base::Result<void> measure_touch(const Setting& setting, Table& table);
// Frames of fades and scrolling as the main loop makes them: late ones, processor time.
base::Result<void> measure_frames(const Setting& setting, Table& table);
// Frames of a full-screen cross-fade: render::blend against SDL's software renderer.
base::Result<void> measure_fade(const Setting& setting, Table& table);
// Opening an edition and reading its first story, by the number of stories.
base::Result<void> measure_edition(const Setting& setting, Table& table);
// An editor's check of a large channel.
base::Result<void> measure_check(const Setting& setting, Table& table);
// The same channel published again after one of its stories changed.
base::Result<void> measure_publish(const Setting& setting, Table& table);
// A publication fetched by rohnamo-sync and by curl; what an unchanged poll costs.
base::Result<void> measure_sync(const Setting& setting, Table& table);

}  // namespace rohnamo::bench
