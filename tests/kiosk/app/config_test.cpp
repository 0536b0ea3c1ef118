#include "kiosk/app/config.hpp"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <regex>

#include "kiosk/app/options.hpp"
#include "tests/source_dir.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::app {
namespace {

ConfigFile parse(std::string_view yaml) {
  return parse_config({yaml, "kiosk.yaml"}, default_config("/usr/share/rohnamo"));
}

std::string fault(std::string_view yaml) {
  const auto report = parse(yaml).report;
  return report.faults.size() == 1 ? report.faults.front() : report.lines();
}

TEST_CASE("a configuration says what it says, and defaults the rest") {
  const auto parsed = parse(R"(format: 1
cache: /srv/cache
fullscreen: true
size: 1080x1920
mode: display
volume: 2
language: ru
place: Хуҷанд
display_languages: [tg, ru]
offices: [khujand, bokhtar]
)");
  const Config& config = parsed.config;
  CHECK(config.cache == "/srv/cache");
  CHECK(config.builtin == "/usr/share/rohnamo/channel");
  CHECK(config.run == "/run/rohnamo");
  CHECK(config.fullscreen);
  CHECK(config.size == Size{1080, 1920});
  CHECK(config.mode == Mode::display);
  CHECK(config.volume == 2);
  CHECK(config.language == "ru");
  CHECK(config.place == "Хуҷанд");
  CHECK(config.display_languages == std::vector<std::string>{"tg", "ru"});
  CHECK(config.offices == std::vector<std::string>{"khujand", "bokhtar"});
  CHECK(parsed.report.lines().empty());
}

TEST_CASE("offices are all unless they are named, and may be none") {
  CHECK_FALSE(parse("format: 1\n").config.offices);
  CHECK(parse("format: 1\noffices: []\n").config.offices == std::vector<std::string>{});
}

TEST_CASE("the panel is as large as the technician says") {
  const Glass glass =
      parse("format: 1\nscreen_inches: 15.6\nreading_distance_mm: 700\nlow_controls: true\n")
          .config.glass;
  CHECK(glass.inches == 15.6);
  CHECK(glass.reading_distance == 700);
  CHECK(glass.low_controls);
  CHECK_FALSE(parse("format: 1\n").config.glass.inches);
  CHECK_FALSE(parse("format: 1\n").config.glass.reading_distance);
  CHECK(fault("format: 1\nscreen_inches: 4\n") ==
        "kiosk.yaml:2: screen_inches: '4' is no diagonal in inches, from 7 to 120");
  CHECK(fault("format: 1\nscreen_inches: 15.6 cm\n").find("is no diagonal") != std::string::npos);
  CHECK_FALSE(fault("format: 1\nreading_distance_mm: 50\n").empty());
}

TEST_CASE("the screen is lit when the technician says, and as brightly") {
  const LightPlan light = parse(R"(format: 1
screen_hours: [mon-fri 08:00-18:00, sat-mon 22:00-02:00]
brightness: 4
evening: 18:00-07:00
evening_brightness: 1
)")
                              .config.glass.light;
  REQUIRE(light.lit.size() == 2);
  CHECK(light.lit[0] == model::Rhythm{0b0011111, {480, 1080}});
  CHECK(light.lit[1] == model::Rhythm{0b1100001, {1320, 120}});
  CHECK(light.brightness == 4);
  CHECK(light.evening == model::Hours{1080, 420});
  CHECK(light.evening_brightness == 1);
  CHECK(parse("format: 1\n").config.glass.light.lit.empty());
  CHECK_FALSE(parse("format: 1\n").config.glass.light.evening);
  for (const char* wrong : {"mon", "mon 8-18", "monday 08:00-18:00", "mon-fri", "08:00-18:00"}) {
    INFO(wrong);
    CHECK(
        fault(std::string("format: 1\nscreen_hours: [") + wrong + "]\n").find("is no span like") !=
        std::string::npos);
  }
  CHECK_FALSE(fault("format: 1\nbrightness: 6\n").empty());
}

TEST_CASE("paths start from the file's folder") {
  const auto file =
      parse_config({"format: 1\ncache: cache\nfonts: /f\n", "/etc/rohnamo/kiosk.yaml"},
                   default_config("/usr/share/rohnamo"));
  CHECK(file.report.lines().empty());
  CHECK(file.config.cache == "/etc/rohnamo/cache");
  CHECK(file.config.fonts == "/f");
}

TEST_CASE("an unknown key is a warning with its line") {
  const auto report = parse("format: 1\nfulscreen: true\n").report;
  CHECK(report.result());
  REQUIRE(report.warnings.size() == 1);
  CHECK(report.warnings[0] ==
        "kiosk.yaml:2: 'fulscreen' is no setting of this program: it is ignored");
}

TEST_CASE("every fault names its line") {
  CHECK(fault("cache: /x\n") == "kiosk.yaml:1: 'format' is missing: write 'format: 1'");
  CHECK(fault("format: 2\n") ==
        "kiosk.yaml:1: format: 2 is newer than this program reads (1): update the program");
  CHECK(fault("format: 1\nsize: big\n") == "kiosk.yaml:2: size: 'big' is no size like 1920x1080");
  CHECK(fault("format: 1\nmode: hand\n") ==
        "kiosk.yaml:2: mode: 'hand' is none of auto, touch and display");
  CHECK(fault("format: 1\nvolume: 6\n") == "kiosk.yaml:2: volume: '6' is no number from 1 to 5");
  CHECK(fault("format: 1\nfullscreen: perhaps\n") ==
        "kiosk.yaml:2: fullscreen: 'perhaps' is neither true nor false");
  CHECK(fault("format: 1\n\ncache: [cache]\n") ==
        "kiosk.yaml:3: cache: one value is expected, as in 'cache: value'");
  CHECK(fault("format: 1\ncache:\nmode: auto\n") ==
        "kiosk.yaml:2: cache: the value is missing: write one, or remove the line");
  CHECK(fault("format: 1\ndisplay_languages: tg\n") ==
        "kiosk.yaml:2: display_languages: write a list like [tg, ru]");
  CHECK(fault("format: 1\noffices: khujand\n") ==
        "kiosk.yaml:2: offices: write a list like [khujand, bokhtar]");
  CHECK(fault("format: 1\ncache: [\n").starts_with("kiosk.yaml:3: this is not YAML: "));
  CHECK(fault("- cache\n") == "kiosk.yaml:1: write settings as lines like 'key: value'");
  CHECK(fault("") == "kiosk.yaml:1: 'format' is missing: write 'format: 1'");
}

TEST_CASE("all faults of a file are named, and what is good is read") {
  const auto file = parse("format: 1\nsize: big\nmode: hand\ncache: /c\nmode: touch\n");
  CHECK(
      file.report.faults ==
      std::vector<std::string>{"kiosk.yaml:2: size: 'big' is no size like 1920x1080",
                               "kiosk.yaml:3: mode: 'hand' is none of auto, touch and display",
                               "kiosk.yaml:5: 'mode' again, after line 3: remove one of the two"});
  CHECK(file.config.cache == "/c");
}

TEST_CASE("the example is good, with every line that it offers") {
  const base::Path path = tests::source_dir() / "systemd/kiosk/kiosk.yaml";
  const Config defaults = default_config("/usr/share/rohnamo");
  const std::string text = base::posix_fs().read(path, base::settings_limit).value();
  CHECK(parse_config({text, path}, defaults).report.lines().empty());
  const std::string offered = std::regex_replace(text, std::regex("\n#([a-z])"), "\n$1");
  const auto file = parse_config({offered, path}, defaults);
  CHECK(file.report.lines().empty());
  CHECK(file.config.builtin == defaults.builtin);
  CHECK(file.config.fonts == defaults.fonts);
  CHECK(file.config.offices == std::vector<std::string>{"khujand"});
}

TEST_CASE("the staff's PIN is a hash, and nothing else will do") {
  CHECK_FALSE(parse("format: 1\n").config.staff_pin);
  const auto good = parse(
      "format: 1\nstaff_pin: $scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
      "NR8FMcI8B+cktuSzXb8vEyC7ocuWpwQol2cG397FNi4\n");
  CHECK(good.report.lines().empty());
  REQUIRE(good.config.staff_pin);
  CHECK(good.config.staff_pin->matches("2580"));
  CHECK_THAT(fault("format: 1\nstaff_pin: 2580\n"),
             Catch::StartsWith("kiosk.yaml:2: staff_pin: the PIN itself must not stand here") &&
                 Catch::Contains("--hash-pin"));
  CHECK_THAT(fault("format: 1\nstaff_pin: $scrypt$ln=14,r=8,p=1$abc\n"),
             Catch::StartsWith("kiosk.yaml:2: staff_pin: its salt"));
}

// What the command prints, and then its exit code.
std::string run(const std::string& command) {
  FILE* output = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(output != nullptr);
  std::string text;
  for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output)) text += static_cast<char>(c);
  const int status = pclose(output);
  return text + std::to_string(WEXITSTATUS(status));
}

