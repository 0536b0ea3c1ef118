#include <fmt/format.h>

#include <set>

#include "content/exchange/screen_size.hpp"
#include "content/publish/channel_reader.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/locale.hpp"
#include "content/publish/looks.hpp"
#include "content/publish/overview.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/renderers.hpp"
#include "content/publish/report.hpp"
#include "content/publish/slide_check.hpp"
#include "content/publish/source_pictures.hpp"
#include "content/publish/source_recordings.hpp"
#include "content/publish/starters.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

constexpr int days_ahead = 30;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (end > at) words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

int tell_written(Context& context, const base::Result<Paths>& written, std::string_view next) {
  if (!written) return context.failure(written.error());
  if (context.options.json) {
    base::json::Array files;
    for (const Path& path : *written) files.emplace_back(path.string());
    return context.say({{"files", std::move(files)}}), done;
  }
  for (const Path& path : *written) context.out << path.string() << "\n";
  context.out << next << "\n";
  return done;
}

int begin(Context& context, NewItem kind) {
  const auto channel = context.read_channel();
  if (!channel) return failed;
  return tell_written(context,
                      begin_item(context.fs, context.channel_folder(), kind, context.operands[1],
                                 *channel, context.now),
                      "It is a draft: write, check, then say `status: approved`.");
}

Source read(Context& context, Faults& faults) {
  return read_source(context.fs, context.channel_folder(), context.shipped_strings(), context.now,
                     faults);
}

boost::json::array to_json(const std::vector<Fault>& faults) {
  boost::json::array list;
  for (const Fault& fault : faults)
    list.push_back({{"severity", fault.severity == Severity::error ? "error" : "warning"},
                    {"file", fault.place.file},
                    {"line", fault.place.line},
                    {"column", fault.place.column},
                    {"what", fault.what},
                    {"advice", fault.advice}});
  return list;
}

boost::json::array to_json(const std::vector<TranslationRow>& rows) {
  boost::json::array list;
  for (const TranslationRow& row : rows) {
    boost::json::object states;
    for (const auto& [language, state] : row.states) states.emplace(language, state);
    list.push_back(
        {{"item", row.item},
         {"draft", row.draft},
         {"languages", std::move(states)},
         {"read_aloud", boost::json::array(row.read_aloud.begin(), row.read_aloud.end())}});
  }
  return list;
}

boost::json::array to_json(const std::vector<Coming>& all) {
  boost::json::array list;
  for (const Coming& one : all)
    list.push_back({{"when", base::to_rfc3339(one.when)},
                    {"item", one.item},
                    {"what", one.appears ? "appears" : "disappears"}});
  return list;
}

// What the screens fetch: what is the same for two items, once.
std::set<model::BlobRef> renditions_of(const std::vector<SourcePicture>& pictures) {
  std::set<model::BlobRef> renditions;
  for (const SourcePicture& picture : pictures)
    for (const auto& rendered : picture.rendering.pictures) renditions.insert(rendered.blob);
  return renditions;
}

template <class Blobs>
std::uint64_t bytes_of(const Blobs& blobs) {
  std::uint64_t bytes = 0;
  for (const model::BlobRef& blob : blobs) bytes += blob.length;
  return bytes;
}

boost::json::object to_json(const std::vector<SourcePicture>& pictures) {
  boost::json::array list;
  for (const SourcePicture& picture : pictures)
    list.push_back({{"file", picture.file.string()},
                    {"width", picture.rendering.original.width},
                    {"height", picture.rendering.original.height},
                    {"bytes", bytes_of(renditions_of({picture}))}});
  return {{"bytes", bytes_of(renditions_of(pictures))}, {"files", std::move(list)}};
}

void tell_pictures(Context& context, const std::vector<SourcePicture>& pictures) {
  if (pictures.empty()) return;
  context.out << fmt::format("Pictures: {}, {} for the screens to fetch\n", pictures.size(),
                             size_in_words(bytes_of(renditions_of(pictures))));
}

void tell_coming(Context& context, const std::vector<Coming>& all, const std::string& timezone) {
  context.out << fmt::format("The next {} days ({}):\n", days_ahead, timezone);
  if (all.empty()) context.out << "  nothing appears or disappears\n";
  for (const Coming& one : all)
    context.out << fmt::format("  {}  {}  {}\n", local_minute(one.when, timezone),
                               one.appears ? "appears   " : "disappears", one.item);
}

