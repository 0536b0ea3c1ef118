#include <fcntl.h>
#include <fmt/format.h>

#include <thread>

#include "content/exchange/sync_status.hpp"
#include "tests/bench/rivals.hpp"
#include "tests/bench/sections.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::chrono::seconds patience{600};
constexpr std::uint64_t much = 100'000'000;  // bytes: a set that needs the room of the run before
// Before each run of such a set: a rented disk is fast in bursts, and the next runner would pay for
// the burst of the one before.
constexpr std::chrono::seconds breath{5};

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

// All that was written to the file system of `path` is on the disk.
Result<void> make_durable(const Path& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() || ::syncfs(folder.get()) != 0)
    return fail(Code::io, "cannot sync " + path.string());
  return {};
}

Result<Path> new_folder(const Path& path) {
  std::filesystem::remove_all(path);
  TRY(base::posix_fs().make_directories(path));
  return path;
}

struct Runner {
  std::unique_ptr<Rival> rival;
  Samples seconds, memory, cpu;
  Result<void> fine;
};

// What one run wrote is on the disk before the next begins, or that one would pay for it.
Result<void> run_once(Runner& runner, const Path& scratch, const Path& folder) {
  TRY(new_folder(folder));
  const Command command = TRY(runner.rival->command(folder));
  TRY(make_durable(scratch));
  const Stopwatch watch;
  const Ended ended = TRY(bench::run(command, patience));
  if (!runner.rival->durable()) TRY(make_durable(scratch));
  runner.seconds.add(watch.seconds());
  TRY(make_durable(scratch));
  runner.memory.add(megabytes(ended.peak_memory));
  runner.cpu.add(ended.cpu_seconds);
  return {};
}

std::vector<Runner> all_runners(const Course& course) {
  std::vector<Runner> runners(5);
  runners[0].rival = rohnamo_rival(course);
  runners[1].rival = curl_rival(course);
  runners[2].rival = rsync_rival(course);
  runners[3].rival = ostree_rival(course);
  runners[4].rival = aria2_rival(course);
  return runners;
}

// A whole set fetched into an empty folder, by turns. Small files stay until all have run: files
// are slow to make where many have just gone.
Result<void> race(const Course& course, std::size_t rounds, Table& table) {
  auto runners = all_runners(course);
  for (Runner& runner : runners) runner.fine = runner.rival->prepare();
  const Path runs = course.scratch / "runs";
  for (std::size_t round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < runners.size(); ++i) {
      const Path folder = runs / fmt::format("{}-{}", round, i);
      if (course.publication->bytes > much) std::this_thread::sleep_for(breath);
      if (runners[i].fine) runners[i].fine = run_once(runners[i], course.scratch, folder);
      if (course.publication->bytes > much) std::filesystem::remove_all(folder);
    }
  std::filesystem::remove_all(runs);
  const Runner& ours = runners.front();
  for (Runner& runner : runners) {
    if (runner.fine) runner.fine = runner.rival->finish();
    if (!runner.fine) {
      table.not_measured(runner.rival->name(), runner.fine.error());
    } else if (&runner == &ours || !ours.fine) {
      table.row(runner.rival->name(), runner.seconds.median(), "s",
                fmt::format("{:.0f} MB/s",
                            megabytes(course.publication->bytes) / runner.seconds.median()));
    } else {
      table.row(runner.rival->name(), runner.seconds.median(), "s", ours.seconds.median(),
                "rohnamo-sync");
    }
  }
  if (!ours.fine) return fail(ours.fine.error());
  table.row("rohnamo-sync, peak memory", ours.memory.median(), "MB");
  table.row("rohnamo-sync, processor time", ours.cpu.median(), "s");
  return {};
}

struct Measured {
  Traffic traffic;
  Ended ended;
};

Result<Measured> measure_once(const Course& course, WebServer& server, const Path& folder) {
  TRY(server.start());
  const Ended ended = TRY(bench::run(TRY(rohnamo_once(course, folder)), patience));
  return Measured{TRY(server.stop()), ended};
}

// Into the empty folder. Returns the bytes of the bodies.
Result<std::uint64_t> measure_first(const Course& course, WebServer& server, const Path& folder,
                                    Table& table) {
  const auto first = TRY(measure_once(course, server, folder));
  table.row("first sync, body bytes", megabytes(first.traffic.bodies), "MB",
            megabytes(course.publication->bytes), "the files'");
  return first.traffic.bodies;
}

