#include "content/publish/slide_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "content/base/utf8.hpp"
#include "content/publish/article.hpp"
#include "content/publish/bundle.hpp"
#include "content/publish/child.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/kiosk_program.hpp"
#include "content/publish/work_folder.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using exchange::CutText;

constexpr std::uint64_t complaint_limit = 64 << 10;  // bytes

// ---- what is laid out

// Of the words on slides nothing depends on pictures, recordings and bodies.
Articles on_slides(const Articles& articles) {
  Articles shown;
  for (const auto& [language, article] : articles) {
    Article& words = shown[language];
    words.title = article.title;
    words.summary = article.summary;
    words.translation = article.translation;
  }
  return shown;
}

Items on_slides(const Items& items) {
  Items shown;
  for (const StorySource& story : items.stories)
    shown.stories.push_back(
        {story.id, story.topic, story.date, {}, false, story.entry, {}, on_slides(story.articles)});
  for (const NoticeSource& notice : items.notices)
    shown.notices.push_back({notice.id, false, notice.entry, on_slides(notice.articles)});
  return shown;
}

Source on_slides(const Source& source) {
  Source shown;
  shown.channel = source.channel;
  shown.fonts = source.fonts;
  shown.fonts_folder = source.fonts_folder;
  shown.strings = source.strings;
  shown.mission = on_slides(source.mission);
  for (const auto& [name, items] : source.offices) shown.offices.emplace(name, on_slides(items));
  return shown;
}

Result<void> put_slides(base::Fs& fs, const Source& source, Renderers& renderers,
                        const Path& cache) {
  Faults faults;
  Publication publication = compile(fs, on_slides(source), renderers, faults);
  for (PublishedRole& role : publication.roles)
    std::erase_if(role.files, [](const auto& file) { return file.kind == model::BlobKind::text; });
  TRY(bundle(fs, publication, cache));
  return {};
}

// ---- who lays it out

std::string last_line(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text.substr(text.rfind('\n') + 1);
}

Result<exchange::FitReport> ask_kiosk(base::Fs& fs, const KioskProgram& kiosk,
                                      const std::string& sizes, const Path& work) {
  const Path answer = work / "fit.json", complaints = work / "fit.log";
  auto child = Child::run(kiosk.command({"--fit", sizes}), {answer, complaints});
  if (!child) return fail(Code::not_found, "rohnamo-kiosk is not installed");
  if (child->wait() != 0)
    return fail(Code::io, last_line(fs.read(complaints, complaint_limit).value_or("")));
  return exchange::parse_fit_report(TRY(fs.read(answer, exchange::fit_report_limit)));
}

// ---- what is told

struct Cut {
  std::string screens;
  std::int64_t room;
};
using Cuts = std::map<std::tuple<std::string, std::string, CutText::Part>, Cut>;

// One for each text: the screens on which it is cut, and the least room.
Cuts gather(const exchange::FitReport& report) {
  Cuts cuts;
  for (const CutText& one : report.cuts) {
    const auto [place, added] =
        cuts.try_emplace({one.item, one.language, one.part}, Cut{one.screen, one.room});
    if (added) continue;
    place->second.screens += ", " + one.screen;
    place->second.room = std::min(place->second.room, one.room);
  }
  return cuts;
}

// "story:<id>", "notice:<id>" or "notice:offices/<name>/<id>"
Path file_of(const Path& folder, const std::string& item, const std::string& language) {
  const auto colon = item.find(':');
  const Path id = item.substr(colon + 1);
  const char* kind = item.starts_with("story:") ? "stories" : "notices";
  return folder / id.parent_path() / kind / id.filename() / (language + ".md");
}

void warn(const Yaml& text, const Cut& cut, CutText::Part part) {
  const std::string name = part == CutText::Part::headline ? "title" : "summary";
  if (cut.room == 0) {
    text.warning(
        fmt::format("the slide has no room for the {} on a screen of {}", name, cut.screens),
        "Shorten the title, and say in it what must be read on such a screen.");
    return;
  }
  const std::size_t all = base::utf8::characters(text.text().value_or(""));
  text.warning(fmt::format("the slide cuts the {} on a screen of {}: of its {} characters there is "
                           "room for {}",
                           name, cut.screens, all, cut.room),
               fmt::format("Shorten it to at most {} characters.", cut.room));
}

void warn_in_file(const TextFile& file, const Cut& cut, CutText::Part part, Faults& faults) {
  Faults told_already;
  const auto front = find_front_matter(file, told_already);
  if (!front) return;
  const auto root = Yaml::parse_part(file, front->begin, front->end, faults);
  if (!root) return;
  warn(root->optional(part == CutText::Part::headline ? "title" : "summary"), cut, part);
}

}  // namespace

Result<void> check_slides(base::Fs& fs, const Path& folder, const Source& source,
                          Renderers& renderers, const SlideScreens& screens, Faults& faults) {
  const auto work = TRY(WorkFolder::make("rohnamo-check"));
  const auto kiosk = TRY(KioskProgram::prepare(fs, work.path(), screens.fonts.string()));
  TRY(put_slides(fs, source, renderers, kiosk.cache()));
  warn_of_cuts(fs, folder, TRY(ask_kiosk(fs, kiosk, screens.sizes, work.path())), faults);
  return {};
}

void warn_of_cuts(base::Fs& fs, const Path& folder, const exchange::FitReport& report,
                  Faults& faults) {
  for (const auto& [which, cut] : gather(report)) {
    const auto& [item, language, part] = which;
    Faults told_already;
    const auto file = read_text(fs, file_of(folder, item, language), told_already);
    if (file) warn_in_file(*file, cut, part, faults);
  }
  if (report.more)
    faults.warning(Place{folder.string()}, "slides cut more than what is named here",
                   "Shorten these first, then check again.");
}

}  // namespace rohnamo::publish
