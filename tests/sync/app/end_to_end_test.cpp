// The program as it is installed, against real servers.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "content/cache/edition.hpp"
#include "content/exchange/sync_status.hpp"
#include "tests/fakes/repository_world.hpp"
#include "tests/sync/app/program.hpp"
#include "tests/sync/net/certificates.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using Catch::Contains;

namespace {

// An editor's publication, a server for it, and a kiosk's machine.
class World {
 public:
  World() {
    repository.set_story("mission", "first", "The road");
    publish();
    std::ofstream(path / "root.json") << repository.root_file();
  }

  // Each publication is a second later than the one before: nginx tells files of one length apart
  // by whole seconds alone.
  void publish() {
    repository.publish();
    written += std::chrono::seconds(1);
    for (const auto& [name, bytes] : repository.files) {
      std::filesystem::create_directories((site / name).parent_path());
      std::ofstream(site / name, std::ios::binary) << bytes;
      std::filesystem::last_write_time(site / name, written);
    }
  }

  tests::NginxOptions site_options() {
    tests::NginxOptions options;
    options.root = site;
    return options;
  }

  std::vector<std::string> command(const std::string& server, std::vector<std::string> more,
                                   const std::string& settings = "") {
    const std::string config = path / "sync.yaml";
    std::ofstream(config) << "format: 1\nserver: " << server
                          << "\nroot: root.json\ncache: cache\nstate: state\nrun: run\n"
                          << settings;
    more.insert(more.begin(), {ROHNAMO_SYNC, "--config", config});
    return more;
  }

  [[nodiscard]] std::string current() const {
    return cache::current_edition(base::posix_fs(), path / "cache").value_or("");
  }

  // The title of the first story that a kiosk would show.
  [[nodiscard]] std::string first_title() const {
    const auto edition = cache::Edition::open(base::posix_fs(), path / "cache", current());
    REQUIRE(edition);
    REQUIRE((*edition)->size() > 0);
    const auto story = (*edition)->story(0);
    REQUIRE(story);
    return story->texts.begin()->second.title;
  }

  [[nodiscard]] exchange::SyncStatus status() const {
    const auto bytes = base::posix_fs().read(exchange::sync_status_path(path / "run"), 1 << 20);
    REQUIRE(bytes);
    return *exchange::parse_sync_status(*bytes);
  }

  tests::TemporaryFolder folder;
  std::filesystem::path path = folder.path();
  std::filesystem::path site = path / "site";
  fakes::RepositoryWorld repository{base::system_now()};
  std::filesystem::file_time_type written = std::filesystem::file_time_type::clock::now();
};

}  // namespace

TEST_CASE("One update over HTTP, then nothing new, then something new") {
  World world;
  tests::NginxServer server(world.site_options());
  const auto once = world.command(server.url(), {"--once"});
  const auto first = tests::run(once);
  INFO(first.output);
  REQUIRE(first.exit_code == 0);
  CHECK(world.first_title() == "The road");
  CHECK(world.status().attempts.front().outcome == "updated");
  CHECK(world.status().edition == world.current());

  CHECK(tests::run(once).exit_code == 0);
  CHECK(world.status().attempts.front().outcome == "unchanged");

  world.repository.set_story("mission", "first", "Another road");
  world.publish();
  CHECK(tests::run(once).exit_code == 0);
  CHECK(world.first_title() == "Another road");
  CHECK(world.status().attempts.size() == 3);
}

TEST_CASE("One update over HTTPS by an authority of one's own") {
  World world;
  const auto certificates = tests::make_certificates(world.path / "tls", "IP:127.0.0.1");
  auto options = world.site_options();
  options.certificate = {certificates.chain, certificates.key};
  tests::NginxServer server(options);
  const auto stranger = tests::run(world.command(server.url(), {"--once"}));
  CHECK(stranger.exit_code == 1);
  CHECK_THAT(stranger.output, Contains("certificate"));
  CHECK(world.current().empty());
  const auto known = world.command(server.url(), {"--once"}, "ca_file: tls/ca.pem\n");
  CHECK(tests::run(known).exit_code == 0);
  CHECK(world.first_title() == "The road");
}

TEST_CASE("A publication that was tampered with changes nothing") {
  World world;
  const auto once = world.command(world.site, {"--once"});
  REQUIRE(tests::run(once).exit_code == 0);
  const std::string before = world.current();
  world.repository.set_story("mission", "first", "A lie");
  world.publish();
  const auto timestamp = world.site / "metadata/timestamp.json";
  std::string bytes = *base::posix_fs().read(timestamp, 1 << 20);
  bytes.replace(bytes.find("\"sig\"") + 8, 4, "0000");
  std::ofstream(timestamp) << bytes;
  const auto refused = tests::run(once);
  CHECK(refused.exit_code == 1);
  CHECK(world.current() == before);
  CHECK(world.status().attempts.front().code == "untrusted");
  CHECK_THAT(tests::run(world.command(world.site, {"status"})).output, Contains("untrusted"));
}

TEST_CASE("The daemon takes what is new at once when asked") {
  World world;
  tests::Daemon daemon(world.command(world.site, {}, "interval: 1h\n"), world.path);
  CHECK(daemon.says("last attempt updated"));
  CHECK(world.first_title() == "The road");
  world.repository.set_story("mission", "first", "Another road");
  world.publish();
  daemon.signal(SIGHUP);
  CHECK(daemon.says("last attempt updated"));
  CHECK(world.first_title() == "Another road");
  daemon.signal(SIGINT);
  CHECK(daemon.wait() == 0);
}

TEST_CASE("The daemon outlives its server, and finds it again by itself") {
  World world;
  std::optional<tests::NginxServer> server(world.site_options());
  auto same = world.site_options();
  same.port = server->port();
  tests::Daemon daemon(world.command(server->url(), {}, "interval: 1s\n"), world.path);
  CHECK(daemon.says("last attempt updated"));
  server.reset();
  CHECK(daemon.says("last attempt failed"));
  CHECK(world.first_title() == "The road");
  world.repository.set_story("mission", "first", "Another road");
  world.publish();
  server.emplace(same);
  CHECK(daemon.says("last attempt updated"));
  CHECK(world.first_title() == "Another road");
  daemon.signal(SIGTERM);
  CHECK(daemon.wait() == 0);
}

TEST_CASE("The daemon ends at once in the middle of an update") {
  World world;
  auto options = world.site_options();
  options.more = "limit_rate 100;";  // bytes a second: nothing will be finished
  tests::NginxServer server(options);
  tests::Daemon daemon(world.command(server.url(), {}), world.path);
  CHECK(daemon.says("asking the server"));
  daemon.signal(SIGTERM);
  CHECK(daemon.says("STOPPING=1"));
  CHECK(daemon.wait() == 0);
  CHECK(world.current().empty());
}
