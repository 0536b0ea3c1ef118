// What comes from outside while the kiosk runs: another edition in the cache, news of the sync.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "content/cache/edition.hpp"
#include "content/exchange/sync_status.hpp"

namespace rohnamo::app {

struct News {
  std::shared_ptr<const cache::Edition> edition;  // another one than before
  std::string refused;                            // or one that cannot be opened,
  std::string refused_because;                    // and why
  bool sync_changed = false;
  std::optional<exchange::SyncStatus> sync;
  std::optional<base::Time> proven;  // the floor of trusted time
};

// Reads the cache and the sync's folder: pure but for the files. One thread at a time.
class NewsReader {
 public:
  NewsReader(base::Fs& fs, base::Path cache, const base::Path& run, cache::Offices offices = {});
  // nullopt: nothing new since the last call.
  std::optional<News> read();

 private:
  bool read_edition(News& news);
  bool read_sync(News& news);
  base::Fs* fs_;
  base::Path cache_, sync_status_;
  cache::Offices offices_;
  std::string edition_, refused_, status_;
  bool first_ = true;
};

// Calls the reader on a thread of its own whenever inotify says that something was renamed into
// place, and every 30 seconds in case it does not.
class Watcher {
 public:
  // `arrived` is called on that thread when there is something to take().
  Watcher(NewsReader reader, base::Path cache, const base::Path& run,
          std::function<void()> arrived);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Any thread.
  std::optional<News> take();

 private:
  void watch();
  void add_watches(int inotify);
  NewsReader reader_;
  base::Path folders_[2];
  bool watched_[2] = {false, false};
  std::function<void()> arrived_;
  std::mutex mutex_;
  std::optional<News> news_;  // guarded by mutex_
  int stop_;                  // an eventfd
  std::thread thread_;
};

}  // namespace rohnamo::app
