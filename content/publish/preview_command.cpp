// rohnamo-content preview: the real kiosk in a window, on the folder that the editor works in.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>

#include "content/publish/bundle.hpp"
#include "content/publish/child.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/contact_sheet.hpp"
#include "content/publish/folder_watch.hpp"
#include "content/publish/kiosk_program.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/publish_button.hpp"
#include "content/publish/renderers.hpp"
#include "content/publish/upload.hpp"
#include "content/publish/work_folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

constexpr std::string_view keys_in_words =
    "F2 the next language, F3 the next size, F4 upright or lying, F5 and F6 an hour earlier or "
    "later, F9 publish.\nClose the window, or press Ctrl-C here, to end.\n";

// Ctrl-C, so that what was begun is tidied up. For as long as it lives.
class Interruption {
 public:
  Interruption() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals_, &before_);
    fd_ = base::Descriptor(signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK));
  }
  // What came is taken, else it would end this program before all is tidied up.
  ~Interruption() {
    signalfd_siginfo taken;
    while (::read(fd_.get(), &taken, sizeof taken) > 0) {
    }
    sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  [[nodiscard]] int descriptor() const { return fd_.get(); }

 private:
  sigset_t signals_{}, before_{};
  base::Descriptor fd_;
};

class Preview {
 public:
  Preview(Context& context, KioskProgram kiosk)
      : context_(context),
        kiosk_(std::move(kiosk)),
        renderers_(context.fs, context.render_cache()) {}

  // What is faulty is told, and what was shown before stays.
  bool bundle() {
    context_.read_clock();
    Faults faults;
    const auto publication = compile(faults);
    for (const auto& fault : faults.sorted())
      if (fault.severity == Severity::error) context_.err << to_string(fault);
    if (faults.errors() == 0) {
      const auto edition = publish::bundle(context_.fs, publication, kiosk_.cache());
      if (!edition) return context_.failure(edition.error()), false;
    }
    context_.out << fmt::format("{:%T}  {}{}\n", base::system_now(), summary(faults),
                                faults.errors() == 0 ? "" : ": what was good before is shown")
                 << std::flush;
    return faults.errors() == 0;
  }

  int live() {
    const Interruption interruption;
    auto watch = FolderWatch::open(context_.channel_folder());
    if (!watch) return context_.failure(watch.error());
    auto button = PublishButton::open(context_, renderers_, kiosk_.run());
    if (!button) return context_.failure(button.error());
    std::optional<Child> kiosk;
    if (!shown(kiosk)) return failed;
    while (true) {
      std::array<pollfd, 4> waits{pollfd{interruption.descriptor(), POLLIN, 0},
                                  pollfd{watch->descriptor(), POLLIN, 0},
                                  pollfd{kiosk ? kiosk->descriptor() : -1, POLLIN, 0},
                                  pollfd{button->descriptor(), POLLIN, 0}};
      ::poll(waits.data(), waits.size(), -1);
      if (waits[0].revents != 0) return done;
      if (waits[2].revents != 0) return kiosk->wait() == 0 ? done : failed;
      if (waits[3].revents != 0) button->hear();
      if (waits[1].revents == 0) continue;
      watch->settle();
      if (!shown(kiosk)) return failed;
    }
  }

  int screenshots(const Path& folder) {
    if (!bundle()) return failed;
    auto kiosk =
        Child::run(kiosk_.command({"--tour", "--out", folder.string()}), {"/dev/null", {}});
    if (!kiosk) return context_.failure(kiosk.error());
    if (watched(*kiosk, folder) != 0) return failed;
    const auto written = base::write_whole(
        context_.fs, folder / "index.html",
        contact_sheet(context_.channel_folder().filename().string(), pictures_in(folder)));
    if (!written) return context_.failure(written.error());
    context_.out << fmt::format("All of them on one page: {}\n", (folder / "index.html").string());
    return done;
  }

 private:
  Publication compile(Faults& faults) {
    Progress progress(context_.terminal);
    progress.begin("Reading the channel");
    const auto source = read_source(context_.fs, context_.channel_folder(),
                                    context_.shipped_strings(), context_.now, faults);
    progress.begin("Drawing pictures, listening to recordings");
    return publish::compile(context_.fs, source, renderers_, faults);
  }

  // Shows what is good; the kiosk is begun with the first that is. False: it cannot be.
  bool shown(std::optional<Child>& kiosk) {
    if (!bundle() || kiosk) return true;
    std::vector<std::string> words{"--window", "--preview", "--mode", "touch"};
    const Options& options = context_.options;
    if (!options.size.empty()) words.insert(words.end(), {"--size", options.size});
    if (!options.language.empty()) words.insert(words.end(), {"--language", options.language});
    if (options.portrait) words.emplace_back("--portrait");
    auto child = Child::run(kiosk_.command(words));
    if (!child) return context_.failure(child.error()), false;
    kiosk.emplace(std::move(*child));
    context_.out << keys_in_words << std::flush;
    return true;
  }

  // Until it has drawn all pages; its exit status.
  int watched(Child& kiosk, const Path& folder) {
    Progress progress(context_.terminal);
    progress.begin("Drawing pages");
    pollfd end{kiosk.descriptor(), POLLIN, 0};
    while (::poll(&end, 1, 1000) == 0)
      progress.at(fmt::format("{} pictures", pictures_in(folder).size()));
    return kiosk.wait();
  }

  static std::vector<Path> pictures_in(const Path& folder) {
    std::vector<Path> pictures;
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, none))
      if (entry.path().extension() == ".png")
        pictures.push_back(entry.path().lexically_relative(folder));
    std::ranges::sort(pictures);
    return pictures;
  }

  Context& context_;
  KioskProgram kiosk_;
  Renderers renderers_;
};

// "" if nothing.
std::string misuse_of_preview(const Options& options) {
  if (options.keys.empty() != options.out.empty())
    return "to publish from its window `preview` needs both --keys and --out";
  if (options.keys.empty()) return options.to.empty() ? "" : "--to goes with --keys and --out";
  if (!options.screenshots.empty())
    return "--keys, --out and --to go with the window, not with --screenshots";
  if (options.to.empty()) return "";
  const auto destination = parse_destination(options.to);
  return destination ? "" : fmt::format("--to: {}", destination.error().message);
}

}  // namespace

int preview_command(Context& context) {
  if (const auto misuse = misuse_of_preview(context.options); !misuse.empty())
    return context.misuse(misuse);
  const auto work = WorkFolder::make("rohnamo-preview");
  if (!work) return context.failure(work.error());
  auto kiosk = KioskProgram::prepare(context.fs, work->path(), context.options.fonts);
  if (!kiosk) return context.failure(kiosk.error());
  Preview preview(context, std::move(*kiosk));
  return context.options.screenshots.empty() ? preview.live()
                                             : preview.screenshots(context.options.screenshots);
}

}  // namespace rohnamo::publish
