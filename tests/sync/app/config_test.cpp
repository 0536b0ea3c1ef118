#include <catch2/catch.hpp>
#include <regex>

#include "sync/app/config.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/source_dir.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

namespace {

app::ConfigFile parse(const std::string& text) {
  return app::parse_config({text, "/etc/rohnamo/sync.yaml"});
}

// The one fault of a file, without a warning.
std::string only_fault(const std::string& text) {
  const auto report = parse(text).report;
  REQUIRE(report.faults.size() == 1);
  CHECK(report.warnings.empty());
  return report.faults.front();
}

bool usable(const app::ConfigFile& file) {
  return file.report.result().has_value();
}

const std::string good = "format: 1\nserver: https://example.org/kiosks\n";

}  // namespace

TEST_CASE("The smallest config has good defaults") {
  const auto file = parse(good);
  CHECK(file.report.lines().empty());
  CHECK(file.config.server == "https://example.org/kiosks");
  CHECK(file.config.interval == 15min);
  CHECK(file.config.connections == 4);
  CHECK(file.config.cache == "/var/lib/rohnamo/cache");
  CHECK(!file.config.ca_file);
  CHECK(!file.config.offices);
  CHECK(file.config.mirrors.empty());
  CHECK(!file.config.proxies);
  CHECK(file.config.bandwidth_limit == 0);
  CHECK(!file.config.download_window);
  CHECK(file.config.daily_budget == 0);
  CHECK_FALSE(file.config.share);
  CHECK(file.config.share_port == 0);
  CHECK(file.config.neighbours);
}

