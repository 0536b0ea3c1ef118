#include <fcntl.h>
#include <fmt/format.h>

#include <fstream>

#include "tests/bench/publication.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/web_server.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::chrono::seconds patience{600};
constexpr int curl_transfers = 8;

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

// One kiosk's cache and state, empty at first.
Command sync_once(const Setting& setting, const Publication& publication, const WebServer& server,
                  std::size_t round) {
  const Path folder = setting.scratch / fmt::format("sync-{}", round);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "sync.yaml")
      << fmt::format("format: 1\nserver: {}\nroot: {}\ncache: {}\nstate: {}\nrun: {}\n",
                     server.address(), publication.root.string(), (folder / "cache").string(),
                     (folder / "state").string(), (folder / "run").string());
  Command command;
  command.arguments = {setting.bin / "rohnamo-sync", "--config", folder / "sync.yaml", "--once"};
  command.log = folder / "sync.log";
  return command;
}

Command curl_once(const Setting& setting, const Publication& publication, const WebServer& server,
                  std::size_t round) {
  const Path folder = setting.scratch / fmt::format("curl-{}", round);
  std::filesystem::create_directories(folder);
  std::ofstream list(folder / "list");
  for (std::size_t i = 0; i < publication.paths.size(); ++i)
    list << fmt::format("url = \"{}{}\"\noutput = \"{}/{}\"\n", server.address(),
                        publication.paths[i], folder.string(), i);
  Command command;
  command.arguments = {"curl",
                       "--silent",
                       "--show-error",
                       "--fail",
                       "--parallel",
                       "--parallel-max",
                       std::to_string(curl_transfers),
                       "--config",
                       folder / "list"};
  command.log = folder / "curl.log";
  return command;
}

class Race {
 public:
  Race(const Setting& setting, Publication publication, WebServer server)
      : setting_(setting), publication_(std::move(publication)), server_(std::move(server)) {}

  Result<void> run(Table& table) {
    TRY(server_.start());
    Result<void> synced;
    Result<void> curled;
    for (std::size_t round = 0; round < setting_.downloads; ++round) {
      if (curled) curled = curl(round);
      if (synced) synced = sync(round);
    }
    TRY(server_.stop());
    print_curl(curled, table);
    print_sync(synced, table);
    if (synced) return measure_traffic(table);
    return {};
  }

 private:
  // What one run wrote is on the disk before the next begins, or that one would pay for it.
  Result<void> curl(std::size_t round) {
    const Command command = curl_once(setting_, publication_, server_, round);
    TRY(make_durable(setting_.scratch));
    const Stopwatch watch;
    const Ended ended = TRY(bench::run(command, patience));
    curl_rate_.add(megabytes(publication_.bytes) / watch.seconds());
    TRY(make_durable(setting_.scratch));
    durable_curl_rate_.add(megabytes(publication_.bytes) / watch.seconds());
    curl_memory_.add(megabytes(ended.peak_memory));
    return {};
  }

  Result<void> sync(std::size_t round) {
    const Command command = sync_once(setting_, publication_, server_, round);
    TRY(make_durable(setting_.scratch));
    const Stopwatch watch;
    const Ended ended = TRY(bench::run(command, patience));
    sync_rate_.add(megabytes(publication_.bytes) / watch.seconds());
    sync_memory_.add(megabytes(ended.peak_memory));
    sync_cpu_.add(ended.cpu_seconds);
    return {};
  }

  void print_curl(const Result<void>& result, Table& table) {
    if (!result) return table.not_measured("curl", result.error());
    table.row("curl -Z, neither verified nor durable", curl_rate_.median(), "MB/s");
    table.row("curl -Z and syncfs, not verified", durable_curl_rate_.median(), "MB/s",
              curl_rate_.median(), "curl -Z");
    table.row("curl -Z, peak memory", curl_memory_.median(), "MB");
  }

  void print_sync(const Result<void>& result, Table& table) {
    if (!result) return table.not_measured("rohnamo-sync", result.error());
    constexpr std::string_view what = "rohnamo-sync --once, verified and durable";
    if (curl_rate_.empty())
      table.row(what, sync_rate_.median(), "MB/s");
    else
      table.row(what, sync_rate_.median(), "MB/s", curl_rate_.median(), "curl -Z");
    table.row("rohnamo-sync, peak memory", sync_memory_.median(), "MB");
    table.row("rohnamo-sync, processor time", sync_cpu_.median(), "s");
  }

  // A first sync and, on the same cache, a poll that finds nothing new.
  Result<void> measure_traffic(Table& table) {
    const Command command = sync_once(setting_, publication_, server_, setting_.downloads);
    TRY(server_.start());
    TRY(bench::run(command, patience));
    const Traffic first = TRY(server_.stop());
    TRY(server_.start());
    TRY(bench::run(command, patience));
    const Traffic poll = TRY(server_.stop());
    table.row("first sync, bytes sent", megabytes(first.bytes), "MB", megabytes(publication_.bytes),
              "the files'");
    table.row("unchanged poll, bytes sent", static_cast<double>(poll.bytes), "B",
              fmt::format("requests: {}", poll.requests));
    return {};
  }

  const Setting& setting_;
  Publication publication_;
  WebServer server_;
  Samples curl_rate_, durable_curl_rate_, curl_memory_;
  Samples sync_rate_, sync_memory_, sync_cpu_;
};

}  // namespace

Result<void> measure_sync(const Setting& setting, Table& table) {
  table.section(fmt::format("Sync over loopback from nginx: {} files, {:.0f} MB (median of {})",
                            setting.files, megabytes(setting.file_bytes), setting.downloads));
  Publication publication =
      TRY(make_publication(setting.scratch / "site", setting.files, setting.file_bytes));
  WebServer server = TRY(WebServer::open(publication.site, setting.scratch / "nginx"));
  return Race(setting, std::move(publication), std::move(server)).run(table);
}

}  // namespace rohnamo::bench
