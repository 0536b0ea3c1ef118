#include "kiosk/app/news.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

TEST_CASE("the reader tells what is new, once") {
  const tests::TemporaryFolder folder;
  const base::Path cache = folder.path() / "cache";
  NewsReader reader(base::posix_fs(), cache, folder.path() / "run");
  auto news = reader.read();
  REQUIRE(news);  // that there is no sync is news, too
  CHECK(news->edition == nullptr);
  CHECK_FALSE(reader.read());
  const auto id = publish(cache, three_stories());
  news = reader.read();
  REQUIRE(news);
  REQUIRE(news->edition != nullptr);
  CHECK(news->edition->id() == id);
  CHECK_FALSE(reader.read());
}

TEST_CASE("a sync's status that changed is news, a broken one is none") {
  const tests::TemporaryFolder folder;
  const base::Path run = folder.path() / "run";
  NewsReader reader(base::posix_fs(), folder.path() / "cache", run);
  reader.read();
  exchange::SyncStatus status;
  status.last_success = base::Time(base::seconds(1'800'000'000));
  const auto path = exchange::sync_status_path(run);
  REQUIRE(base::posix_fs().make_directories(path.parent_path()));
  REQUIRE(base::write_whole(base::posix_fs(), path, exchange::serialize(status)));
  auto news = reader.read();
  REQUIRE(news);
  REQUIRE(news->sync);
  CHECK(news->sync->last_success == status.last_success);
  REQUIRE(base::write_whole(base::posix_fs(), path, "{"));
  news = reader.read();
  REQUIRE(news);
  CHECK_FALSE(news->sync);
}

TEST_CASE("what comes of a stick is news, and at the start that there is none") {
  const tests::TemporaryFolder folder;
  const base::Path run = folder.path() / "run";
  NewsReader reader(base::posix_fs(), folder.path() / "cache", run);
  auto news = reader.read();
  REQUIRE(news);
  CHECK(news->stick_changed);
  CHECK_FALSE(news->stick);
  exchange::SideloadStatus stick;
  stick.state = exchange::SideloadState::copying;
  const auto path = exchange::sideload_status_path(run);
  REQUIRE(base::posix_fs().make_directories(path.parent_path()));
  REQUIRE(base::write_whole(base::posix_fs(), path, exchange::serialize(stick)));
  news = reader.read();
  REQUIRE(news);
  REQUIRE(news->stick);
  CHECK(news->stick->state == exchange::SideloadState::copying);
  CHECK_FALSE(news->sync_changed);
  CHECK_FALSE(reader.read());
}

// What arrives on the watcher's thread, waited for with a limit that no working machine reaches.
TEST_CASE("what is answered to an editor's window is news where it is asked for") {
  const tests::TemporaryFolder folder;
  const base::Path run = folder.path() / "run";
  NewsReader deaf(base::posix_fs(), folder.path() / "cache", run);
  NewsReader reader(base::posix_fs(), folder.path() / "cache", run);
  reader.hear_answers();
  CHECK(reader.folders().size() == deaf.folders().size() + 1);
  reader.read();
  deaf.read();
  const base::Path path = exchange::preview_answer_path(run);
  REQUIRE(base::posix_fs().make_directories(path.parent_path()));
  REQUIRE(base::write_whole(base::posix_fs(), path,
                            exchange::serialize(exchange::PreviewAnswer{3, "Title", {}, true})));
  const auto news = reader.read();
  REQUIRE(news);
  REQUIRE(news->answer);
  CHECK(news->answer->number == 3);
  CHECK_FALSE(reader.read());
  CHECK_FALSE(deaf.read());
}

struct Bell {
  std::mutex mutex;
  std::condition_variable rung;
  int rings = 0;
  void ring() {
    const std::lock_guard lock(mutex);
    ++rings;
    rung.notify_all();
  }
  bool wait_for(int count) {
    std::unique_lock lock(mutex);
    return rung.wait_for(lock, std::chrono::seconds(60), [&] { return rings >= count; });
  }
};

TEST_CASE("the watcher hears of an edition that is switched in") {
  const tests::TemporaryFolder folder;
  const base::Path cache = folder.path() / "cache";
  publish(cache, three_stories());
  Bell bell;
  Watcher watcher(NewsReader(base::posix_fs(), cache, folder.path() / "run"),
                  [&bell] { bell.ring(); });
  REQUIRE(bell.wait_for(1));
  auto news = watcher.take();
  REQUIRE(news);
  REQUIRE(news->edition != nullptr);
  CHECK_FALSE(watcher.take());
  const auto id = publish(cache, {{"new", "A new story"}});
  REQUIRE(bell.wait_for(2));
  news = watcher.take();
  REQUIRE(news);
  REQUIRE(news->edition != nullptr);
  CHECK(news->edition->id() == id);
}

}  // namespace
}  // namespace rohnamo::app
