// The starts of the screen that came to no end in order: <run>/kiosk/starts.json. An edition with
// which that happens again and again is not shown, so that the screen does not go on and off for
// ever. The folder lives as long as the machine is on: a power cut is no fault of an edition. Main
// thread.
#pragma once

#include <chrono>
#include <optional>

#include "content/base/fs.hpp"
#include "kiosk/app/news.hpp"

namespace rohnamo::app {

constexpr int most_starts = 3;                 // in a row, with one edition
constexpr std::chrono::minutes runs_well{10};  // after that a start is none of them

class Starts {
 public:
  Starts(base::Fs& fs, const base::Path& run);

  // Takes an edition out of the news that was begun with too often, and says so in them.
  void judge(std::optional<News>& news);
  // This start is one with the edition `id`; empty: with none of the cache's.
  void begin(const std::string& id);
  // It has run well, or comes to its end in order.
  void end();

 private:
  base::Fs* fs_;
  base::Path path_;
  bool counting_ = false;
};

}  // namespace rohnamo::app
