// A stick, from the editor's publication to the screen's cache, by the program as it is installed.
#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "content/cache/edition.hpp"
#include "content/exchange/sideload_status.hpp"
#include "content/exchange/sync_status.hpp"
#include "content/publish/export.hpp"
#include "content/publish/outbox.hpp"
#include "sync/app/sideload.hpp"
#include "tests/fakes/repository_world.hpp"
#include "tests/sync/app/program.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using app::SideloadExit;
using Catch::Contains;
using exchange::SideloadState;

namespace {

namespace fs = std::filesystem;

// An editor's publication, a stick, and a screen's machine.
class World {
 public:
  World() {
    fs::create_directories(stick);
    repository.set_story("mission", "first", "The road");
    publish();
    std::ofstream(path / "root.json") << repository.root_file();
  }

  void publish() {
    repository.publish();
    write();
  }
  void write() {
    publish::Outbox outbox(base::posix_fs(), site);
    for (const auto& [name, bytes] : repository.files)
      if (name != timestamp) REQUIRE(outbox.put(name, bytes));
    REQUIRE(outbox.put_timestamp(repository.files.at(timestamp)));
    REQUIRE(outbox.settle());
  }
  void export_it() {
    const auto report = publish::export_publication(base::posix_fs(), site, stick, nullptr);
    if (!report) FAIL(report.error().message);
  }

  std::vector<std::string> command(std::vector<std::string> more, const std::string& server = "") {
    const std::string config = path / "sync.yaml";
    std::ofstream(config) << "format: 1\nserver: " << (server.empty() ? site.string() : server)
                          << "\nroot: root.json\ncache: cache\nstate: state\nrun: run\n";
    more.insert(more.begin(), {ROHNAMO_SYNC, "--config", config});
    return more;
  }
  tests::Run sideload() { return tests::run(command({"sideload", stick})); }

  [[nodiscard]] std::string title() const {
    const auto id = cache::current_edition(base::posix_fs(), path / "cache");
    if (!id) return "";
    const auto edition = cache::Edition::open(base::posix_fs(), path / "cache", *id);
    REQUIRE(edition);
    return (*edition)->story(0).value().texts.begin()->second.title;
  }
  [[nodiscard]] exchange::SideloadStatus status() const {
    const auto bytes = base::posix_fs().read(exchange::sideload_status_path(path / "run"), 1 << 20);
    REQUIRE(bytes);
    return exchange::parse_sideload_status(*bytes).value();
  }
  [[nodiscard]] exchange::Attempt last_attempt() const {
    const auto bytes = base::posix_fs().read(exchange::sync_status_path(path / "run"), 1 << 20);
    REQUIRE(bytes);
    return exchange::parse_sync_status(*bytes).value().attempts.at(0);
  }
  [[nodiscard]] fs::path on_stick(const std::string& name) const {
    return stick / "rohnamo" / name;
  }

  tests::TemporaryFolder folder;
  fs::path path = folder.path();
  fs::path site = path / "site", stick = path / "stick";
  fakes::RepositoryWorld repository{base::system_now()};
  static constexpr const char* timestamp = "metadata/timestamp.json";
};

}  // namespace

TEST_CASE("A stick brings a publication, and then nothing new") {
  World world;
  world.export_it();
  // Somebody's own things: a pipe would keep whoever opens it.
  REQUIRE(::mkfifo((world.stick / "holiday.jpg").c_str(), 0600) == 0);
  const auto first = world.sideload();
  INFO(first.output);
  REQUIRE(first.exit_code == app::sideload_done);
  CHECK(world.title() == "The road");
  CHECK(world.status().state == SideloadState::new_content);
  CHECK(world.status().edition ==
        cache::current_edition(base::posix_fs(), world.path / "cache").value());
  CHECK(world.status().bytes_done == world.status().bytes_total);

  CHECK(world.sideload().exit_code == app::sideload_done);
  CHECK(world.status().state == SideloadState::nothing_new);
  REQUIRE(tests::run(world.command({"--once"})).exit_code == 0);
  CHECK_THAT(tests::run(world.command({"status"})).output,
             Contains("Last stick:") && Contains("nothing new"));
}

