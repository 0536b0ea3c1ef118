#include "sync/app/sideload.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <csignal>
#include <filesystem>

#include "content/cache/edition.hpp"
#include "sync/app/clock.hpp"
#include "sync/app/update_options.hpp"
#include "sync/core/lanes.hpp"
#include "sync/core/trusted_set.hpp"
#include "sync/net/folder_transport.hpp"
#include "sync/net/timer_sleeper.hpp"

namespace rohnamo::app {
namespace {

namespace asio = boost::asio;
using base::Code;
using base::Result;
using exchange::SideloadState;
using std::chrono::steady_clock;

constexpr const char* stick_folder = "rohnamo";
constexpr std::chrono::milliseconds ask_again{250};  // for a lock that another holds
constexpr std::chrono::seconds sign_of_life{5};      // exchange/sideload_status.hpp
constexpr std::uint64_t status_limit = 64 << 10;     // bytes

base::Path lock_path(const Config& config) {
  return config.state / "sideload.lock";
}

base::Path kept_path(const Config& config) {
  return config.state / "sideload.json";
}

// The status on its way to those who look. A file that cannot be written is logged once.
class Keeper {
 public:
  Keeper(base::Fs& fs, const Config& config) : fs_(&fs), config_(&config) {
    status_.started = now();
  }

  void set(SideloadState state) {
    status_.state = state;
    write();
  }
  void progressed(const core::Progress& progress) {
    const bool first = status_.state != SideloadState::copying;
    status_.state = SideloadState::copying;
    status_.bytes_done = progress.bytes_done;
    status_.bytes_total = progress.bytes_total;
    if (first || steady_clock::now() - told_ >= std::chrono::seconds(1)) write();
  }
  void finish(SideloadState state, std::string code, std::string message) {
    status_.state = state;
    status_.code = std::move(code);
    status_.message = std::move(message);
    status_.edition = cache::current_edition(*fs_, config_->cache).value_or("");
    write();
    write_to(kept_path(*config_));
  }
  void write() {
    status_.written = now();
    told_ = steady_clock::now();
    write_to(exchange::sideload_status_path(config_->run));
  }

