// The starts of the screen that came to no end in order: <run>/kiosk/starts.json. An edition with
// which that happens again and again is not shown, and then not the installed channel either, so
// that the screen does not go on and off for ever. The folder lives as long as the machine is on: a
// power cut is no fault of an edition. Main thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "kiosk/app/news.hpp"

namespace rohnamo::app {

constexpr int most_starts = 3;  // in a row, with one edition or the installed channel
constexpr std::chrono::minutes runs_well{10};  // after that a start is none of them

constexpr const char* installed_channel = "installed";  // is no edition's id

class Starts {
 public:
  Starts(base::Fs& fs, const base::Path& run);

  // Takes an edition out of the news that was begun with too often, and says so in them.
  void judge(std::optional<News>& news);
  // Whether it was begun with the installed channel too often: then nothing is shown but the page
  // that needs no channel.
  [[nodiscard]] bool left_installed() const { return installed_ >= most_starts; }
  // This start is one with the edition `id`; `installed_channel`: with that; empty: with neither.
  void begin(const std::string& id);
  // It has run well, or comes to its end in order.
  void end();

 private:
  void write() const;
  base::Fs* fs_;
  base::Path path_;
  std::string edition_;         // that was begun with last
  std::int64_t count_ = 0;      // of starts with it
  std::int64_t installed_ = 0;  // with the installed channel
  std::string counting_;        // what begin() was given
};

}  // namespace rohnamo::app