// A poll that finds nothing new, an update of a few files.
Result<void> measure_updates(const Course& course, WebServer& server, const Path& folder,
                             PublicationMaker& maker, std::size_t changed, Table& table) {
  const auto poll = TRY(measure_once(course, server, folder));
  table.row("unchanged poll, bytes with headers", static_cast<double>(poll.traffic.bytes), "B",
            fmt::format("requests: {}", poll.traffic.requests));
  const std::uint64_t needed = TRY(maker.change(changed));
  const auto update = TRY(measure_once(course, server, folder));
  table.row(fmt::format("update of {} files, body bytes", changed),
            megabytes(update.traffic.bodies), "MB", megabytes(needed), "the files'");
  table.row(fmt::format("update of {} files, peak memory", changed),
            megabytes(update.ended.peak_memory), "MB");
  return {};
}

// Killed when about half of it has come, and started again; `once`: bytes of a sync at one go.
Result<void> measure_kill(const Course& course, WebServer& server, std::uint64_t once,
                          Table& table) {
  const Path folder = TRY(new_folder(course.scratch / "killed"));
  TRY(server.start());
  Process process = TRY(Process::start(TRY(rohnamo_once(course, folder))));
  const auto half = [&] {
    std::uint64_t bytes = 0;
    std::error_code gone;
    for (std::filesystem::recursive_directory_iterator entry(folder / "cache", gone), end;
         !gone && entry != end; entry.increment(gone))
      if (entry->is_regular_file(gone)) bytes += entry->file_size(gone);
    return bytes * 2 >= course.publication->bytes;
  };
  while (!half()) TRY(process.leave_for(std::chrono::milliseconds(1)));
  process.kill();
  TRY(bench::run(TRY(rohnamo_once(course, folder)), patience));
  const Traffic both = TRY(server.stop());
  table.row("killed half-way and again, body bytes", megabytes(both.bodies), "MB", megabytes(once),
            "a first sync");
  return {};
}

bool has_polled(const Path& run) {
  const auto bytes = base::posix_fs().read(exchange::sync_status_path(run), 1 << 20);
  const auto status = bytes ? exchange::parse_sync_status(*bytes) : fail(bytes.error());
  return status && status->next_attempt && status->last_success;
}

// The daemon after a poll, with a quarter of an hour to wait.
Result<void> measure_rest(const Setting& setting, const Course& course, WebServer& server,
                          const Path& folder, Table& table) {
  std::filesystem::remove_all(folder / "run");
  TRY(server.start());
  Process process = TRY(Process::start(TRY(rohnamo_daemon(course, folder))));
  while (!has_polled(folder / "run")) TRY(process.leave_for(std::chrono::milliseconds(10)));
  TRY(process.leave_for(std::chrono::seconds(1)));
  const std::uint64_t before = TRY(process.wakeups());
  TRY(process.leave_for(setting.rest));
  table.row("daemon between polls", static_cast<double>(TRY(process.wakeups()) - before), "wakeups",
            fmt::format("in {} s", setting.rest.count()));
  TRY(process.stop());
  TRY(server.stop());
  return {};
}

Result<void> measure_set(const Setting& setting, const char* name, std::size_t files,
                         std::uint64_t bytes, Table& table) {
  table.section(
      fmt::format("Sync over loopback from nginx until durable: {} files, {:.0f} MB "
                  "(median of {})",
                  files, megabytes(bytes), setting.downloads));
  const Path scratch = TRY(new_folder(setting.scratch / name));
  PublicationMaker maker = TRY(PublicationMaker::make(scratch / "site", files, bytes));
  WebServer server = TRY(WebServer::open(maker.publication().site, scratch / "nginx"));
  const Course course{setting.bin, scratch, &maker.publication(), &server};
  TRY(server.start());
  const auto raced = race(course, setting.downloads, table);
  TRY(server.stop());
  TRY(raced);
  std::filesystem::remove_all(maker.publication().site / "ostree");
  const Path folder = TRY(new_folder(scratch / "updated"));
  const std::uint64_t first = TRY(measure_first(course, server, folder, table));
  TRY(measure_kill(course, server, first, table));
  TRY(measure_updates(course, server, folder, maker, setting.changed_files, table));
  return measure_rest(setting, course, server, folder, table);
}

}  // namespace

Result<void> measure_sync(const Setting& setting, Table& table) {
  const auto large = measure_set(setting, "large", setting.files, setting.file_bytes, table);
  if (!large) table.not_measured("the rest of this set", large.error());
  return measure_set(setting, "small", setting.small_files, setting.small_files * 2048, table);
}

}  // namespace rohnamo::bench
