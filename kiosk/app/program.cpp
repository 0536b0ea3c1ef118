#include "kiosk/app/program.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <future>
#include <thread>
#include <utility>

#include "kiosk/app/devices.hpp"
#include "kiosk/app/fit.hpp"
#include "kiosk/app/live.hpp"
#include "kiosk/app/panel_file.hpp"
#include "kiosk/app/player.hpp"
#include "kiosk/app/tour.hpp"
#include "kiosk/sound/clock_player.hpp"
#include "kiosk/sound/mixer_player.hpp"

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::uint64_t script_limit = 1 << 20;  // bytes
constexpr std::size_t pictures_kept = 2;         // screens full: this slide and the next
constexpr Size tour_size{1920, 1080};

bool headless(const Options& options) {
  return options.task == Task::script || options.task == Task::tour;
}

// Before there is a second thread. A kiosk has no use for a session bus, for which SDL would start
// one where none is named, nor for themes of pointers, searched for even where none is visible.
void set_environment(const Options& options) {
  constexpr int keep = 0, replace = 1;
  setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", keep);
  if (options.config.fullscreen) setenv("XCURSOR_PATH", "/nonexistent", keep);
  if (headless(options)) setenv("SDL_VIDEODRIVER", "dummy", replace);
}

Size window_size(const Options& options) {
  if (options.task != Task::tour) return options.config.size;
  return options.landscape ? tour_size : Size{tour_size.height, tour_size.width};
}

Result<std::unique_ptr<render::Window>> open_window(const Options& options) {
  render::WindowOptions window;
  const Size size = window_size(options);
  window.width = size.width;
  window.height = size.height;
  window.fullscreen = options.config.fullscreen && !headless(options);
  if (!headless(options)) {
    window.rotation = options.config.rotation;
    window.path = options.config.renderer;
  }
  return render::Window::open(window);
}

std::size_t picture_budget(const render::Window& window) {
  constexpr std::size_t bytes_a_pixel = 4;
  return pictures_kept * bytes_a_pixel * static_cast<std::size_t>(window.width()) *
         static_cast<std::size_t>(window.height());
}

bool attended(const Options& options) {
  if (options.config.mode == Mode::automatic) return headless(options) || somebody_can_point();
  return options.config.mode == Mode::touch;
}

// What needs no window: read while the window is being opened, which is mostly waiting.
struct Opened {
  std::unique_ptr<render::SdlFonts> fonts;
  std::unique_ptr<render::Drawings> drawings;
  NewsReader reader;
  std::optional<News> news;
  Editions editions;
  deck::Now began;
  deck::Deck deck;
};

deck::Options deck_options(const Options& options) {
  deck::Options of_deck;
  of_deck.attended = attended(options);
  of_deck.language = options.config.language;
  of_deck.round_languages = options.config.display_languages;
  of_deck.volume = options.config.volume;
  of_deck.at_once = options.preview;
  return of_deck;
}

// A script's time begins with nothing.
deck::Now now(const Options& options, const Editions& editions) {
  const auto steady =
      std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
  const base::Time system = base::system_now();
  const base::Time trusted = editions.trusted(system);
  return {headless(options) ? Millis(0) : steady, trusted, trusted == system};
}

// What the panel most likely measures, before there is a window to ask.
Size likely_size(const Options& options) {
  if (!options.config.fullscreen) return window_size(options);
  return PanelFile(base::posix_fs(), options.config.state).read().value_or(tour_size);
}

// Most of what a first page takes is read or drawn once and kept: letters, words, the languages'
// ways. So one is made for the likely panel, and let go of.
void rehearse(const Options& options, const Opened& opened) {
  const Size size = likely_size(options);
  const deck::ItemsPtr& items = opened.deck.items();
  carry_fonts(*opened.fonts, items);
  const sound::ClockPlayer silence(base::posix_fs());
  Recordings recordings(silence);
  const auto made =
      PageMaker(*opened.fonts, recordings)
          .make(opened.deck.page(), items, opened.deck.carousel(),
                panel_of(size.width, size.height, options.config.glass, *items), {}, opened.began);
  if (made) opened.drawings->prepare(made->scene);
}

Result<Opened> open_the_rest(const Options& options) {
  const Config& config = options.config;
  base::Fs& fs = base::posix_fs();
  auto fonts = TRY(render::SdlFonts::open(config.fonts));
  auto drawings = std::make_unique<render::Drawings>(*fonts);
  NewsReader reader(fs, config.cache, config.run, config.offices);
  auto news = reader.read();
  Editions editions(fs, config.run);
  if (!headless(options) && !options.preview) editions.mind_starts(fs, config.run);
  auto items = editions.first(news, config.builtin);
  const deck::Now began = now(options, editions);
  Opened opened{std::move(fonts),
                std::move(drawings),
                std::move(reader),
                std::move(news),
                std::move(editions),
                began,
                deck::Deck(std::move(items), deck_options(options), began)};
  if (!headless(options)) rehearse(options, opened);
  return opened;
}

// What is drawn off screen leaves nothing behind.
std::optional<loader::KeptPicture> kept_picture(const Options& options) {
  if (headless(options)) return std::nullopt;
  return loader::KeptPicture(base::posix_fs(), options.config.state / "first-picture");
}

std::optional<loader::ReadyPicture> read_kept_picture(const Options& options) {
  const auto kept = kept_picture(options);
  return kept ? kept->read() : std::nullopt;
}