void tell_translations(Context& context, const Source& source) {
  const auto rows = translations(source);
  const auto table = to_table(rows, source.channel);
  if (!table.empty())
    context.out
        << "\nTranslations that are missing (-), unread, or older than their original (stale):\n"
        << table;
  const auto silent = missing_recordings(rows);
  if (!silent.empty())
    context.out << "\nRead aloud in another language, and not in these:\n" << silent;
}

// As the command line says, else channel.yaml.
std::string screens(Context& context) {
  if (!context.options.screens.empty()) return context.options.screens;
  Faults told_already;
  const auto file = read_text(context.fs, context.channel_folder() / "channel.yaml", told_already);
  const auto channel = file ? read_channel_file(*file, told_already) : std::nullopt;
  return channel && !channel->screens.empty() ? channel->screens : std::string(usual_screens);
}

void look_at_slides(Context& context, const Source& source, Renderers& renderers, Faults& faults) {
  if (faults.errors() > 0) return;
  const auto checked = check_slides(context.fs, context.channel_folder(), source, renderers,
                                    {screens(context), context.screen_fonts()}, faults);
  if (!checked)
    context.err << fmt::format("Whether slides have room for their words was not checked: {}.\n",
                               checked.error().message);
}

}  // namespace

int new_channel_command(Context& context) {
  const Options& options = context.options;
  const Path folder = context.channel_folder();
  const NewChannel channel{options.name.empty() ? folder.filename().string() : options.name,
                           split(options.languages),
                           options.timezone.empty() ? local_timezone() : options.timezone};
  return tell_written(context,
                      begin_channel(context.fs, folder, channel, context.shipped_strings()),
                      "Read the README.md in it; then: rohnamo-content new story FOLDER ID");
}

int new_admin_command(Context& context) {
  const auto channel = context.read_channel();
  if (!channel) return failed;
  return tell_written(context, begin_admin(context.fs, context.channel_folder(), *channel),
                      "See “In a browser” in content/channels/README.md for how it is opened.");
}

int new_story_command(Context& context) {
  return begin(context, NewItem::story);
}
int new_contact_command(Context& context) {
  return begin(context, NewItem::contact);
}
int new_notice_command(Context& context) {
  return begin(context, NewItem::notice);
}

int check_command(Context& context) {
  if (const auto& screens = context.options.screens; !screens.empty())
    if (const auto sizes = exchange::parse_screen_sizes(screens); !sizes)
      return context.misuse("--screens: " + sizes.error().message);
  Faults faults;
  Progress progress(context.terminal);
  progress.begin("Reading the channel");
  const Source source = read(context, faults);
  Renderers renderers(context.fs, context.render_cache());
  progress.begin("Drawing pictures");
  const auto pictures = render_pictures(source, renderers.pictures, faults);
  progress.begin("Listening to recordings");
  render_recordings(source, renderers.recordings, faults);
  progress.begin("Looking for letters");
  check_looks(context.fs, context.channel_folder(), source,
              {context.screen_fonts(), !context.options.fonts.empty()}, faults);
  progress.begin("Laying out slides");
  look_at_slides(context, source, renderers, faults);
  progress.end();
  const bool good = faults.errors() == 0 && (!context.options.strict || faults.warnings() == 0);
  if (context.options.json) {
    context.say({{"errors", faults.errors()},
                 {"warnings", faults.warnings()},
                 {"faults", to_json(faults.sorted())},
                 {"pictures", to_json(pictures)},
                 {"translations", to_json(translations(source))}});
    return good ? done : failed;
  }
  for (const auto& fault : faults.sorted())
    if (!fault.in_table) context.out << to_string(fault);
  tell_translations(context, source);
  tell_pictures(context, pictures);
  context.out << context.operands[0] << ": " << summary(faults)
              << (good ? ". It can be published.\n" : ".\n");
  return good ? done : failed;
}

int status_command(Context& context) {
  Faults faults;
  const Source source = read(context, faults);
  const auto ahead = coming(source, context.now, days_ahead);
  if (context.options.json) {
    context.say({{"coming", to_json(ahead)}, {"translations", to_json(translations(source))}});
  } else {
    tell_coming(context, ahead, source.channel.timezone);
    tell_translations(context, source);
  }
  if (faults.errors() == 0) return done;
  context.err << fmt::format("{}; rohnamo-content check {} names them.\n", summary(faults),
                             context.operands[0]);
  return failed;
}

}  // namespace rohnamo::publish
