#include "kiosk/app/options.hpp"

#include <boost/program_options.hpp>
#include <sstream>

namespace rohnamo::app {
namespace {

namespace po = boost::program_options;
using base::Code;
using base::fail;
using base::Result;

constexpr const char* usual_config = "/etc/rohnamo/kiosk.yaml";

po::options_description described() {
  po::options_description options("Options");
  const auto text = [] { return po::value<std::string>(); };
  options.add_options()("config", text(),
                        "the configuration file (default: /etc/rohnamo/kiosk.yaml)")(
      "cache", text(), "the folder that rohnamo-sync fills")(
      "builtin", text(), "the channel to show while the cache is empty")(
      "run", text(), "where the programs tell each other their state")(
      "state", text(), "where the screen keeps what its staff have set")(
      "fonts", text(), "the folder with fonts.yaml and the fonts")("fullscreen", "fill the screen")(
      "window", "show a window, whatever the configuration says")("size", text(),
                                                                  "of the window: 1920x1080")(
      "rotation", text(), "of the page on the panel, clockwise: 0, 90, 180 or 270")(
      "renderer", text(), "how frames reach the screen: auto or opengl")(
      "portrait", "the window, or the tour, in portrait alone")(
      "landscape", "the tour in landscape alone")("mode", text(),
                                                  "touch, display (nobody can touch it) or auto")(
      "language", text(), "instead of the channel's default language")(
      "script", text(), "act by this script on a virtual clock, without a display")(
      "tour", "write pictures of all pages, without a display")(
      "out", text(), "the folder for the pictures of a script or tour")(
      "fit", text(),
      "say which headlines and summaries have no room on slides of these sizes, with inches or "
      "without (1920x1080,1280x800@10.1), as JSON, without a display")(
      "preview", "show every edition at once; F2 to F6 choose what is seen, F9 publishes")(
      "check-config", "read the configuration, name its faults, and end")(
      "hash-pin", "read the staff's PIN from standard input, print the line for kiosk.yaml")(
      "help", "print this help, and end")("version", "print the version, and end");
  return options;
}

class Reader {
 public:
  Reader(const po::variables_map& words, base::Fs& fs) : words_(&words), fs_(&fs) {}

  Result<Options> read(const base::Path& data) {
    Options options;
    options.config = default_config(data);
    options.task = task();
    if (options.task == Task::help || options.task == Task::version ||
        options.task == Task::hash_pin)
      return options;
    TRY(read_file(options));
    TRY(override_paths(options.config));
    TRY(override_looks(options));
    if (has("fit")) options.screens = TRY(exchange::parse_screen_sizes(text("fit")));
    options.script = text("script");
    options.preview = has("preview");
    options.out = text("out");
    if (options.out.empty()) options.out = "rohnamo-pages";
    return options;
  }

 private:
  [[nodiscard]] bool has(const char* name) const { return words_->count(name) != 0; }
  [[nodiscard]] std::string text(const char* name) const {
    return has(name) ? (*words_)[name].as<std::string>() : std::string();
  }

  [[nodiscard]] Task task() const {
    if (has("help")) return Task::help;
    if (has("version")) return Task::version;
    if (has("check-config")) return Task::check_config;
    if (has("hash-pin")) return Task::hash_pin;
    if (has("script")) return Task::script;
    if (has("fit")) return Task::fit;
    return has("tour") ? Task::tour : Task::run;
  }

  // Without --config a missing file is no fault: the defaults are what the package installs.
  Result<void> read_file(Options& options) {
    options.config_path = has("config") ? text("config") : usual_config;
    auto settings = base::Settings::load(*fs_, options.config_path);
    if (!settings && settings.error().code == Code::not_found && !has("config")) return {};
    if (!settings) return fail(settings.error());
    ConfigFile file = parse_config(std::move(*settings), options.config);
    options.config = std::move(file.config);
    options.config_report = std::move(file.report);
    return {};
  }

  Result<void> override_paths(Config& config) {
    const auto folder = [&](const char* name, base::Path& place) {
      if (has(name)) place = std::filesystem::absolute(text(name));
    };
    folder("cache", config.cache);
    folder("builtin", config.builtin);
    folder("run", config.run);
    folder("state", config.state);
    folder("fonts", config.fonts);
    return {};
  }

  Result<void> override_looks(Options& options) {
    Config& config = options.config;
    if (has("fullscreen") && has("window"))
      return fail(Code::invalid_input, "--fullscreen and --window contradict each other");
    if (has("fullscreen")) config.fullscreen = true;
    if (has("window")) config.fullscreen = false;
    if (has("size")) config.size = TRY(parse_size(text("size")));
    if (has("portrait") && config.size.width > config.size.height)
      std::swap(config.size.width, config.size.height);
    options.landscape = !has("portrait") || has("landscape");
    options.portrait = !has("landscape") || has("portrait");
    if (has("rotation")) config.rotation = TRY(parse_rotation(text("rotation")));
    if (has("renderer")) config.renderer = TRY(parse_renderer(text("renderer")));
    if (has("mode")) config.mode = TRY(parse_mode(text("mode")));
    if (has("language")) config.language = text("language");
    return {};
  }

  const po::variables_map* words_;
  base::Fs* fs_;
};

}  // namespace

Result<Options> read_options(int count, const char* const* words, base::Fs& fs,
                             const base::Path& data) {
  po::variables_map map;
  try {
    po::store(
        po::command_line_parser(count, words)
            .options(described())
            .positional({})
            .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
            .run(),
        map);
  } catch (const po::error& fault) {
    return fail(Code::invalid_input, std::string(fault.what()) + " (see --help)");
  }
  return Reader(map, fs).read(data);
}

std::string help_text() {
  std::ostringstream text;
  text << "Usage: rohnamo-kiosk [OPTION]...\nShows a channel's stories on a touch screen.\n\n"
       << described();
  return text.str();
}

}  // namespace rohnamo::app
