#include "content/base/settings.hpp"

#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo::base;
using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

namespace {

// A file that has its format.
Settings settings_of(const std::string& text) {
  return {"format: 1\n" + text, "k.yaml"};
}

Result<std::string> parse_colour(std::string_view text) {
  if (text == "blue" || text == "green") return std::string(text);
  return fail(Code::invalid_input, "'" + std::string(text) + "' is neither blue nor green");
}

}  // namespace

TEST_CASE("settings are read by type, and what is missing has its fallback") {
  Settings settings = settings_of(
      "cache: /c\nfullscreen: true\ninterval: 15m\noffices: [a, b]\ncolour: blue\nlanguage: tg\n"
      "connections: 8\n");
  CHECK(settings.path("cache", "") == "/c");
  CHECK(settings.path("run", "/run") == "/run");
  CHECK_FALSE(settings.path("ca_file"));
  CHECK(settings.boolean("fullscreen", false));
  CHECK(settings.boolean("window", true));
  CHECK(settings.duration("interval", 1s, 1s, 24h) == 15min);
  CHECK(settings.duration("pause", 7s, 1s, 24h) == 7s);
  CHECK(settings.list("offices", "[x]").value() == Lines{"a", "b"});
  CHECK_FALSE(settings.list("fonts", "[x]"));
  CHECK(settings.value("colour", std::string("green"), parse_colour) == "blue");
  CHECK(settings.value("edge", std::string("green"), parse_colour) == "green");
  CHECK(settings.text("language", "") == "tg");
  CHECK(settings.text("word", "none") == "none");
  CHECK(settings.integer("connections", 4, 1, 16) == 8);
  CHECK(settings.integer("threads", 4, 1, 16) == 4);
  const auto report = settings.report();
  CHECK(report.result());
  CHECK(report.lines().empty());
}

TEST_CASE("every fault is named with its line, all at once, in the order of the lines") {
  Settings settings(
      "cache: a\n"
      "fullscreen: maybe\n"
      "interval: 5 minutes\n"
      "language: [x]\n"
      "cashe: /c\n"
      "colour: red\n"
      "cache: b\n",
      "k.yaml");
  CHECK(settings.value("colour", std::string("green"), parse_colour) == "green");
  CHECK(settings.text("language", "tg") == "tg");
  CHECK(settings.duration("interval", 7s, 1s, 24h) == 7s);
  CHECK(settings.boolean("fullscreen", true));
  CHECK(settings.path("cache", "") == "a");
  settings.require("server", "write 'server: https://…'");
  const auto report = settings.report();
  CHECK(report.faults ==
        Lines{"k.yaml:1: 'format' is missing: write 'format: 1'",
              "k.yaml:1: 'server' is missing: write 'server: https://…'",
              "k.yaml:2: fullscreen: 'maybe' is neither true nor false",
              "k.yaml:3: interval: '5 minutes' is no time like 5s, 15m, 6h or 2d (from 1s to 1d)",
              "k.yaml:4: language: one value is expected, as in 'language: value'",
              "k.yaml:6: colour: 'red' is neither blue nor green",
              "k.yaml:7: 'cache' again, after line 1: remove one of the two"});
  CHECK(report.warnings == Lines{"k.yaml:5: 'cashe' is no setting of this program: it is ignored"});
  CHECK(report.code == Code::invalid_input);
}

TEST_CASE("a report is an error of many lines, and what --check-config prints") {
  Settings settings = settings_of("fullscreen: maybe\nodd: 1\ninterval: soon\n");
  settings.boolean("fullscreen", false);
  settings.duration("interval", 1s, 1s, 24h);
  const auto report = settings.report();
  const auto result = report.result();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Code::invalid_input);
  CHECK(result.error().message == report.faults[0] + "\n" + report.faults[1]);
  CHECK(report.lines() == "error: " + report.faults[0] + "\nerror: " + report.faults[1] +
                              "\nwarning: " + report.warnings[0] + "\n");
}

TEST_CASE("paths start from the file's folder") {
  Settings settings("format: 1\ncache: here/c\nroot: /r\nca_file: ca.pem\n",
                    "/etc/rohnamo/sync.yaml");
  CHECK(settings.path("cache", "/d") == "/etc/rohnamo/here/c");
  CHECK(settings.path("root", "/d") == "/r");
  CHECK(settings.path("ca_file") == Path("/etc/rohnamo/ca.pem"));
}

TEST_CASE("a time is a whole number of one unit, within its limits") {
  const auto [text, time] = GENERATE(table<std::string, std::chrono::seconds>(
      {{"5s", 5s}, {"15m", 15min}, {"6h", 6h}, {"2d", 48h}, {"720h", 720h}}));
  Settings good = settings_of("t: " + text + "\n");
  CHECK(good.duration("t", 0s, 5s, 720h) == time);
  CHECK(good.report().result());
}