std::string hash_pin(const std::string& typed) {
  return run("printf '" + typed + "' | " ROHNAMO_KIOSK " --hash-pin");
}

TEST_CASE("the program makes the line for the staff's PIN") {
  std::string line = hash_pin("2580\\n");
  REQUIRE(line.ends_with("\n0"));
  line.pop_back();
  const auto config = parse("format: 1\n" + line).config;
  REQUIRE(config.staff_pin);
  CHECK(config.staff_pin->matches("2580"));
  CHECK(hash_pin("25\\n") == "rohnamo-kiosk: a PIN is 4 to 12 digits\n2");
  CHECK(hash_pin("") == "rohnamo-kiosk: a PIN is 4 to 12 digits\n2");
}

TEST_CASE("a size is within what a screen can be") {
  CHECK(parse_size("3840x2160"));
  for (const char* text : {"", "x", "1920", "1920x", "10x10", "99999x1080", "1920x1080x", "-1x5"})
    CHECK_FALSE(parse_size(text));
}

TEST_CASE("a page is turned by quarters alone") {
  CHECK(parse_renderer("auto") == render::WindowPath::automatic);
  CHECK(parse_renderer("opengl") == render::WindowPath::texture);
  CHECK_FALSE(parse_renderer("vulkan"));
  CHECK(parse_rotation("0") == render::Rotation::none);
  CHECK(parse_rotation("270") == render::Rotation::three_quarters);
  for (const char* text : {"", "45", "-90", "360", "right"}) CHECK_FALSE(parse_rotation(text));
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
  CHECK(plain->config_report.warnings.size() == 1);
  CHECK(plain->config_report.faults.empty());
  const auto over = options({"--config", path.c_str(), "--window", "--portrait", "--mode", "touch",
                             "--cache", "/elsewhere"});
  REQUIRE(over);
  CHECK_FALSE(over->config.fullscreen);
  CHECK(over->config.size == Size{600, 800});
  CHECK(over->config.mode == Mode::touch);
  CHECK(over->config.cache == "/elsewhere");
}

