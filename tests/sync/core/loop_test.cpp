#include "sync/core/loop.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include "tests/fakes/virtual_time.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using fakes::RepositoryWorld;
using fakes::VirtualClock;
using fakes::VirtualSleeper;
using std::chrono::milliseconds;

namespace {

class Diary final : public core::LoopObserver {
 public:
  void started() override { ++attempts; }
  void progressed(const core::Progress&) override { ++steps; }
  void finished(const base::Result<core::Outcome>& result) override {
    result ? ++successes : ++failures;
  }
  void sleeping(milliseconds duration) override { announced.push_back(duration); }
  int attempts = 0, steps = 0, successes = 0, failures = 0;
  std::vector<milliseconds> announced;
};

struct Loop {
  RepositoryWorld server{world_start()};
  Machine machine{server};
  VirtualClock clock{world_start()};
  VirtualSleeper sleeper{clock};
  Diary diary;
  core::LoopOptions options;

  Loop() {
    server.publish();
    options.interval = 10min;
    options.seed = 1;
  }

  // Until the sleep of that number has passed; `each` is called after every sleep.
  void run(std::size_t sleeps, const std::function<void(std::size_t)>& each = {}) {
    boost::asio::io_context context;
    boost::asio::cancellation_signal stop;
    sleeper.after_sleep = [&](std::size_t count) {
      if (each) each(count);
      if (count == sleeps) stop.emit(boost::asio::cancellation_type::terminal);
    };
    core::UpdateCycle cycle(machine.fs, server, machine.worker, machine.options);
    bool ended = false;
    boost::asio::co_spawn(
        context,
        core::run_forever(
            cycle, sleeper, diary, [this] { return clock.now(); }, options),
        boost::asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr thrown) {
          if (thrown) std::rethrow_exception(thrown);
          ended = true;
        }));
    context.run();
    CHECK(ended);
  }
};

}  // namespace

TEST_CASE("two weeks at an hour's interval, all by the clock of the world") {
  Loop loop;
  loop.options.interval = 1h;
  loop.run(24 * 14, [&](std::size_t count) {
    if (count % 48 == 0) {
      loop.server.now = loop.clock.now();
      loop.server.publish();
    }
  });
  CHECK(loop.diary.failures == 0);
  CHECK(loop.diary.attempts == 24 * 14);
  for (const milliseconds sleep : loop.sleeper.sleeps()) {
    CHECK(sleep <= 1h);
    CHECK(sleep >= 54min);
  }
  CHECK(loop.diary.announced == loop.sleeper.sleeps());
  CHECK(loop.machine.titles() == Titles{"A first story"});
}

TEST_CASE("failures are waited for longer and longer, within bounds") {
  Loop loop;
  loop.server.offline = true;
  loop.run(40);
  CHECK(loop.diary.failures == 40);
  const auto& limits = loop.options.backoff;
  milliseconds longest{0};
  for (std::size_t i = 0; i < 40; ++i) {
    const milliseconds doubled = limits.first * (1LL << std::min<std::size_t>(i, 20));
    const milliseconds bound = std::min(limits.cap, doubled);
    CHECK(loop.sleeper.sleeps()[i] >= limits.floor);
    CHECK(loop.sleeper.sleeps()[i] <= bound);
    longest = std::max(longest, loop.sleeper.sleeps()[i]);
  }
  CHECK(longest > limits.cap / 2);
}

TEST_CASE("the same seed waits the same, another differently") {
  core::Backoff one({}, 7), same({}, 7), other({}, 8);
  std::vector<milliseconds> a, b, c;
  for (int i = 0; i < 10; ++i) {
    a.push_back(one.next());
    b.push_back(same.next());
    c.push_back(other.next());
  }
  CHECK(a == b);
  CHECK(a != c);
  CHECK(one.failures() == 10);
  one.reset();
  CHECK(one.next() <= core::Backoff::Limits().first);
}

TEST_CASE("backoff never overflows") {
  core::Backoff backoff({}, 1);
  for (int i = 0; i < 200; ++i) {
    const milliseconds wait = backoff.next();
    CHECK(wait >= core::Backoff::Limits().floor);
    CHECK(wait <= core::Backoff::Limits().cap);
  }
}

TEST_CASE("a route that appears is used at once") {
  Loop loop;
  loop.server.offline = true;
  loop.run(21, [&](std::size_t count) {
    if (count == 19) loop.sleeper.wake_after(20ms);
    if (count == 20) loop.server.offline = false;
  });
  CHECK(loop.diary.successes == 1);
  CHECK(loop.sleeper.sleeps()[20] >= 9min);  // back to the interval
}

TEST_CASE("a change on the server is shown after one interval") {
  Loop loop;
  loop.run(2, [&](std::size_t count) {
    if (count != 1) return;
    CHECK(loop.machine.titles() == Titles{"A first story"});
    loop.server.set_story("mission", "second", "News");
    loop.server.publish();
  });
  CHECK(loop.machine.titles() == Titles{"A first story", "News"});
  CHECK(loop.diary.steps > 0);
  CHECK(loop.clock.passed() <= 20min);
}

TEST_CASE("stopping in the middle of an update ends it, and the next goes on") {
  Loop loop;
  loop.server.put("mission", "mission/a", model::BlobKind::picture, std::string(100'000, 'a'));
  loop.server.publish();
  boost::asio::io_context context;
  boost::asio::cancellation_signal stop;
  core::UpdateCycle cycle(loop.machine.fs, loop.server, loop.machine.worker, loop.machine.options);
  bool ended = false;
  int steps = 0;
  std::function<void(const core::Progress&)> progress = [&](const core::Progress& now) {
    if (++steps == 20) {
      stop.emit(boost::asio::cancellation_type::terminal);
      CHECK(now.bytes_done < now.bytes_total);
    }
  };
  boost::asio::co_spawn(
      context, cycle.run(world_start(), progress),
      boost::asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr thrown, auto result) {
        if (thrown) std::rethrow_exception(thrown);
        CHECK(code_of(result) == base::Code::cancelled);
        ended = true;
      }));
  context.run();
  CHECK(ended);
  CHECK(loop.machine.edition() == nullptr);
  REQUIRE(loop.machine.update());
  CHECK(loop.machine.titles() == Titles{"A first story"});
}
