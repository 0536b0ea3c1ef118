#include "kiosk/app/news.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace rohnamo::app {
namespace {

constexpr int slow_poll = 30'000;                // milliseconds
constexpr int unwatched_poll = 3'000;            // while a folder is not there yet
constexpr std::uint64_t status_limit = 1 << 20;  // bytes

// The newer news wins, but what only the older one told is not lost.
void merge(std::optional<News>& held, News news) {
  if (!held) {
    held = std::move(news);
    return;
  }
  if (news.edition || !news.refused.empty()) {
    held->edition = std::move(news.edition);
    held->refused = std::move(news.refused);
    held->refused_because = std::move(news.refused_because);
  }
  if (news.sync_changed) {
    held->sync_changed = true;
    held->sync = std::move(news.sync);
  }
  if (news.stick_changed) {
    held->stick_changed = true;
    held->stick = std::move(news.stick);
  }
  if (news.answer) held->answer = std::move(news.answer);
  held->proven = news.proven;
}

}  // namespace

NewsReader::NewsReader(base::Fs& fs, base::Path cache, const base::Path& run,
                       cache::Offices offices)
    : fs_(&fs),
      cache_(std::move(cache)),
      sync_status_(exchange::sync_status_path(run)),
      stick_status_(exchange::sideload_status_path(run)),
      answer_(exchange::preview_answer_path(run)),
      offices_(std::move(offices)) {}

bool NewsReader::read_edition(News& news) {
  const auto id = cache::current_edition(*fs_, cache_);
  if (!id) {
    if (id.error().code == base::Code::not_found || id.error().message == refused_) return false;
    refused_ = id.error().message;
    spdlog::warn("the cache: {}", id.error().message);
    return false;
  }
  if (*id == edition_) return false;
  auto edition = cache::Edition::open(*fs_, cache_, *id, offices_);
  if (edition) {
    edition_ = *id;
    refused_.clear();
    news.edition = std::move(*edition);
    return true;
  }
  if (refused_ == *id) return false;
  refused_ = *id;
  news.refused = *id;
  news.refused_because = edition.error().message;
  return true;
}

template <class Status>
bool NewsReader::read_status(const base::Path& path, std::string& held,
                             base::Result<Status> (*parse)(std::string_view),
                             std::optional<Status>& told) {
  const auto bytes = fs_->read(path, status_limit);
  std::string now = bytes ? *bytes : std::string();
  if (now == held && !first_) return false;
  held = std::move(now);
  if (held.empty()) return true;
  auto status = parse(held);
  if (status)
    told = std::move(*status);
  else
    spdlog::warn("{}: {}", path.string(), status.error().message);
  return true;
}

bool NewsReader::read_answer(News& news) {
  if (!hears_answers_) return false;
  const auto bytes = fs_->read(answer_, exchange::preview_talk_limit);
  if (!bytes || *bytes == answered_) return false;
  answered_ = *bytes;
  auto answer = exchange::parse_preview_answer(*bytes);
  if (answer)
    news.answer = std::move(*answer);
  else
    spdlog::warn("the preview's answer: {}", answer.error().message);
  return answer.has_value();
}

std::vector<base::Path> NewsReader::folders() const {
  std::vector<base::Path> folders{cache_, sync_status_.parent_path()};
  if (hears_answers_) folders.push_back(answer_.parent_path());
  return folders;
}

std::optional<News> NewsReader::read() {
  News news;
  const bool edition = read_edition(news);
  news.sync_changed = read_status(sync_status_, status_, exchange::parse_sync_status, news.sync);
  news.stick_changed =
      read_status(stick_status_, stick_, exchange::parse_sideload_status, news.stick);
  const bool answer = read_answer(news);
  first_ = false;
  if (!edition && !news.sync_changed && !news.stick_changed && !answer) return std::nullopt;
  news.proven = cache::time_floor(*fs_, cache_);
  return news;
}

Watcher::Watcher(NewsReader reader, std::function<void()> arrived)
    : reader_(std::move(reader)),
      unwatched_(reader_.folders()),
      arrived_(std::move(arrived)),
      stop_(eventfd(0, EFD_CLOEXEC)),
      thread_([this] { watch(); }) {}

Watcher::~Watcher() {
  const std::uint64_t one = 1;
  if (write(stop_, &one, sizeof one) != sizeof one) spdlog::error("the watcher does not hear");
  thread_.join();
  close(stop_);
}

std::optional<News> Watcher::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, std::nullopt);
}

void Watcher::add_watches(int inotify) {
  const auto events = static_cast<std::uint32_t>(IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR);
  std::erase_if(unwatched_, [&](const base::Path& folder) {
    return inotify_add_watch(inotify, folder.c_str(), events) >= 0;
  });
}

void Watcher::watch() {
  const int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  std::array<pollfd, 2> waits{pollfd{stop_, POLLIN, 0}, pollfd{inotify, POLLIN, 0}};
  while ((waits[0].revents & POLLIN) == 0) {
    add_watches(inotify);
    if (auto news = reader_.read()) {
      {
        const std::lock_guard lock(mutex_);
        merge(news_, std::move(*news));
      }
      arrived_();
    }
    poll(waits.data(), waits.size(), unwatched_.empty() ? slow_poll : unwatched_poll);
    std::array<char, 4096> events{};
    while (read(inotify, events.data(), events.size()) > 0) {
    }
  }
  close(inotify);
}

}  // namespace rohnamo::app
