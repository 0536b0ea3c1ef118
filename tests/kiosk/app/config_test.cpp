#include "kiosk/app/config.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "kiosk/app/options.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::app {
namespace {

base::Result<Parsed> parse(std::string_view yaml) {
  return parse_config(yaml, "kiosk.yaml", default_config("/usr/share/rohnamo"));
}

std::string fault(std::string_view yaml) {
  const auto parsed = parse(yaml);
  return parsed ? "no fault" : parsed.error().message;
}

TEST_CASE("a configuration says what it says, and defaults the rest") {
  const auto parsed = parse(R"(format: 1
cache: /srv/cache
fullscreen: true
size: 1080x1920
mode: display
language: ru
display_languages: [tg, ru]
)");
  REQUIRE(parsed);
  const Config& config = parsed->config;
  CHECK(config.cache == "/srv/cache");
  CHECK(config.builtin == "/usr/share/rohnamo/channel");
  CHECK(config.run == "/run/rohnamo");
  CHECK(config.fullscreen);
  CHECK(config.size == Size{1080, 1920});
  CHECK(config.mode == Mode::display);
  CHECK(config.language == "ru");
  CHECK(config.display_languages == std::vector<std::string>{"tg", "ru"});
  CHECK(parsed->warnings.empty());
}

TEST_CASE("an unknown key is a warning with its line") {
  const auto parsed = parse("format: 1\nfulscreen: true\n");
  REQUIRE(parsed);
  REQUIRE(parsed->warnings.size() == 1);
  CHECK(parsed->warnings[0] == "kiosk.yaml:2: unknown key 'fulscreen' is ignored");
}

TEST_CASE("every fault names its line") {
  CHECK(fault("cache: /x\n") == "kiosk.yaml:1: the line 'format: 1' is missing");
  CHECK(fault("format: 2\n") ==
        "kiosk.yaml:1: format 2 is newer than this program, which reads format 1");
  CHECK(fault("format: 1\nsize: big\n") == "kiosk.yaml:2: size: 'big' is no size like 1920x1080");
  CHECK(fault("format: 1\nmode: hand\n") ==
        "kiosk.yaml:2: mode: 'hand' is none of auto, touch and display");
  CHECK(fault("format: 1\nfullscreen: perhaps\n") ==
        "kiosk.yaml:2: fullscreen: true or false is expected");
  CHECK(fault("format: 1\n\ncache: cache\n") ==
        "kiosk.yaml:3: cache: a path from the root is expected: /…");
  CHECK(fault("format: 1\ndisplay_languages: tg\n") ==
        "kiosk.yaml:2: display_languages: a list is expected: [tg, ru]");
  CHECK(fault("format: 1\ncache: [\n").starts_with("kiosk.yaml:"));
  CHECK(fault("") == "kiosk.yaml:1: lines like 'key: value' expected");
}

TEST_CASE("a size is within what a screen can be") {
  CHECK(parse_size("3840x2160"));
  for (const char* text : {"", "x", "1920", "1920x", "10x10", "99999x1080", "1920x1080x", "-1x5"})
    CHECK_FALSE(parse_size(text));
}

base::Result<Options> options(std::vector<const char*> words) {
  words.insert(words.begin(), "rohnamo-kiosk");
  return read_options(static_cast<int>(words.size()), words.data(), base::posix_fs(), "/data");
}

TEST_CASE("the command line is over the configuration") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.path() / "kiosk.yaml";
  std::ofstream(path) << "format: 1\nfullscreen: true\nsize: 800x600\nodd: 1\n";
  const auto plain = options({"--config", path.c_str()});
  REQUIRE(plain);
  CHECK(plain->config.fullscreen);
  CHECK(plain->config.size == Size{800, 600});
  CHECK(plain->warnings.size() == 1);
  const auto over = options({"--config", path.c_str(), "--window", "--portrait", "--mode", "touch",
                             "--cache", "/elsewhere"});
  REQUIRE(over);
  CHECK_FALSE(over->config.fullscreen);
  CHECK(over->config.size == Size{600, 800});
  CHECK(over->config.mode == Mode::touch);
  CHECK(over->config.cache == "/elsewhere");
}

TEST_CASE("what is wrong on the command line is said") {
  CHECK(options({"--nonsense"}).error().message.find("nonsense") != std::string::npos);
  CHECK_FALSE(options({"--size", "huge"}));
  CHECK_FALSE(options({"--fullscreen", "--window"}));
  CHECK_FALSE(options({"--config", "/nowhere/kiosk.yaml"}));
  CHECK(options({"--help"})->task == Task::help);
  CHECK(options({"--version"})->task == Task::version);
}

}  // namespace
}  // namespace rohnamo::app
