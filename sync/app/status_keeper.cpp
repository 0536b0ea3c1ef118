#include "sync/app/status_keeper.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "content/cache/edition.hpp"
#include "sync/app/status_words.hpp"

namespace rohnamo::app {
namespace {

constexpr std::uint64_t status_limit = 1 << 20;  // bytes
constexpr std::size_t attempts_kept = 10;
constexpr base::seconds clock_tolerance{60};  // from one run of the program to the next

}  // namespace

base::Path kept_status_path(const base::Path& state) {
  return state / "status.json";
}

StatusKeeper::StatusKeeper(base::Fs& fs, Options options) : fs_(&fs), options_(std::move(options)) {
  const auto bytes = fs_->read(kept_status_path(options_.state), status_limit);
  const auto kept = bytes ? exchange::parse_sync_status(*bytes)
                          : base::Result<exchange::SyncStatus>(base::fail(bytes.error()));
  if (kept && kept->server == options_.server) status_ = *kept;
  status_.time_floor = cache::proven_time(*fs_, options_.cache);
  if (kept && now() < kept->written - clock_tolerance) note_clock_set(now() - kept->written);
  status_.version = ROHNAMO_VERSION;
  status_.server = options_.server;
  status_.edition = cache::current_edition(*fs_, options_.cache).value_or("");
  status_.busy = false;
  status_.shared_port = 0;
  status_.neighbours = 0;
  write();
}

base::Time StatusKeeper::now() const {
  return base::trusted_now(options_.system(), status_.time_floor);
}

void StatusKeeper::note_clock_set(base::seconds by) {
  status_.clock_set = {now(), by};
  spdlog::warn("the machine's clock was set {} by {}", by.count() < 0 ? "back" : "forward",
               describe_span(by));
}

void StatusKeeper::look_at_clock() {
  const auto jump = jumps_.look(options_.system(), options_.ticks());
  if (jump) note_clock_set(*jump);
}

void StatusKeeper::started() {
  status_.busy = true;
  status_.bytes_done = status_.bytes_total = 0;
  status_.next_attempt.reset();
  write();
}

void StatusKeeper::progressed(const core::Progress& progress) {
  status_.bytes_done = progress.bytes_done;
  status_.bytes_total = progress.bytes_total;
  if (options_.ticks() - written_ >= std::chrono::seconds(1)) write();
}

void StatusKeeper::succeed(const core::Outcome& outcome) {
  const base::Time time = now();
  status_.edition = outcome.edition;
  status_.metadata_expires = outcome.metadata_expires;
  status_.last_success = time;
  if (outcome.changed) status_.last_change = time;
}

void StatusKeeper::remember(exchange::Attempt attempt) {
  status_.attempts.insert(status_.attempts.begin(), std::move(attempt));
  if (status_.attempts.size() > attempts_kept) status_.attempts.resize(attempts_kept);
}

void StatusKeeper::finished(const base::Result<core::Outcome>& result) {
  status_.busy = false;
  status_.time_floor = cache::proven_time(*fs_, options_.cache);
  exchange::Attempt attempt;
  attempt.at = now();
  if (result) {
    succeed(*result);
    attempt.outcome = result->changed ? "updated" : "unchanged";
    for (const std::string& warning : result->warnings) attempt.message += warning + "\n";
    if (!attempt.message.empty()) attempt.message.pop_back();
  } else if (result.error().code == base::Code::busy) {
    write();  // a stick is being read: neither the server nor this one failed
    return;
  } else if (result.error().code == base::Code::behind) {
    attempt.outcome = "unchanged";
    attempt.code = base::to_string(result.error().code);
    attempt.message = result.error().message;
    status_.edition = cache::current_edition(*fs_, options_.cache).value_or(status_.edition);
  } else {
    attempt.outcome = "failed";
    attempt.code = base::to_string(result.error().code);
    attempt.message = result.error().message;
    // Its text may be there before the line broke.
    status_.edition = cache::current_edition(*fs_, options_.cache).value_or(status_.edition);
  }
  remember(std::move(attempt));
  write();
  write_to(kept_status_path(options_.state));
}

void StatusKeeper::sleeping(std::chrono::milliseconds duration) {
  status_.next_attempt = now() + std::chrono::ceil<std::chrono::seconds>(duration);
  write();
}

void StatusKeeper::met(std::uint16_t shared_port, std::size_t neighbours) {
  if (status_.shared_port == shared_port && status_.neighbours == neighbours) return;
  status_.shared_port = shared_port;
  status_.neighbours = neighbours;
  write();
}

void StatusKeeper::write() {
  status_.time_floor = cache::proven_time(*fs_, options_.cache);
  look_at_clock();
  if (options_.lines) status_.lines = options_.lines();
  status_.written = now();
  written_ = options_.ticks();
  write_to(exchange::sync_status_path(options_.run));
}

void StatusKeeper::write_to(const base::Path& path) {
  auto done = fs_->make_directories(path.parent_path());
  if (done) done = base::write_whole(*fs_, path, exchange::serialize(status_) + "\n");
  if (!done && !complained_) spdlog::warn("the status is not written: {}", done.error().message);
  complained_ = complained_ || !done;
}

}  // namespace rohnamo::app