TEST_CASE("what is no time, or beyond its limits, says what is one") {
  const std::string text = GENERATE("4s", "721h", "31d", "5", "s", "1.5h", "-5s", "5 s", "5sm",
                                    "5w", "99999999999999999999s", "9223372036854775807d");
  Settings bad = settings_of("t: " + text + "\n");
  CHECK(bad.duration("t", 90s, 5s, 720h) == 90s);
  CHECK(bad.report().faults ==
        Lines{"k.yaml:2: t: '" + text + "' is no time like 5s, 15m, 6h or 2d (from 5s to 30d)"});
}

TEST_CASE("a time's limits are told in the largest unit that has them whole") {
  Settings settings = settings_of("t: never\nu: never\n");
  settings.duration("t", 90s, 90s, 36h);
  settings.duration("u", 0s, 0s, 1h);
  const auto report = settings.report();
  CHECK(report.faults[0].ends_with("(from 90s to 36h)"));
  CHECK(report.faults[1].ends_with("(from 0s to 1h)"));
}

TEST_CASE("a number is whole and within its limits") {
  const std::string text = GENERATE("0", "17", "4x", "4.0", "-1", "four", "99999999999999999999");
  Settings bad = settings_of("n: " + text + "\n");
  CHECK(bad.integer("n", 4, 1, 16) == 4);
  CHECK(bad.report().faults ==
        Lines{"k.yaml:2: n: '" + text + "' is no whole number from 1 to 16"});
}

TEST_CASE("true and false have YAML's other words") {
  const auto [text, value] = GENERATE(table<std::string, bool>(
      {{"true", true}, {"yes", true}, {"On", true}, {"false", false}, {"NO", false}}));
  Settings settings = settings_of("b: " + text + "\n");
  CHECK(settings.boolean("b", !value) == value);
  CHECK(settings.report().result());
}

TEST_CASE("an empty value is a fault at its key's line") {
  const std::string nothing = GENERATE("", " # later", " ~", " \"\"", "\n  ");
  Settings settings = settings_of("\na:" + nothing + "\nb: 1\n");
  CHECK(settings.text("a", "fallback") == "fallback");
  CHECK(settings.text("b", "") == "1");
  CHECK(settings.report().faults ==
        Lines{"k.yaml:3: a: the value is missing: write one, or remove the line"});
}

TEST_CASE("a list is a list of words") {
  const auto [text, words] = GENERATE(table<std::string, std::string>({
      {"a", "2: l: write a list like [x, y]"},
      {"", "2: l: write a list like [x, y]"},
      {"{a: b}", "2: l: write a list like [x, y]"},
      {"[a, [b]]", "2: l: write a list like [x, y]"},
      {"[a, \"\"]", "2: l: an element has no value: write a list like [x, y]"},
      {"[a, ~]", "2: l: an element has no value: write a list like [x, y]"},
      {"\n  - a\n  -\n", "2: l: an element has no value: write a list like [x, y]"},
  }));
  Settings settings = settings_of("l: " + text + "\n");
  CHECK_FALSE(settings.list("l", "[x, y]"));
  CHECK(settings.report().faults == Lines{"k.yaml:" + words});
}

TEST_CASE("a list may be empty, or a line an element") {
  Settings settings = settings_of("none: []\ntwo:\n  - a\n  - b\n");
  CHECK(settings.list("none", "[x]").value().empty());
  CHECK(settings.list("two", "[x]").value() == Lines{"a", "b"});
  CHECK(settings.report().result());
}

TEST_CASE("what is required and empty is one fault") {
  Settings settings = settings_of("server:\n");
  settings.require("server", "write it");
  settings.text("server", "");
  CHECK(settings.report().faults.size() == 1);
}

TEST_CASE("a format is 1") {
  for (const char* text : {"0", "-1", "one", "1.0", "1x"}) {
    const Settings settings("format: " + std::string(text), "k.yaml");
    CHECK(settings.report().faults ==
          Lines{"k.yaml:1: format: '" + std::string(text) + "' is no format: write 'format: 1'"});
  }
  const Settings empty("format:\n", "k.yaml");
  CHECK(empty.report().faults.size() == 1);
  const Settings list("format: [1]\n", "k.yaml");
  CHECK(list.report().faults.size() == 1);
}

TEST_CASE("a newer format is refused, and nothing else is judged") {
  Settings settings("cache: /c\ncache: /d\nformat: 2\nfullscreen: 50%\nodd: 1\n", "k.yaml");
  CHECK(settings.path("cache", "/d") == "/d");
  CHECK_FALSE(settings.boolean("fullscreen", false));
  settings.require("server", "write it");
  const auto report = settings.report();
  CHECK(report.code == Code::unsupported);
  CHECK(report.result().error().code == Code::unsupported);
  CHECK(report.faults ==
        Lines{"k.yaml:3: format: 2 is newer than this program reads (1): update the program"});
  CHECK(report.warnings.empty());
}