// All that lives as long as the window.
class Program {
 public:
  static Result<std::unique_ptr<Program>> open(const Options& options) {
    set_environment(options);
    std::packaged_task<Result<Opened>()> work([&options] { return open_the_rest(options); });
    auto rest = work.get_future();
    std::jthread opener(std::move(work));
    auto picture = std::async(std::launch::async, read_kept_picture, std::cref(options));
    auto window = TRY(open_window(options));
    Opened opened = TRY(rest.get());
    return std::unique_ptr<Program>(new Program(options, std::move(window), std::move(opened),
                                                picture.get(), std::move(opener)));
  }

  void live() {
    const Config& config = options_->config;
    if (config.fullscreen)
      PanelFile(base::posix_fs(), config.state).note({window_->width(), window_->height()});
    if (options_->preview) news_.hear_answers();
    Watcher watcher(news_, [this] { wake_up(); });
    Live live(*kiosk_, *window_, editions_, watcher, input_.get(), config.mode == Mode::automatic);
    if (options_->preview) live.take_preview_keys(base::posix_fs(), config.run);
    live.run();
  }

  Result<void> play(std::string_view text) {
    const Script script = TRY(parse_script(text));
    Player player(*kiosk_, *window_, loader_, editions_, news_, options_->out, began_);
    return player.play(script);
  }

  Result<void> tour() {
    const EditionItems* items = edition_of(kiosk_->deck().items());
    if (items == nullptr) return fail(Code::not_found, "there is no edition to show");
    const Size tall{tour_size.height, tour_size.width};
    std::string script;
    if (options_->landscape) script += tour_script(*items, began_.wall, "landscape", tour_size);
    if (options_->portrait) script += tour_script(*items, began_.wall, "portrait", tall);
    TRY(play(script));
    fmt::print("The pages are in {}\n", std::filesystem::absolute(options_->out).string());
    return {};
  }

 private:
  Program(const Options& options, std::unique_ptr<render::Window> window, Opened opened,
          std::optional<loader::ReadyPicture> picture, std::jthread opener)
      : options_(&options),
        opener_(std::move(opener)),
        window_(std::move(window)),
        fonts_(std::move(opened.fonts)),
        drawings_(std::move(opened.drawings)),
        input_(render::on_bare_console() ? std::make_unique<InputWait>() : nullptr),
        sound_(make_player(options)),
        loader_([this] { wake_up(); }, picture_budget(*window_), kept_picture(options),
                std::move(picture)),
        news_(std::move(opened.reader)),
        editions_(std::move(opened.editions)),
        began_(opened.began) {
    editions_.shown_by(window_->describe());
    editions_.begin(opened.deck.items(), began_.steady);
    kiosk_ = std::make_unique<Kiosk>(*window_, *drawings_, loader_, *sound_, std::move(opened.deck),
                                     options.config.glass, began_, open_staff_desk());
    if (opened.news) {
      kiosk_->tell(opened.news->sync, opened.news->proven);
      kiosk_->tell_stick(opened.news->stick, opened.began);
    }
  }

  // A script's time is its own.
  std::unique_ptr<sound::Player> make_player(const Options& options) const {
    if (headless(options)) return std::make_unique<sound::ClockPlayer>(base::posix_fs());
    return std::make_unique<sound::MixerPlayer>([this] { wake_up(); });
  }

  std::unique_ptr<StaffDesk> open_staff_desk() {
    const Config& config = options_->config;
    if (!config.staff_pin) return nullptr;
    base::Fs& fs = base::posix_fs();
    return std::make_unique<StaffDesk>(
        fs,
        StaffDesk::Options{*config.staff_pin, config.cache, config.run, config.state,
                           config.builtin, boot_id(fs), config.volume, config.place},
        [this] { wake_up(); }, began_.steady);
  }

  // Any thread.
  void wake_up() const {
    wake();
    if (input_) input_->wake();
  }

  const Options* options_;
  std::jthread opener_;  // it has done its work, and that it ends need not be waited for
  std::unique_ptr<render::Window> window_;
  std::unique_ptr<render::SdlFonts> fonts_;
  std::unique_ptr<render::Drawings> drawings_;
  std::unique_ptr<InputWait> input_;
  std::unique_ptr<sound::Player> sound_;
  loader::PictureLoader loader_;
  NewsReader news_;
  Editions editions_;
  deck::Now began_;
  std::unique_ptr<Kiosk> kiosk_;
};

// Without a window.
Result<void> tell_fit(const Options& options) {
  const Config& config = options.config;
  base::Fs& fs = base::posix_fs();
  const auto fonts = TRY(render::SdlFonts::open(config.fonts));
  NewsReader reader(fs, config.cache, config.run, config.offices);
  const deck::ItemsPtr items = Editions(fs, config.run).first(reader.read(), config.builtin);
  const EditionItems* edition = edition_of(items);
  if (edition == nullptr) return fail(Code::not_found, "there is no edition to lay out");
  carry_fonts(*fonts, items);
  fmt::print("{}\n", serialize(fit(*edition, *fonts, options.screens, config.glass)));
  return {};
}

}  // namespace

Result<void> run(const Options& options) {
  if (options.task == Task::fit) return tell_fit(options);
  std::string script;
  if (options.task == Task::script)
    script = TRY(base::posix_fs().read(options.script, script_limit));
  const auto program = TRY(Program::open(options));
  if (options.task == Task::script) return program->play(script);
  if (options.task == Task::tour) return program->tour();
  program->live();
  return {};
}

}  // namespace rohnamo::app