TEST_CASE("Of a second stick only what is missing is read") {
  World world;
  world.export_it();
  REQUIRE(world.sideload().exit_code == app::sideload_done);
  const auto before = world.repository.files;
  world.repository.set_story("mission", "first", "Another road");
  world.publish();
  world.export_it();
  for (const auto& [name, bytes] : before)
    if (name.starts_with("targets/")) fs::remove(world.on_stick(name));
  const auto second = world.sideload();
  INFO(second.output);
  CHECK(second.exit_code == app::sideload_done);
  CHECK(world.title() == "Another road");
}

TEST_CASE("A stick without a publication is nobody's business") {
  World world;
  std::ofstream(world.stick / "letter.txt") << "private";
  CHECK(world.sideload().exit_code == app::no_publication);
  CHECK(world.status().state == SideloadState::no_publication);
  CHECK(world.title().empty());
  const auto nowhere = tests::run(world.command({"sideload", world.path / "none"}));
  CHECK(nowhere.exit_code == app::sideload_failed);
  CHECK(tests::run(world.command({"sideload"})).exit_code == app::sideload_misused);
  CHECK(tests::run(world.command({"status", "more"})).exit_code == app::sideload_misused);
}

TEST_CASE("A stick that is torn changes nothing, and is gone on with when it is whole") {
  World world;
  world.repository.put("mission", "mission/pictures/a.webp", model::BlobKind::picture,
                       std::string(100'000, 'p'));
  world.publish();
  world.export_it();
  const auto picture = world.on_stick(world.repository.blob_path("mission/pictures/a.webp"));
  const auto catalog = world.on_stick(world.repository.blob_path("mission/catalog"));

  std::string told;  // the next time
  SECTION("a file is short") {
    fs::resize_file(picture, 60'000);
    CHECK(world.sideload().exit_code == app::sideload_failed);
    fs::remove(picture);
    world.export_it();
    told = "(40000 bytes from the stick)";
  }
  SECTION("a file is missing") {
    fs::remove(catalog);
    CHECK(world.sideload().exit_code == app::sideload_failed);
    CHECK_THAT(world.status().message, Contains("not complete"));
    world.export_it();
  }
  SECTION("a file is another") {
    std::ofstream(picture) << std::string(100'000, 'q');
    CHECK(world.sideload().exit_code == app::sideload_refused);
    CHECK(world.status().code == "untrusted");
    world.export_it();
  }
  SECTION("the timestamp is torn") {
    fs::resize_file(world.on_stick(World::timestamp), 50);
    CHECK(world.sideload().exit_code == app::sideload_refused);
    world.export_it();
  }
  SECTION("the timestamp is missing") {
    fs::remove(world.on_stick(World::timestamp));
    CHECK(world.sideload().exit_code == app::sideload_failed);
    world.export_it();
  }
  CHECK(world.title().empty());
  const auto again = world.sideload();
  CHECK(again.exit_code == app::sideload_done);
  CHECK_THAT(again.output, Contains(told));
  CHECK(world.title() == "The road");
}

TEST_CASE("A hostile stick leads nowhere") {
  World world;
  world.export_it();
  std::ofstream(world.path / "secret") << "a secret of this machine";
  const auto timestamp = world.on_stick(World::timestamp);
  fs::rename(timestamp, world.path / "timestamp");

  SECTION("by a link to a file") {
    fs::create_symlink(world.path / "secret", timestamp);
  }
  SECTION("by a link to what would be good") {
    fs::create_symlink(world.path / "timestamp", timestamp);
  }
  SECTION("by a pipe") {
    REQUIRE(::mkfifo(timestamp.c_str(), 0600) == 0);
  }
  SECTION("by a file without an end") {
    std::ofstream(timestamp) << "{";
    fs::resize_file(timestamp, std::uintmax_t{1} << 40);
  }
  SECTION("by a folder that is a link") {
    fs::rename(world.stick / "rohnamo", world.path / "elsewhere");
    fs::rename(world.path / "timestamp", world.path / "elsewhere/metadata/timestamp.json");
    fs::create_directory_symlink(world.path / "elsewhere", world.stick / "rohnamo");
  }
  const auto run = world.sideload();
  INFO(run.output);
  CHECK(run.exit_code == app::sideload_refused);
  CHECK_THAT(run.output, !Contains("a secret"));
  CHECK(world.status().state == SideloadState::refused);
  CHECK(world.title().empty());
}

TEST_CASE("A stick of another publisher is refused") {
  World world;
  World other;
  other.export_it();
  CHECK(tests::run(world.command({"sideload", other.stick})).exit_code == app::sideload_refused);
  CHECK(world.title().empty());
}

TEST_CASE("A stick is taken for 90 days after its timestamp has expired") {
  World world;
  const int days = GENERATE(89, 91);
  auto& repository = world.repository;
  repository.now = base::system_now() - std::chrono::days(days + 30);
  repository.lifetime = std::chrono::days(400);
  repository.set_story("mission", "first", "From a drawer");
  for (auto& [role, targets] : repository.targets)
    targets.expires = repository.now + repository.lifetime;
  repository.publish();
  repository.timestamp.expires = repository.now + std::chrono::days(30);
  repository.write_timestamp();
  world.write();
  world.export_it();
  const auto run = world.sideload();
  INFO(run.output);
  CHECK(run.exit_code == (days == 89 ? app::sideload_done : app::sideload_refused));
  CHECK(world.title() == (days == 89 ? "From a drawer" : ""));
  if (days == 91) CHECK_THAT(world.status().message, Contains("too old"));
  // A server that says the same is held to its word.
  CHECK(tests::run(world.command({"--once"})).exit_code == 1);
  CHECK(world.last_attempt().code == "expired");
}

TEST_CASE("The server may be behind a stick, and catches up") {
  World world;
  tests::NginxOptions options;
  options.root = world.site;
  tests::NginxServer server(options);
  const auto once = [&] { return tests::run(world.command({"--once"}, server.url())).exit_code; };
  REQUIRE(once() == 0);
  // The stick goes on, the server does not.
  const auto published = world.site;
  world.site = world.path / "newer";
  world.repository.set_story("mission", "first", "By stick");
  world.publish();
  world.export_it();
  CHECK(tests::run(world.command({"sideload", world.stick}, server.url())).exit_code == 0);
  CHECK(world.title() == "By stick");
  CHECK(once() == 0);
  CHECK(world.last_attempt().outcome == "unchanged");
  CHECK(world.last_attempt().code == "behind");
  CHECK_THAT(tests::run(world.command({"status"}, server.url())).output,
             Contains("behind what a stick brought"));
  CHECK(world.title() == "By stick");

  world.site = published;
  world.write();
  CHECK(once() == 0);
  CHECK(world.last_attempt().code.empty());
  CHECK(world.title() == "By stick");
  // The other way round, the stick is what is old.
  world.repository.set_story("mission", "first", "By the server");
  world.publish();
  CHECK(once() == 0);
  CHECK(world.sideload().exit_code == app::sideload_done);
  CHECK(world.status().state == SideloadState::nothing_new);
  CHECK(world.title() == "By the server");
}

TEST_CASE("A daemon on a slow line gives way to a stick, and goes on") {
  World world;
  world.export_it();
  tests::NginxOptions options;
  options.root = world.site;
  options.more = "limit_rate 100;";  // bytes a second: it would not be finished today
  tests::NginxServer server(options);
  tests::Daemon daemon(world.command({}, server.url()), world.path);
  REQUIRE(daemon.says("asking the server"));
  const auto run = tests::run(world.command({"sideload", world.stick}, server.url()));
  INFO(run.output);
  CHECK(run.exit_code == app::sideload_done);
  CHECK(world.title() == "The road");
  const auto bytes = base::posix_fs().read(exchange::sync_status_path(world.path / "run"), 1 << 20);
  REQUIRE(bytes);
  CHECK(exchange::parse_sync_status(*bytes).value().attempts.empty());  // nothing has failed
  daemon.signal(SIGTERM);
  CHECK(daemon.wait() == 0);
}
