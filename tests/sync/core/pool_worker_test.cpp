#include <catch2/catch.hpp>
#include <thread>

#include "sync/core/lanes.hpp"
#include "sync/core/update.hpp"
#include "tests/sync/core/machine.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using base::Result;
using fakes::RepositoryWorld;

namespace {

core::Task<Result<bool>> ran_elsewhere(core::Worker* worker) {
  const std::thread::id home = std::this_thread::get_id();
  std::thread::id there;
  const std::function<Result<void>()> work = [&there]() -> Result<void> {
    there = std::this_thread::get_id();
    return {};
  };
  const auto done = co_await worker->run(work);
  if (!done) co_return base::fail(done.error());
  co_return there != home&& std::this_thread::get_id() == home;
}

core::Task<Result<void>> failing(core::Worker* worker) {
  const std::function<Result<void>()> work = []() -> Result<void> {
    return base::fail(base::Code::no_space, "full");
  };
  auto done = co_await worker->run(work);
  co_return done;
}

core::Task<Result<void>> job(core::Worker* worker, int* running, int* most, std::size_t index) {
  *most = std::max(*most, ++*running);
  const std::function<Result<void>()> work = [index]() -> Result<void> {
    if (index == 30) return base::fail(base::Code::io, "the thirtieth");
    return {};
  };
  auto done = co_await worker->run(work);
  --*running;
  co_return done;
}

}  // namespace

TEST_CASE("work runs on the pool and its caller goes on where it was") {
  const auto worker = core::make_pool_worker(2);
  CHECK(fakes::run(ran_elsewhere(worker.get())).value());
  CHECK(code_of(fakes::run(failing(worker.get()))) == base::Code::no_space);
}

TEST_CASE("jobs run side by side, so many at once, and stop at the first failure") {
  const auto worker = core::make_pool_worker(4);
  int running = 0, most = 0;
  std::size_t begun = 0;
  const core::Job begin = [&](std::size_t index) {
    begun = std::max(begun, index + 1);
    return job(worker.get(), &running, &most, index);
  };
  CHECK(fakes::run(core::run_jobs(20, 4, begin)));
  CHECK(begun == 20);
  CHECK(most == 4);
  CHECK(running == 0);
  const auto failed = fakes::run(core::run_jobs(1000, 4, begin));
  CHECK(code_of(failed) == base::Code::io);
  CHECK(begun < 40);
  CHECK(running == 0);
  CHECK(fakes::run(core::run_jobs(0, 4, begin)));
  CHECK(fakes::run(core::run_jobs(3, 100, begin)));
}

TEST_CASE("an update on the pool and a real disk is as one without") {
  RepositoryWorld server(world_start(), 4);
  for (int i = 0; i < 40; ++i)
    server.set_story("mission", "s" + std::to_string(i), "Story " + std::to_string(i));
  server.publish();
  const tests::TemporaryFolder folder;
  core::UpdateOptions options = Machine(server).options;
  options.cache = folder.path() / "cache";
  options.state = folder.path() / "state";
  const auto worker = core::make_pool_worker();
  core::UpdateCycle cycle(base::posix_fs(), server, *worker, options);
  for (const std::size_t stories : {41, 42}) {
    const auto outcome = fakes::run(cycle.run(world_start(), {}));
    REQUIRE(outcome);
    CHECK(outcome->changed);
    const auto edition = cache::Edition::open(base::posix_fs(), options.cache, outcome->edition);
    REQUIRE(edition);
    CHECK((*edition)->size() == stories);
    CHECK((*edition)->document((*edition)->story(40)->texts.at("en").body));
    server.set_story("mission", "more", "One more");
    server.publish();
  }
}