 private:
  [[nodiscard]] base::Time now() const {
    return base::trusted_now(base::system_now(), cache::proven_time(*fs_, config_->cache));
  }
  void write_to(const base::Path& path) {
    auto done = fs_->make_directories(path.parent_path());
    if (done) done = base::write_whole(*fs_, path, exchange::serialize(status_) + "\n");
    if (!done && !complained_) spdlog::warn("the status is not written: {}", done.error().message);
    complained_ = complained_ || !done;
  }
  base::Fs* fs_;
  const Config* config_;
  exchange::SideloadStatus status_;
  steady_clock::time_point told_;
  bool complained_ = false;
};

struct Verdict {
  SideloadState state;
  const char* advice;  // nullptr: none is needed
};

Verdict verdict_on(Code code) {
  switch (code) {
    case Code::behind:
      return {SideloadState::nothing_new, nullptr};
    case Code::expired:
      return {SideloadState::refused,
              "the stick is too old: export a publication that was signed lately"};
    case Code::untrusted:
    case Code::invalid_input:
    case Code::too_large:
    case Code::unsupported:
      return {SideloadState::refused,
              "the stick is damaged, or not for this screen: export again, from the publication "
              "that this screen's root.json belongs to"};
    case Code::not_found:
    case Code::offline:
      return {SideloadState::failed,
              "the stick was pulled out, or is not complete: plug it in again, or export again"};
    case Code::no_space:
      return {SideloadState::failed,
              "this machine's disk is full: make room, then plug it in again"};
    case Code::busy:
      return {SideloadState::failed, "plug the stick in again later"};
    case Code::io:
    case Code::corrupt:
    case Code::timeout:
    case Code::cancelled:
      break;
  }
  return {SideloadState::failed, "plug the stick in again: what came is kept"};
}

int exit_code(SideloadState state) {
  if (state == SideloadState::refused) return sideload_refused;
  if (state == SideloadState::no_publication) return no_publication;
  return state == SideloadState::failed ? sideload_failed : sideload_done;
}

int conclude(Keeper& keeper, const Result<core::Outcome>& result) {
  if (result) {
    const SideloadState state =
        result->changed ? SideloadState::new_content : SideloadState::nothing_new;
    for (const std::string& warning : result->warnings) spdlog::warn("{}", warning);
    spdlog::info("edition {} is current ({} bytes from the stick)", result->edition,
                 result->bytes_fetched);
    keeper.finish(state, "", fmt::format("{}", fmt::join(result->warnings, "\n")));
    return exit_code(state);
  }
  const base::Error& error = result.error();
  const auto [state, advice] = verdict_on(error.code);
  const std::string words =
      advice == nullptr ? error.message : fmt::format("{}; {}", error.message, advice);
  spdlog::log(state == SideloadState::nothing_new ? spdlog::level::info : spdlog::level::err, "{}",
              words);
  keeper.finish(state, std::string(base::to_string(error.code)), words);
  return exit_code(state);
}

// Whether it is one of ours; by its folder's name alone.
Result<bool> has_publication(const base::Path& stick) {
  std::error_code error;
  if (!std::filesystem::is_directory(stick, error))
    return base::fail(Code::not_found, stick.string() + " is not there");
  const auto about = std::filesystem::symlink_status(stick / stick_folder, error);
  return about.type() != std::filesystem::file_type::not_found;
}

// One after another: this stick, the daemon's update, another stick.
core::Task<void> take(core::UpdateCycle& cycle, net::TimerSleeper& sleeper, Keeper& keeper,
                      const Config& config, std::chrono::milliseconds patience,
                      Result<core::Outcome>& result) {
  co_await asio::this_coro::throw_if_cancelled(false);
  base::Fs& fs = base::posix_fs();
  const steady_clock::time_point end = steady_clock::now() + patience;
  const std::function<void(const core::Progress&)> progress = [&keeper](const core::Progress& now) {
    keeper.progressed(now);
  };
  std::unique_ptr<base::Lock> turn;
  while (true) {
    if (!turn) {
      auto lock = fs.lock_exclusive(lock_path(config));
      if (lock) turn = std::move(*lock);
      if (!lock) result = base::fail(lock.error(), "another stick is being read");
    }
    if (turn) {
      keeper.set(SideloadState::reading);
      auto taken = co_await cycle.run(base::system_now(), progress);
      result = std::move(taken);
    }
    const bool later = !result && result.error().code == Code::busy && steady_clock::now() < end;
    if (!later) co_return;
    keeper.set(SideloadState::waiting);
    co_await sleeper.sleep(ask_again);
    const bool stop = co_await core::cancelled();
    if (stop) {
      result = base::fail(Code::cancelled, "cancelled");
      co_return;
    }
  }
}

void keep_alive(asio::steady_timer& timer, Keeper& keeper) {
  timer.expires_after(sign_of_life);
  timer.async_wait([&timer, &keeper](const boost::system::error_code& error) {
    if (error) return;
    keeper.write();
    keep_alive(timer, keeper);
  });
}

Result<core::Outcome> sideload(const Config& config, const base::Path& stick, Keeper& keeper,
                               const SideloadOptions& options) {
  base::Fs& fs = base::posix_fs();
  TRY(fs.make_directories(config.state));
  TRY(fs.make_directories(config.cache));
  auto root = fs.read(config.root, core::root_limit);
  if (!root) return base::fail(root.error(), "the trusted root that is installed with a kiosk");
  asio::io_context io{1};
  const auto worker = core::make_pool_worker();
  net::FolderTransport transport(stick / stick_folder, *worker,
                                 net::FolderTransport::Links::refused);
  core::UpdateOptions update = update_options(fs, config, std::move(*root));
  update.source = core::Source::stick;
  update.scrub = 0;
  core::UpdateCycle cycle(fs, transport, *worker, std::move(update));
  net::TimerSleeper sleeper(io.get_executor());
  asio::steady_timer heartbeat(io);
  keep_alive(heartbeat, keeper);
  asio::cancellation_signal cancel;
  asio::signal_set ends(io, SIGTERM, SIGINT);
  ends.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) cancel.emit(asio::cancellation_type::terminal);
  });
  Result<core::Outcome> result = base::fail(Code::cancelled, "cancelled");
  core::Task<void> task = take(cycle, sleeper, keeper, config, options.patience, result);
  const auto ended = [&](const std::exception_ptr& error) {
    io.stop();
    if (error) std::rethrow_exception(error);
  };
  asio::co_spawn(io, std::move(task), asio::bind_cancellation_slot(cancel.slot(), ended));
  io.run();
  return result;
}

}  // namespace

int run_sideload(const Config& config, const base::Path& stick, const SideloadOptions& options) {
  Keeper keeper(base::posix_fs(), config);
  const auto ours = has_publication(stick);
  if (!ours) return conclude(keeper, base::fail(ours.error()));
  if (!*ours) {
    spdlog::info("{} has no folder {}: nothing else is looked at", stick.string(), stick_folder);
    keeper.finish(SideloadState::no_publication, "",
                  "there is no folder 'rohnamo' on the stick: rohnamo-content export makes it");
    return no_publication;
  }
  keeper.set(SideloadState::reading);
  return conclude(keeper, sideload(config, stick, keeper, options));
}

bool sideload_waits(base::Fs& fs, const Config& config) {
  const auto free = fs.lock_shared(lock_path(config));
  return !free && free.error().code == Code::busy;
}

std::optional<exchange::SideloadStatus> last_sideload(base::Fs& fs, const Config& config) {
  for (const base::Path& path : {exchange::sideload_status_path(config.run), kept_path(config)}) {
    const auto bytes = fs.read(path, status_limit);
    const auto status = bytes ? exchange::parse_sideload_status(*bytes) : base::fail(bytes.error());
    if (status) return *status;
  }
  return std::nullopt;
}

}  // namespace rohnamo::app
