#include "sync/app/wishes.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "content/exchange/sync_wish.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

namespace {

struct World {
  // Runs until so many wishes were heard; at most 20 s.
  bool hear(int count, app::Wishes::Options options, const std::function<void(int)>& then) {
    options.run = folder.path();
    const auto wishes = app::Wishes::listen(io.get_executor(), options, [&] {
      if (++heard == count) return io.stop();
      then(heard);
    });
    REQUIRE(wishes);
    then(0);
    io.run_for(20s);
    return heard == count;
  }
  void wish() { CHECK(exchange::wish_for_sync(base::posix_fs(), folder.path())); }
  void touch(const std::string& name) {
    CHECK(base::write_whole(base::posix_fs(), folder.path() / "kiosk" / name, "x"));
  }

  tests::TemporaryFolder folder;
  boost::asio::io_context io;
  int heard = 0;
};

}  // namespace

TEST_CASE("A wish is heard, also where the screen's folder comes later") {
  World later;
  boost::asio::steady_timer timer(later.io, 30ms);
  timer.async_wait([&](const boost::system::error_code&) {
    std::filesystem::create_directories(later.folder.path() / "kiosk");
    timer.expires_after(60ms);
    timer.async_wait([&](const boost::system::error_code&) { later.wish(); });
  });
  CHECK(later.hear(1, {{}, 10s, 10ms}, [](int) {}));
}

TEST_CASE("Wishes are heard one to a pause, and the last one is not lost") {
  World world;
  std::filesystem::create_directories(world.folder.path() / "kiosk");
  const auto began = std::chrono::steady_clock::now();
  CHECK(world.hear(2, {{}, 200ms, 10ms}, [&](int heard) {
    for (int i = 0; heard < 2 && i < 5; ++i) world.wish();
  }));
  CHECK(std::chrono::steady_clock::now() - began >= 200ms);
}

TEST_CASE("Nothing else that happens in the folder is a wish") {
  World world;
  std::filesystem::create_directories(world.folder.path() / "kiosk");
  world.wish();  // of before: not heard
  boost::asio::steady_timer end(world.io, 300ms);
  end.async_wait([&](const boost::system::error_code&) { world.io.stop(); });
  CHECK_FALSE(world.hear(1, {{}, 10ms, 10ms}, [&](int) {
    world.touch("status.json");
    world.touch("sync-now-not");
  }));
  CHECK(world.heard == 0);
}
