// What comes from outside while the kiosk runs: another edition in the cache, news of the sync.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "content/cache/edition.hpp"
#include "content/exchange/preview_talk.hpp"
#include "content/exchange/sideload_status.hpp"
#include "content/exchange/sync_status.hpp"

namespace rohnamo::app {

struct News {
  std::shared_ptr<const cache::Edition> edition;  // another one than before
  std::string refused;                            // or one that cannot be opened,
  std::string refused_because;                    // and why
  bool sync_changed = false;
  std::optional<exchange::SyncStatus> sync;
  std::optional<base::Time> proven;  // the floor of trusted time
  bool stick_changed = false;
  std::optional<exchange::SideloadStatus> stick;
  std::optional<exchange::PreviewAnswer> answer;
};

// Reads the cache and the sync's folder: pure but for the files. One thread at a time.
class NewsReader {
 public:
  NewsReader(base::Fs& fs, base::Path cache, const base::Path& run, cache::Offices offices = {});
  // From now on what is answered to an editor's window is news too.
  void hear_answers() { hears_answers_ = true; }
  // nullopt: nothing new since the last call.
  std::optional<News> read();
  // Where what it reads is renamed into place.
  [[nodiscard]] std::vector<base::Path> folders() const;

 private:
  bool read_edition(News& news);
  // Whether the file says something else than `held`, which then holds it; the first time always.
  template <class Status>
  bool read_status(const base::Path& path, std::string& held,
                   base::Result<Status> (*parse)(std::string_view), std::optional<Status>& told);
  bool read_answer(News& news);
  base::Fs* fs_;
  base::Path cache_, sync_status_, stick_status_, answer_;
  cache::Offices offices_;
  std::string edition_, refused_, status_, stick_, answered_;
  bool first_ = true;  // nothing was read yet
  bool hears_answers_ = false;
};

// Calls the reader on a thread of its own whenever inotify says that something was renamed into
// place, and every 30 seconds in case it does not.
class Watcher {
 public:
  // `arrived` is called on that thread when there is something to take().
  Watcher(NewsReader reader, std::function<void()> arrived);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Any thread.
  std::optional<News> take();

 private:
  void watch();
  void add_watches(int inotify);
  NewsReader reader_;
  std::vector<base::Path> unwatched_;  // folders that are not there yet
  std::function<void()> arrived_;
  std::mutex mutex_;
  std::optional<News> news_;  // guarded by mutex_
  int stop_;                  // an eventfd
  std::thread thread_;
};

}  // namespace rohnamo::app
