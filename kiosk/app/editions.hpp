// Which edition the kiosk shows: the cache's, else the installed one, else none; and the status
// that says so. Main thread.
#pragma once

#include <functional>
#include <string>

#include "content/exchange/kiosk_status.hpp"
#include "kiosk/app/kiosk.hpp"
#include "kiosk/app/news.hpp"
#include "kiosk/app/starts.hpp"

namespace rohnamo::app {

class Editions {
 public:
  Editions(base::Fs& fs, const base::Path& run);

  // From now on an edition with which the program ended too often is refused. Before first().
  void mind_starts(base::Fs& fs, const base::Path& run) { starts_.emplace(fs, run); }

  // How the window shows what it is given, for the status.
  void shown_by(std::string video) { status_.video = std::move(video); }

  // What to begin with.
  deck::ItemsPtr first(std::optional<News> news, const base::Path& builtin);
  // It is shown from `steady` on, or will be with the next page.
  void begin(const deck::ItemsPtr& items, deck::Millis steady);
  // The program ends in order.
  void end();
  // Hands news to the kiosk; a refused edition is remembered for the status.
  void take(News news, Kiosk& kiosk, deck::Now now);
  // Writes the status where it changed since the last time. A folder that cannot be written is
  // reported once and costs nothing else.
  void report(const Kiosk& kiosk, deck::Now now);

  // The trusted time of a system clock (content/base/time.hpp).
  [[nodiscard]] base::Time trusted(base::Time system) const;

 private:
  void refuse(std::string id, std::string why);
  [[nodiscard]] base::Result<std::shared_ptr<const cache::Edition>> installed(
      const base::Path& folder) const;
  base::Fs* fs_;
  base::Path path_;
  exchange::KioskStatus status_;
  std::string written_;  // the last status without its time
  bool writable_ = true;
  base::Time floor_;
  std::optional<Starts> starts_;
  deck::Millis began_{0};  // the edition that is shown
};

}  // namespace rohnamo::app