TEST_CASE("what is wrong in the configuration does not hide what else is") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.path() / "kiosk.yaml";
  std::ofstream(path) << "format: 1\nsize: big\nfullscreen: perhaps\nodd: 1\n";
  const auto checked = options({"--check-config", "--config", path.c_str()});
  REQUIRE(checked);
  CHECK(checked->task == Task::check_config);
  CHECK(checked->config_report.faults.size() == 2);
  CHECK(checked->config_report.warnings.size() == 1);
}

std::string check_config(const base::Path& folder, const std::string& yaml) {
  const base::Path path = folder / "kiosk.yaml";
  std::ofstream(path) << yaml;
  return run(ROHNAMO_KIOSK " --check-config --config '" + path.string() + "'");
}

TEST_CASE("the program tells the faults and warnings of a configuration") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.path() / "kiosk.yaml";
  CHECK(check_config(folder.path(), "format: 1\n") == path + ": good\n0");
  const std::string warning =
      "warning: " + path + ":2: 'odd' is no setting of this program: it is ignored\n";
  CHECK(check_config(folder.path(), "format: 1\nodd: 1\n") == warning + path + ": good\n0");
  CHECK(check_config(folder.path(), "format: 1\nodd: 1\nsize: big\nmode: hand\n") ==
        "error: " + path + ":3: size: 'big' is no size like 1920x1080\n" +  //
            "error: " + path + ":4: mode: 'hand' is none of auto, touch and display\n" + warning +
            "2");
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