TEST_CASE("what is no YAML is one fault, where it ends to be") {
  Settings settings("format: 1\ncache: [a\n", "k.yaml");
  CHECK(settings.path("cache", "/d") == "/d");
  settings.require("server", "write it");
  const auto report = settings.report();
  REQUIRE(report.faults.size() == 1);
  CHECK(report.faults[0].starts_with("k.yaml:3: this is not YAML: "));
  CHECK(report.code == Code::invalid_input);
}

TEST_CASE("what is no lines of settings is one fault") {
  for (const char* text : {"- a\n- b\n", "\"text\"", "42"}) {
    Settings settings(text, "k.yaml");
    settings.require("server", "write it");
    CHECK(settings.report().faults == Lines{"k.yaml:1: write settings as lines like 'key: value'"});
  }
  Settings odd = settings_of("[a, b]: c\n");
  CHECK(odd.report().faults == Lines{"k.yaml:2: write settings as lines like 'key: value'"});
}

TEST_CASE("an empty file lacks what is required") {
  for (const char* text : {"", "# nothing yet\n"}) {
    Settings settings(text, "k.yaml");
    settings.require("server", "write it");
    CHECK(settings.report().faults == Lines{"k.yaml:1: 'format' is missing: write 'format: 1'",
                                            "k.yaml:1: 'server' is missing: write it"});
  }
}

TEST_CASE("a key in a later file counts, and faults name the file that they are in") {
  Settings settings({{"format: 1\ncolour: red\ncache: c\nlanguage: tg\n", "/etc/k.yaml"},
                     {"format: 1\ncolour: green\ncache: d\n", "/etc/k.d/10.yaml"},
                     {"colour: blue\nodd: 1\nfullscreen: maybe\n", "/etc/k.d/20.yaml"}});
  CHECK(settings.value("colour", std::string(), parse_colour) == "blue");
  CHECK(settings.path("cache", "") == "/etc/k.d/d");
  CHECK(settings.text("language", "") == "tg");
  CHECK(settings.boolean("fullscreen", true));
  settings.require("server", "write one");
  const auto report = settings.report();
  CHECK(report.faults ==
        Lines{"/etc/k.yaml:1: 'server' is missing: write one",
              "/etc/k.d/20.yaml:1: 'format' is missing: write 'format: 1'",
              "/etc/k.d/20.yaml:3: fullscreen: 'maybe' is neither true nor false"});
  CHECK(report.warnings ==
        Lines{"/etc/k.d/20.yaml:2: 'odd' is no setting of this program: it is ignored"});
}

TEST_CASE("one file that cannot be understood spoils all, and each of them is named") {
  Settings settings({{"format: 1\ncolour: purple\n", "k.yaml"},
                     {"format: 2\n", "10.yaml"},
                     {"a: [\n", "20.yaml"},
                     {"format: 1\ncolour: blue\n", "30.yaml"}});
  CHECK(settings.value("colour", std::string("green"), parse_colour) == "green");
  settings.require("server", "write one");
  const auto report = settings.report();
  REQUIRE(report.faults.size() == 2);
  CHECK(report.faults[0].starts_with("10.yaml:1: format: 2 is newer"));
  CHECK(report.faults[1].starts_with("20.yaml:"));
}

TEST_CASE("the files beside a file are read in the order of their names") {
  rohnamo::fakes::MemoryFs fs;
  const auto write = [&](const Path& path, const std::string& text) {
    REQUIRE(fs.make_directories(path.parent_path()));
    REQUIRE(write_whole(fs, path, text));
  };
  CHECK(Settings::load(fs, "/etc/k.yaml").error().code == Code::not_found);
  write("/etc/k.yaml", "format: 1\nlanguage: tg\n");
  CHECK(Settings::load(fs, "/etc/k.yaml").value().text("language", "") == "tg");
  write("/etc/k.d/20.yaml", "format: 1\nlanguage: ru\n");
  write("/etc/k.d/10.yaml", "format: 1\nlanguage: fa\n");
  write("/etc/k.d/30.yaml.dpkg-new", "nonsense");
  write("/etc/k.d/.40.yaml", "nonsense");
  auto settings = Settings::load(fs, "/etc/k.yaml").value();
  CHECK(settings.text("language", "") == "ru");
  CHECK(settings.report().lines().empty());
  write("/etc/k.d/10.yaml", std::string(settings_limit + 1, '#'));
  const auto unread = Settings::load(fs, "/etc/k.yaml");
  REQUIRE_FALSE(unread);
  CHECK(unread.error().message.find("10.yaml") != std::string::npos);
}
