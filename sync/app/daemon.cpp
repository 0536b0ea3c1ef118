#include "sync/app/daemon.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <csignal>
#include <random>

#include "sync/app/gives_way.hpp"
#include "sync/app/lan.hpp"
#include "sync/app/lines.hpp"
#include "sync/app/notifier.hpp"
#include "sync/app/road.hpp"
#include "sync/app/sideload.hpp"
#include "sync/app/status_keeper.hpp"
#include "sync/app/status_words.hpp"
#include "sync/app/update_options.hpp"
#include "sync/app/wishes.hpp"
#include "sync/core/loop.hpp"
#include "sync/core/trusted_set.hpp"
#include "sync/net/connectivity.hpp"
#include "sync/net/timer_sleeper.hpp"

namespace rohnamo::app {
namespace {

namespace asio = boost::asio;
using base::Code;
using base::Result;

base::Path lock_path(const Config& config) {
  return config.state / "daemon.lock";
}

Result<std::unique_ptr<base::Lock>> take_lock(base::Fs& fs, const Config& config) {
  TRY(fs.make_directories(config.state));
  TRY(fs.make_directories(config.cache));
  auto lock = fs.lock_exclusive(lock_path(config));
  if (!lock && lock.error().code == Code::busy)
    return base::fail(Code::busy, "another rohnamo-sync is running with the state folder " +
                                      config.state.string());
  return lock;
}

// A failure never makes the wait longer than the interval that was asked for.
core::LoopOptions loop_options(const Config& config) {
  core::LoopOptions options;
  options.interval = config.interval;
  options.backoff.cap = std::min(options.backoff.cap, config.interval);
  options.backoff.first = std::min(options.backoff.first, config.interval);
  options.backoff.floor = std::min(options.backoff.floor, config.interval);
  options.seed = std::random_device()();
  return options;
}

StatusKeeper::Options keeper_options(const Config& config) {
  StatusKeeper::Options options;
  options.cache = config.cache;
  options.state = config.state;
  options.run = config.run;
  options.server = config.server;
  options.system = base::system_now;
  options.ticks = std::chrono::steady_clock::now;
  options.lines = machine_lines;
  return options;
}

void log_result(const Result<core::Outcome>& result) {
  if (!result) {
    const Code code = result.error().code;
    const bool state = code == Code::offline || code == Code::timeout || code == Code::cancelled ||
                       code == Code::busy || code == Code::behind;
    spdlog::log(state ? spdlog::level::info : spdlog::level::err, "no update: {}",
                result.error().message);
    return;
  }
  for (const std::string& warning : result->warnings) spdlog::warn("{}", warning);
  if (result->software_fetched > 0)
    spdlog::info(
        "packages of the program itself have come ({} bytes): they are installed in the "
        "quiet hours",
        result->software_fetched);
  if (result->changed) {
    spdlog::info("edition {} is current ({} bytes fetched)", result->edition,
                 result->bytes_fetched);
  } else {
    spdlog::debug("edition {} is still what the server has", result->edition);
  }
}

// Tells everybody who wants to know what the loop does.
class Reporter : public core::LoopObserver {
 public:
  Reporter(StatusKeeper& keeper, Notifier& notifier, Road& road)
      : keeper_(&keeper), notifier_(&notifier), road_(&road) {}

  void know(Lan& lan) { lan_ = &lan; }

  void started() override {
    road_->begin_update();
    if (lan_ != nullptr) lan_->begin_update();
    keeper_->started();
    tell();
  }
  void progressed(const core::Progress& progress) override { keeper_->progressed(progress); }
  void finished(const Result<core::Outcome>& result) override {
    log_result(result);
    keeper_->finished(result);
    road_->end_update(result ? std::nullopt : std::optional(result.error().code));
    if (lan_ != nullptr) lan_->end_update();
    tell();
  }
  void sleeping(std::chrono::milliseconds duration) override { keeper_->sleeping(duration); }

