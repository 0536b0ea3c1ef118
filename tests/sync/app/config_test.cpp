#include <catch2/catch.hpp>

#include "sync/app/config.hpp"
#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

namespace {

app::ConfigFile parse(const std::string& text) {
  return app::parse_config(text, "/etc/rohnamo/sync.yaml");
}

// The one fault of a file.
app::ConfigFault only_fault(const std::string& text) {
  const auto file = parse(text);
  REQUIRE(file.faults.size() == 1);
  return file.faults.front();
}

const std::string good = "format: 1\nserver: https://example.org/kiosks\n";

}  // namespace

TEST_CASE("The smallest config has good defaults") {
  const auto file = parse(good);
  CHECK(file.usable());
  CHECK(file.faults.empty());
  CHECK(file.config.server == "https://example.org/kiosks");
  CHECK(file.config.interval == 15min);
  CHECK(file.config.connections == 4);
  CHECK(file.config.cache == "/var/lib/rohnamo/cache");
  CHECK(!file.config.ca_file);
  CHECK(!file.config.offices);
}

TEST_CASE("Every setting is read, paths from the file's own folder") {
  const auto file = parse(good +
                          "root: keys/root.json\ncache: /c\nstate: /s\nrun: /r\ninterval: 5s\n"
                          "connections: 8\nca_file: ca.pem\noffices: [khujand, bokhtar]\n");
  REQUIRE(file.usable());
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
      {"connections: 0", "from 1 to 16"},
      {"connections: 4x", "from 1 to 16"},
      {"cache: [a]", "a value is missing"},
      {"cache:", "a value is missing"},
      {"offices: khujand", "write a list"},
      {"format: 1", "'format' again"},
  }));
  const auto fault = only_fault(good + line + "\n");
  INFO(fault.text);
  CHECK(fault.fatal);
  CHECK(fault.text.starts_with("/etc/rohnamo/sync.yaml:3: "));
  CHECK(fault.text.find(words) != std::string::npos);
}

TEST_CASE("A server must be one") {
  const std::string server = GENERATE("example.org", "ftp://example.org/", "https://e/?q",
                                      "repo/folder", "file://host/folder", "https://u:p@e/");
  const auto fault = only_fault("format: 1\nserver: " + server + "\n");
  CHECK(fault.fatal);
  CHECK(fault.text.starts_with("/etc/rohnamo/sync.yaml:2: server: "));
  CHECK(parse("format: 1\nserver: /media/stick\n").usable());
  CHECK(parse("format: 1\nserver: file:///media/stick\n").usable());
}

TEST_CASE("What is missing is named") {
  CHECK(only_fault("format: 1\n").text.find("'server' is missing") != std::string::npos);
  CHECK(only_fault("server: http://e/\n").text.find("'format' is missing") != std::string::npos);
  CHECK(only_fault("format: 2\nserver: http://e/\n").text.find("update") != std::string::npos);
}

TEST_CASE("What is unknown is a warning") {
  const auto fault = only_fault(good + "colour: blue\n");
  CHECK(!fault.fatal);
  CHECK(fault.text.starts_with("/etc/rohnamo/sync.yaml:3: 'colour'"));
  CHECK(parse(good + "colour: blue\n").usable());
}

TEST_CASE("What is no YAML, or no settings, is refused") {
  CHECK(only_fault("format: 1\nserver: [\n").text.find("not YAML") != std::string::npos);
  CHECK(!parse("").usable());
  CHECK(!parse("- a\n- b\n").usable());
  CHECK(!parse("\"text\"").usable());
}

TEST_CASE("A file that is not there is named") {
  fakes::MemoryFs fs;
  const auto file = app::load_config(fs, "/etc/rohnamo/sync.yaml");
  CHECK(!file.usable());
  CHECK(file.faults.front().text.find("/etc/rohnamo/sync.yaml") != std::string::npos);
}

TEST_CASE("The example is good") {
  const auto file = app::load_config(base::posix_fs(), ROHNAMO_SOURCE_DIR "/systemd/sync.yaml");
  for (const auto& fault : file.faults) CHECK(fault.text.empty());
  CHECK(file.usable());
}
