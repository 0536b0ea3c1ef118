#include "content/publish/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "content/publish/interface_strings.hpp"
#include "content/publish/item_reader.hpp"
#include "content/publish/nearest_name.hpp"
#include "content/publish/story_index.hpp"

namespace rohnamo::publish {
namespace {

using Names = std::set<std::string, std::less<>>;

const Names channel_names{"channel.yaml", "stories", "contacts", "notices",
                          "offices",      "strings", "fonts",    "admin"};
const Names office_names{"contacts", "notices"};

void warn_of_unknown(base::Fs& fs, const base::Path& folder, const Names& known, Faults& faults) {
  const auto names = list_folder(fs, folder, faults).value_or(std::vector<std::string>());
  Names lacking = known;
  for (const auto& name : names) lacking.erase(name);
  for (const auto& name : names)
    if (!known.contains(name) && !name.starts_with("README"))
      faults.warning(
          Place{(folder / name).string()}, "this is not used",
          advice_on_name(name, lacking, "Take it out, or look for a mistake in its name."));
}

void read_offices(base::Fs& fs, const base::Path& folder, ItemReader& reader, Source& source,
                  Faults& faults) {
  for (const auto& name : list_folder(fs, folder, faults).value_or(std::vector<std::string>())) {
    if (is_id(name)) {
      source.offices.emplace(name, reader.read(folder / name, true));
      warn_of_unknown(fs, folder / name, office_names, faults);
    } else {
      faults.error(Place{(folder / name).string()}, fmt::format("`{}` is no id", name),
                   "Rename the folder: a-z, 0-9 and - alone, at most 64 of them.");
    }
  }
}

Names font_names(const std::vector<FontSource>& fonts) {
  Names names;
  for (const auto& font : fonts)
    for (const auto& file : font.files) names.insert(file.name);
  return names;
}

Names strings_names(const model::Channel& channel) {
  Names names;
  for (const auto& language : channel.languages) names.insert(language.code + ".yaml");
  return names;
}

void settle_help(const ChannelFile& file, Source& source, Faults& faults) {
  auto contacts = source.mission.contacts;
  std::erase_if(contacts, [](const ContactSource& contact) { return contact.draft; });
  auto& help = source.channel.help;
  if (help.empty() && !contacts.empty()) {
    const auto first = std::min_element(contacts.begin(), contacts.end(), [](auto& a, auto& b) {
      return std::tie(a.entry.order, a.contact.id) < std::tie(b.entry.order, b.contact.id);
    });
    help = first->contact.id;
  }
  const auto named = [&](const ContactSource& source) { return source.contact.id == help; };
  if (!help.empty() && std::none_of(contacts.begin(), contacts.end(), named))
    faults.error(
        file.help, fmt::format("`help` names no approved contact: `{}`", help),
        fmt::format("Write contacts/{}.yaml and approve it, or name another contact.", help));
}

void check_links(const std::vector<StoryLink>& links, const std::map<std::string, bool>& drafts,
                 Faults& faults) {
  for (const auto& link : links) {
    const auto story = drafts.find(link.story);
    if (story == drafts.end())
      faults.error(link.place, fmt::format("a link to a story `{}` that is not there", link.story),
                   "Correct the id: it is the name of the story's folder.");
    else if (story->second)
      faults.warning(link.place, fmt::format("a link to the draft `{}`", link.story),
                     "Until that story is approved, this is shown as plain text.");
  }
}

void check_all_links(const Source& source, Faults& faults) {
  std::map<std::string, bool> drafts;
  for (const auto& story : source.mission.stories) drafts.emplace(story.id, story.draft);
  for (const auto& story : source.mission.stories) check_links(story.links, drafts, faults);
  for (const auto& notice : source.mission.notices)
    check_links(links_in(notice.articles), drafts, faults);
  for (const auto& [name, office] : source.offices)
    for (const auto& notice : office.notices)
      check_links(links_in(notice.articles), drafts, faults);
}

void refuse_stories(base::Fs& fs, const base::Path& folder, Faults& faults) {
  const auto ids = list_folder(fs, folder / "stories", faults);
  for (const auto& id : ids.value_or(std::vector<std::string>()))
    faults.error(Place{(folder / "stories" / id).string()},
                 "an office publishes contacts and notices, not stories",
                 "Take it out, and send it to the mission.");
}

// All that a story depends on and that is neither in its own folder nor another story.
void open_index(base::Fs& fs, const base::Path& folder, const TextFile& channel,
                StoryIndex& index) {
  const bool in_browser = ItemReader::in_browser(fs, folder);
  index.open(folder / "stories", fmt::format("{} {}", in_browser, channel.text));
}

std::optional<ChannelFile> open_channel(base::Fs& fs, const base::Path& folder, Faults& faults,
                                        StoryIndex* index = nullptr) {
  const auto text = read_text(fs, folder / "channel.yaml", faults);
  if (text && index != nullptr) open_index(fs, folder, *text, *index);
  return text ? read_channel_file(*text, faults) : std::nullopt;
}

}  // namespace

Source read_office_source(base::Fs& fs, const base::Path& folder, const std::string& name,
                          base::Time now, Faults& faults) {
  Source source;
  const auto file = open_channel(fs, folder, faults);
  if (!file) return source;
  source.channel = file->channel;
  const bool whole_channel = fs.list(folder / "offices").has_value();
  const base::Path own = whole_channel ? folder / "offices" / name : folder;
  refuse_stories(fs, own, faults);
  Names known = office_names;
  known.insert({"channel.yaml", "stories"});
  warn_of_unknown(fs, own, known, faults);
  ItemReader reader(fs, *file, now, faults);
  const Items& items = source.offices.emplace(name, reader.read(own, true)).first->second;
  for (const auto& notice : items.notices) check_links(links_in(notice.articles), {}, faults);
  if (items.contacts.empty() && items.notices.empty())
    faults.error(Place{own.string()}, fmt::format("the office {} has nothing to publish", name),
                 "Write contacts/<id>.yaml or notices/<id>/notice.yaml.");
  return source;
}

Source read_source(base::Fs& fs, const base::Path& folder, const base::Path& shipped_strings,
                   base::Time now, Faults& faults, StoryIndex* index) {
  Source source;
  const auto file = open_channel(fs, folder, faults, index);
  if (!file) return source;
  source.channel = file->channel;
  warn_of_unknown(fs, folder, channel_names, faults);
  warn_of_unknown(fs, folder / "strings", strings_names(source.channel), faults);
  source.strings =
      read_interface_strings(fs, source.channel, shipped_strings, folder / "strings", faults);

  source.fonts = file->fonts;
  source.fonts_folder = folder / "fonts";
  warn_of_unknown(fs, source.fonts_folder, font_names(source.fonts), faults);
  check_fonts(fs, source.fonts_folder, source.fonts, faults);

  ItemReader reader(fs, *file, now, faults, index);
  source.mission = reader.read(folder, false);
  read_offices(fs, folder / "offices", reader, source, faults);
  settle_help(*file, source, faults);
  check_all_links(source, faults);
  const auto approved = [](const auto& item) { return !item.draft; };
  if (std::ranges::none_of(source.mission.stories, approved) &&
      std::ranges::none_of(source.mission.contacts, approved))
    faults.error(Place{folder.string()}, "the channel has neither a story nor a contact to show",
                 "Write stories/<id>/story.yaml or contacts/<id>.yaml, and approve it.");
  return source;
}

}  // namespace rohnamo::publish
