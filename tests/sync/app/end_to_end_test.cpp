// The program as it is installed, against real servers.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "content/cache/edition.hpp"
#include "content/exchange/sync_status.hpp"
#include "content/publish/outbox.hpp"
#include "tests/fakes/repository_world.hpp"
#include "tests/sync/app/program.hpp"
#include "tests/sync/net/certificates.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/sync/net/tinyproxy.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using Catch::Contains;

namespace {

// An editor's publication, a server for it, and a kiosk's machine.
class World {
 public:
  World() {
    repository.set_story("mission", "first", "The road");
    repository.add_office("khujand");
    repository.set_story("offices/khujand", "moved", "The office has moved");
    publish();
    std::ofstream(path / "root.json") << repository.root_file();
  }

  // By the publisher's own hand, the timestamp last: nginx, which goes by length and whole seconds,
  // tells two publications of one second apart.
  void publish() {
    repository.publish();
    rohnamo::publish::Outbox outbox(base::posix_fs(), site);
    for (const auto& [name, bytes] : repository.files)
      if (name != timestamp) REQUIRE(outbox.put(name, bytes));
    REQUIRE(outbox.put_timestamp(repository.files.at(timestamp)));
    REQUIRE(outbox.settle());
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
  static constexpr const char* timestamp = "metadata/timestamp.json";
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
  CHECK(world.status().attempts.front().message.empty());  // no office is left out
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

TEST_CASE("A mirror has what the server has not") {
  World world;
  tests::NginxServer mirror(world.site_options());
  tests::NginxServer dead(world.site_options());
  dead.stop();
  const auto once = world.command(dead.url(), {"--once"}, "mirrors: [" + mirror.url() + "]\n");
  const auto run = tests::run(once);
  INFO(run.output);
  CHECK(run.exit_code == 0);
  CHECK(world.first_title() == "The road");
}

TEST_CASE("One update through a proxy with a password") {
  World world;
  tests::NginxServer server(world.site_options());
  tests::Tinyproxy proxy("BasicAuth kiosk hush");
  const auto through = [&](const std::string& who) {
    return tests::run(
        world.command(server.url(), {"--once"},
                      fmt::format("proxy: http://{}127.0.0.1:{}\n", who, proxy.port())));
  };
  const auto stranger = through("");
  CHECK(stranger.exit_code == 1);
  CHECK_THAT(stranger.output, Contains("proxy"));
  CHECK(through("kiosk:hush@").exit_code == 0);
  CHECK(world.first_title() == "The road");
}

TEST_CASE("A network that asks for a login is not online, and no attacker") {
  World world;
  REQUIRE(tests::run(world.command(world.site, {"--once"})).exit_code == 0);
  auto options = world.site_options();
  options.more = GENERATE("location / { default_type text/html; return 200 '<html>Sign in.'; }",
                          "location / { default_type text/plain; return 200 'Sign in.'; }",
                          "location / { return 302 http://$http_host/login.html; }"
                          "location /login.html { default_type text/html; return 200 '<html>'; }");
  tests::NginxServer portal(options);
  const auto run = tests::run(world.command(portal.url(), {"--once"}));
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.output, Contains("captive portal"));
  CHECK(world.status().attempts.front().code == "offline");
  CHECK(world.first_title() == "The road");
}

TEST_CASE("A day's budget outlives the program") {
  World world;
  tests::NginxServer server(world.site_options());
  const auto once = world.command(server.url(), {"--once"}, "daily_budget: 5k\n");
  CHECK(tests::run(once).exit_code == 1);
  const auto again = tests::run(once);
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.output, Contains("daily_budget"));
  CHECK(world.status().attempts.front().code == "offline");
  CHECK(tests::run(world.command(server.url(), {"--once"}, "daily_budget: 5M\n")).exit_code == 0);
}

TEST_CASE("A line with a limit brings all the same") {
  World world;
  tests::NginxServer server(world.site_options());
  CHECK(tests::run(world.command(server.url(), {"--once"}, "bandwidth_limit: 1M\n")).exit_code ==
        0);
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