 private:
  void tell() { notifier_->status(describe_briefly(keeper_->status())); }
  StatusKeeper* keeper_;
  Notifier* notifier_;
  Road* road_;
  Lan* lan_ = nullptr;  // null: nobody else is of interest
};

// What both ways of running are made of, in the order in which it is built and taken down.
struct Parts {
  std::unique_ptr<base::Lock> lock;
  asio::io_context io{1};
  std::unique_ptr<core::Worker> worker = core::make_pool_worker();
  std::string root;  // as it was installed
  std::unique_ptr<Road> road;
  std::unique_ptr<GivesWay> way;  // of the road, to a stick
  std::unique_ptr<core::UpdateCycle> cycle;
  std::unique_ptr<StatusKeeper> keeper;
  std::unique_ptr<Notifier> notifier;
  std::unique_ptr<Reporter> reporter;
};

Result<std::unique_ptr<Parts>> assemble(const Config& config) {
  base::Fs& fs = base::posix_fs();
  auto parts = std::make_unique<Parts>();
  parts->lock = TRY(take_lock(fs, config));
  auto root = fs.read(config.root, core::root_limit);
  if (!root) return base::fail(root.error(), "the trusted root that is installed with a kiosk");
  parts->root = *root;
  parts->road = TRY(Road::build(fs, config, *parts->worker, parts->io.get_executor()));
  parts->way = std::make_unique<GivesWay>(
      parts->road->transport(), [&fs, config] { return sideload_waits(fs, config); },
      std::chrono::steady_clock::now);
  parts->cycle = std::make_unique<core::UpdateCycle>(fs, *parts->way, *parts->worker,
                                                     update_options(fs, config, std::move(*root)));
  parts->keeper = std::make_unique<StatusKeeper>(fs, keeper_options(config));
  parts->notifier = std::make_unique<Notifier>(parts->io.get_executor());
  parts->reporter = std::make_unique<Reporter>(*parts->keeper, *parts->notifier, *parts->road);
  return parts;
}

core::Task<void> update_once(core::UpdateCycle& cycle, Reporter& reporter, bool& succeeded) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const std::function<void(const core::Progress&)> progress =
      [&reporter](const core::Progress& now) { reporter.progressed(now); };
  reporter.started();
  const Result<core::Outcome> result = co_await cycle.run(base::system_now(), progress);
  reporter.finished(result);
  succeeded = result || result.error().code == Code::behind;
}

// Runs `task` until it ends or a signal ends it. `wake`, if any, is called on SIGHUP.
void run_until_signal(Parts& parts, core::Task<void> task, const std::function<void()>& wake) {
  asio::cancellation_signal cancel;
  asio::signal_set ends(parts.io, SIGTERM, SIGINT);
  asio::signal_set wakes(parts.io, SIGHUP);
  ends.async_wait([&](const boost::system::error_code& error, int signal) {
    if (error) return;
    spdlog::info("ending ({})", signal == SIGTERM ? "SIGTERM" : "SIGINT");
    ends.clear();  // the next one ends the program at once
    cancel.emit(asio::cancellation_type::terminal);
  });
  const std::function<void()> listen = [&] {
    wakes.async_wait([&](const boost::system::error_code& error, int) {
      if (error) return;
      if (wake) wake();
      listen();
    });
  };
  listen();
  const auto ended = [&](const std::exception_ptr& error) {
    parts.notifier->stopping();
    parts.io.stop();  // what still waits there (signals, netlink) has nobody left to tell
    if (error) std::rethrow_exception(error);
  };
  asio::co_spawn(parts.io, std::move(task), asio::bind_cancellation_slot(cancel.slot(), ended));
  parts.io.run();
}

}  // namespace

int run_daemon(const Config& config) {
  auto parts = assemble(config);
  if (!parts) {
    spdlog::error("{}", parts.error().message);
    return 1;
  }
  Parts& p = **parts;
  net::TimerSleeper sleeper(p.io.get_executor());
  auto connectivity = net::Connectivity::watch(p.io.get_executor(), [&] {
    spdlog::info("a route has appeared");
    sleeper.wake();
  });
  if (!connectivity) spdlog::warn("routes are not watched: {}", connectivity.error().message);
  auto wishes = Wishes::listen(p.io.get_executor(), {config.run}, [&] {
    if (p.keeper->status().busy) return;  // it is being asked
    spdlog::info("the screen asks for an update");
    sleeper.wake();
  });
  if (!wishes) spdlog::warn("the screen is not heard: {}", wishes.error().message);
  Lan::Callbacks callbacks;
  callbacks.met = [&p](std::uint16_t port, std::size_t count) { p.keeper->met(port, count); };
  callbacks.news = [&sleeper] { sleeper.wake(); };
  Lan lan(base::posix_fs(), config, p.root, *p.worker, *p.road, p.io.get_executor(), callbacks);
  p.reporter->know(lan);
  spdlog::info("rohnamo-sync {} takes {}", ROHNAMO_VERSION, config.server);
  p.notifier->ready();
  core::Task<void> loop =
      core::run_forever(*p.cycle, sleeper, *p.reporter, base::system_now, loop_options(config));
  run_until_signal(p, std::move(loop), [&] { sleeper.wake(); });
  return 0;
}

int run_once(const Config& config) {
  auto parts = assemble(config);
  if (!parts) {
    spdlog::error("{}", parts.error().message);
    return 1;
  }
  bool succeeded = false;
  core::Task<void> task = update_once(*(*parts)->cycle, *(*parts)->reporter, succeeded);
  run_until_signal(**parts, std::move(task), nullptr);
  return succeeded ? 0 : 1;
}

std::optional<bool> is_running(const Config& config) {
  const auto lock = base::posix_fs().lock_shared(lock_path(config));
  if (lock) return false;
  if (lock.error().code == Code::busy) return true;
  if (lock.error().code == Code::not_found) return false;
  return std::nullopt;
}

}  // namespace rohnamo::app