TEST_CASE("What the line allows, and which way it goes") {
  const auto file = parse(good +
                          "mirrors: [https://b.example.org/k, /media/stick]\n"
                          "proxy: http://kiosk:hush@proxy:3128\nbandwidth_limit: 64k\n"
                          "download_window: 22:00-06:00\ndaily_budget: 200M\n");
  REQUIRE(file.report.lines().empty());
  CHECK(file.config.mirrors == std::vector<std::string>{"https://b.example.org/k", "/media/stick"});
  CHECK(file.config.proxies->http->host == "proxy");
  CHECK(file.config.proxies->https->port == 3128);
  CHECK(file.config.bandwidth_limit == 64'000);
  CHECK(file.config.download_window->text() == "22:00-06:00");
  CHECK(file.config.daily_budget == 200'000'000);
  CHECK_FALSE(parse(good + "proxy: none\n").config.proxies->http);
}

TEST_CASE("What is shared with neighbours") {
  const auto file = parse(good + "share: true\nshare_port: 4711\nneighbours: false\n");
  REQUIRE(file.report.lines().empty());
  CHECK(file.config.share);
  CHECK(file.config.share_port == 4711);
  CHECK_FALSE(file.config.neighbours);
}

TEST_CASE("Sizes are in bytes, by thousands") {
  CHECK(app::parse_size("1").value() == 1);
  CHECK(app::parse_size("5G").value() == 5'000'000'000);
  const std::string text = GENERATE("", "0", "k", "0k", "64K", "64 k", "-1", "1.5M", "64kB",
                                    "1000000G", "99999999999999999999");
  INFO(text);
  CHECK(!app::parse_size(text));
}

TEST_CASE("Every setting is read, paths from the file's own folder") {
  const auto file = parse(good +
                          "root: keys/root.json\ncache: /c\nstate: /s\nrun: /r\ninterval: 5s\n"
                          "connections: 8\nca_file: ca.pem\noffices: [khujand, bokhtar]\n");
  REQUIRE(file.report.lines().empty());
  CHECK(file.config.root == "/etc/rohnamo/keys/root.json");
  CHECK(file.config.cache == "/c");
  CHECK(file.config.state == "/s");
  CHECK(file.config.run == "/r");
  CHECK(file.config.interval == 5s);
  CHECK(file.config.connections == 8);
  CHECK(file.config.ca_file == "/etc/rohnamo/ca.pem");
  CHECK(file.config.offices == std::vector<std::string>{"khujand", "bokhtar"});
}

TEST_CASE("A fault names its line and says what to do") {
  const auto [line, words] = GENERATE(table<std::string, std::string>({
      {"interval: fast", "no time like 5s"},
      {"interval: 0s", "no time like 5s"},
      {"interval: 99999999999999999999s", "no time like 5s"},
      {"interval: 31d", "no time like 5s"},
      {"interval: -5s", "no time like 5s"},
      {"interval: 5", "no time like 5s"},
      {"connections: 0", "from 1 to 16"},
      {"mirrors: [https://e/, ftp://e/]", "mirrors: 'ftp://e/'"},
      {"mirrors: https://e/", "write a list"},
      {"proxy: https://proxy:3128", "write a proxy like http://"},
      {"bandwidth_limit: fast", "no number of bytes like 64k"},
      {"daily_budget: 0", "no number of bytes like 64k"},
      {"download_window: night", "no part of a day like 22:00-06:00"},
      {"connections: 4x", "from 1 to 16"},
      {"share_port: 65536", "from 0 to 65535"},
      {"cache: [a]", "one value is expected"},
      {"cache:", "the value is missing"},
      {"offices: khujand", "write a list like [khujand, bokhtar]"},
      {"offices: [khujand, '']", "an element has no value"},
      {"format: 1", "'format' again, after line 1"},
  }));
  const auto fault = only_fault(good + line + "\n");
  INFO(fault);
  CHECK(fault.starts_with("/etc/rohnamo/sync.yaml:3: "));
  CHECK(fault.find(words) != std::string::npos);
}

TEST_CASE("A server must be one") {
  const std::string server = GENERATE("example.org", "ftp://example.org/", "https://e/?q",
                                      "repo/folder", "file://host/folder", "https://u:p@e/");
  const auto fault = only_fault("format: 1\nserver: " + server + "\n");
  CHECK(fault.starts_with("/etc/rohnamo/sync.yaml:2: server: "));
  CHECK(usable(parse("format: 1\nserver: /media/stick\n")));
  CHECK(usable(parse("format: 1\nserver: file:///media/stick\n")));
}

TEST_CASE("What is missing is named") {
  CHECK(only_fault("format: 1\n") ==
        "/etc/rohnamo/sync.yaml:1: 'server' is missing: write the publication's address, like "
        "'server: https://example.org/kiosks/'");
  CHECK(only_fault("server: http://e/\n") ==
        "/etc/rohnamo/sync.yaml:1: 'format' is missing: write 'format: 1'");
  CHECK(only_fault("format: 1\nserver:\n").find("the value is missing") != std::string::npos);
}

TEST_CASE("A newer format is refused, and what to do is said") {
  CHECK(only_fault("format: 2\nserver: [new]\n").find("update") != std::string::npos);
  CHECK(parse("format: 2\n").report.code == base::Code::unsupported);
}

TEST_CASE("All faults of a file are named") {
  const auto report = parse("server: ftp://e/\nconnections: 99\ninterval: 0s\nodd: 1\n").report;
  REQUIRE(report.faults.size() == 4);
  CHECK(report.faults[0].find(":1: 'format' is missing") != std::string::npos);
  CHECK(report.faults[1].find(":1: server: ") != std::string::npos);
  CHECK(report.faults[2].find(":2: connections: ") != std::string::npos);
  CHECK(report.faults[3].find(":3: interval: ") != std::string::npos);
  CHECK(report.warnings.size() == 1);
}

TEST_CASE("What is unknown is a warning") {
  const auto file = parse(good + "colour: blue\n");
  CHECK(usable(file));
  REQUIRE(file.report.warnings.size() == 1);
  CHECK(file.report.warnings.front().starts_with("/etc/rohnamo/sync.yaml:3: 'colour'"));
}

TEST_CASE("What is no YAML, or no settings, is refused") {
  CHECK(only_fault("format: 1\nserver: [\n").find("not YAML") != std::string::npos);
  CHECK(!usable(parse("")));
  CHECK(!usable(parse("- a\n- b\n")));
  CHECK(!usable(parse("\"text\"")));
}

TEST_CASE("A file that is not there is named") {
  fakes::MemoryFs fs;
  const auto file = app::load_config(fs, "/etc/rohnamo/sync.yaml");
  REQUIRE(file.report.faults.size() == 1);
  CHECK(file.report.faults.front().find("/etc/rohnamo/sync.yaml") != std::string::npos);
}

TEST_CASE("The example is good, with every line that it offers") {
  const base::Path path = tests::source_dir() / "systemd/sync/sync.yaml";
  CHECK(app::load_config(base::posix_fs(), path).report.lines().empty());
  const std::string text = base::posix_fs().read(path, base::settings_limit).value();
  const std::string offered = std::regex_replace(text, std::regex("\n#([a-z])"), "\n$1");
  const auto file = app::parse_config({offered, path});
  CHECK(file.report.lines().empty());
  CHECK(file.config.offices == std::vector<std::string>{"khujand"});
  CHECK(file.config.ca_file == "/etc/rohnamo/ca.pem");
}
