#include "content/publish/item_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/fields.hpp"
#include "content/publish/locale.hpp"
#include "content/publish/narration.hpp"
#include "content/publish/parallel.hpp"
#include "content/publish/week_fields.hpp"

namespace rohnamo::publish {
namespace {

constexpr int lowest_order = -1'000'000, highest_order = 1'000'000;

// A local file's name: no folders, nothing hidden.
bool is_plain_name(std::string_view name) {
  return name.find('/') == std::string_view::npos && !name.starts_with('.');
}

bool is_draft(const Yaml& status) {
  const auto word = status.text().value_or("approved");
  if (word != "draft" && word != "approved")
    status.error(fmt::format("`status` is `{}`", word), "Write approved or draft.");
  return word == "draft";
}

// Where a text came from (imported.hpp), of which screens know nothing.
void read_origin(const Yaml& origin) {
  for (const char* field : {"from", "item", "text"})
    if (origin) static_cast<void>(origin.required(field).text());
}

// The original's; the translations' beside it, by language.
void read_imported(const Yaml& imported, const std::set<std::string>& languages) {
  read_origin(imported);
  static_cast<void>(imported.optional("group").text());
  for (const auto& language : languages) {
    const Yaml translation = imported.optional(language);
    read_origin(translation);
    if (translation) translation.unknown();
  }
  if (imported) imported.unknown();
}

}  // namespace

std::vector<StoryLink> links_in(const Articles& articles) {
  std::vector<StoryLink> links;
  for (const auto& [language, article] : articles)
    links.insert(links.end(), article.body.story_links.begin(), article.body.story_links.end());
  return links;
}

bool ItemReader::is_item(const base::Path& folder, Faults& faults) const {
  const std::string name = folder.filename().string();
  if (fs_.exists(folder)) {
    faults.warning(Place{folder.string()}, "this file is not used here",
                   "Put it into an item's folder, or take it out.");
    return false;
  }
  if (!is_id(name))
    faults.error(Place{folder.string()}, fmt::format("`{}` is no id", name),
                 "Rename the folder: a-z, 0-9 and - alone, at most 64 of them.");
  return is_id(name);
}

template <class Item>
std::vector<Item> ItemReader::read_folders(const base::Path& folder, ArticleKind kind,
                                           const std::string& file_name) {
  const auto names = list_folder(fs_, folder, faults_).value_or(std::vector<std::string>());
  std::vector<Told<Item>> read(names.size());
  each_in_parallel(names.size(), [&](std::size_t i) {
    read[i] = read_alone<Item>(folder / names[i], kind, file_name);
  });
  return take(std::move(read));
}

template <class Item>
ItemReader::Told<Item> ItemReader::read_alone(const base::Path& folder, ArticleKind kind,
                                              const std::string& file_name) const {
  Told<Item> told;
  if (!is_item(folder, told.faults)) return told;
  ItemReader reader(fs_, channel_, now_, told.faults);
  reader.in_browser_ = in_browser_;
  told.item = reader.read_folder<Item>(folder, kind, file_name);
  return told;
}

template <class Item>
std::vector<Item> ItemReader::take(std::vector<Told<Item>> read) {
  std::vector<Item> items;
  items.reserve(read.size());
  for (auto& one : read) {
    faults_.add(std::move(one.faults));
    if (one.item) items.push_back(std::move(*one.item));
  }
  return items;
}

ItemReader::Told<StorySource> ItemReader::read_story(const base::Path& folder) const {
  auto stamps = index_ == nullptr ? std::nullopt : index_->begin(folder);
  auto told = read_alone<StorySource>(folder, ArticleKind::story, "story.yaml");
  if (!told.item) return told;
  told.item->links = links_in(told.item->articles);
  if (stamps && told.faults.errors() == 0)
    told.item->origin = std::make_shared<const StoryOrigin>(
        StoryOrigin{folder, std::move(*stamps), told.faults, now_});
  return told;
}

ItemReader::Told<StorySource> ItemReader::recall_or_read_story(const base::Path& folder) const {
  Told<StorySource> told;
  if (index_ != nullptr) told.item = index_->find(folder, now_, told.faults);
  return told.item ? std::move(told) : read_story(folder);
}

std::vector<StorySource> ItemReader::read_stories(const base::Path& folder) {
  const auto names = list_folder(fs_, folder, faults_).value_or(std::vector<std::string>());
  std::vector<Told<StorySource>> read(names.size());
  each_in_parallel(names.size(),
                   [&](std::size_t i) { read[i] = recall_or_read_story(folder / names[i]); });
  std::set<std::string> published;
  for (const auto& told : read)
    if (told.item && !told.item->draft) published.insert(told.item->id);
  each_in_parallel(names.size(), [&](std::size_t i) {
    const auto& story = read[i].item;
    if (story && story->compiled && story->compiled->dead_links != dead_links(*story, published))
      read[i] = read_story(folder / names[i]);
  });
  return take(std::move(read));
}

template <class Item>
std::optional<Item> ItemReader::read_folder(const base::Path& folder, ArticleKind kind,
                                            const std::string& file_name) {
  Item item;
  item.id = folder.filename().string();
  const auto names = names_in(folder);
  std::set<std::string> used{file_name};
  item.articles = read_articles(folder, names, kind, used, item.draft_languages);
  const auto file = read_text(fs_, folder / file_name, faults_);
  const auto root = file ? Yaml::parse(*file, faults_) : std::nullopt;
  if (!root) return std::nullopt;
  check_id(*root, item.id);
  read_fields(*root, folder, item, used);
  root->unknown();
  warn_of_unused(folder, names, used);
  return item;
}

void ItemReader::check_id(const Yaml& root, const std::string& id) {
  const Yaml field = root.optional("id");
  const auto value = field.text();
  if (value && *value != id)
    field.error(fmt::format("`id` is `{}`, the name on the disk is `{}`", *value, id),
                fmt::format("Write `id: {}`: an item keeps its name for its whole life.", id));
  if (!field && in_browser_)
    root.warning("the forms in the browser do not know this item by its name",
                 fmt::format("Add a line `id: {}`.", id));
}

bool ItemReader::in_browser(base::Fs& fs, const base::Path& channel) {
  return fs.exists(channel / "admin/config.yml");
}

Items ItemReader::read(const base::Path& folder, bool office) {
  Items items;
  in_browser_ = !office && in_browser(fs_, folder);
  if (!office) items.stories = read_stories(folder / "stories");
  read_contacts(folder / "contacts", items);
  items.notices =
      read_folders<NoticeSource>(folder / "notices", ArticleKind::notice, "notice.yaml");
  return items;
}

void ItemReader::read_contacts(const base::Path& folder, Items& items) {
  const auto names = names_in(folder);
  std::set<std::string> used;
  for (const auto& name : names) {
    const auto id = stem(name, ".yaml");
    if (!id) continue;
    used.insert(name);
    if (!is_id(*id))
      faults_.error(Place{(folder / name).string()}, fmt::format("`{}` is no id", *id),
                    "Rename the file: a-z, 0-9 and - alone, at most 64 of them.");
    if (auto contact = read_contact(folder / name, *id)) {
      for (const auto* picture : {&contact->picture, &contact->map})
        if (*picture) used.insert((*picture)->file.filename().string());
      items.contacts.push_back(std::move(*contact));
    }
  }
  warn_of_unused(folder, names, used);
}

void ItemReader::read_fields(const Yaml& root, const base::Path& folder, StorySource& story,
                             std::set<std::string>& used) {
  story.entry.kind = model::Kind::story;
  story.topic = read_topic(root);
  story.date = read_date(root.optional("date"));
  story.url = read_web_address(root.optional("url")).value_or("");
  story.entry.order = root.optional("order").integer(lowest_order, highest_order).value_or(0);
  story.entry.weight =
      static_cast<std::uint16_t>(root.optional("weight").integer(1, 10).value_or(1));
  story.entry.priority = static_cast<std::uint8_t>(
      root.optional("priority").integer(0, model::highest_priority).value_or(0));
  warn_of_stale(check_original(root.optional("original"), story.articles), story.articles);
  read_imported(root.optional("imported"), channel_.languages);
  story.draft = is_draft(root.required("status"));
  story.picture = read_picture(root.optional("picture"), folder);
  if (story.picture) used.insert(story.picture->file.filename().string());
  read_schedule(root, false, story.entry);
  check_descriptions(story, folder);
}

void ItemReader::read_fields(const Yaml& root, const base::Path&, NoticeSource& notice,
                             std::set<std::string>&) {
  notice.entry.kind = model::Kind::notice;
  notice.draft = is_draft(root.optional("status"));
  const Yaml urgency = root.optional("urgency");
  const auto word = urgency.text().value_or("normal");
  if (word == "urgent") notice.entry.urgency = model::Urgency::urgent;
  if (word != "urgent" && word != "normal")
    urgency.error(fmt::format("`urgency` is `{}`", word), "Write normal or urgent.");
  warn_of_stale("", notice.articles);
  read_schedule(root, true, notice.entry);
}

std::optional<ContactSource> ItemReader::read_contact(const base::Path& path,
                                                      const std::string& id) {
  const auto file = read_text(fs_, path, faults_);
  const auto root = file ? Yaml::parse(*file, faults_) : std::nullopt;
  if (!root) return std::nullopt;
  const auto& languages = channel_.languages;
  ContactSource source;
  source.entry.kind = model::Kind::contact;
  source.draft = is_draft(root->optional("status"));
  source.entry.order = root->optional("order").integer(lowest_order, highest_order).value_or(0);
  model::Contact& contact = source.contact;
  contact.id = id;
  check_id(*root, id);
  contact.name = translated(root->required("name"), languages);
  contact.address_as_given = root->optional("address_as_given").text().value_or("");
  contact.address = translated(root->optional("address"), languages);
  contact.phones = read_phones(root->optional("phones"), languages);
  contact.fax = read_phones(root->optional("fax"), languages);
  contact.email = read_email(root->optional("email"));
  contact.web = read_web_address(root->optional("web")).value_or("");
  contact.hours = translated(root->optional("hours"), languages);
  contact.note = translated(root->optional("note"), languages);
  contact.opening = read_opening(root->optional("opening"), now_);
  source.picture = read_picture(root->optional("picture"), path.parent_path());
  source.map = read_picture(root->optional("map"), path.parent_path());
  root->unknown();
  return source;
}

std::set<std::string> ItemReader::names_in(const base::Path& folder) {
  const auto names = list_folder(fs_, folder, faults_).value_or(std::vector<std::string>());
  return {names.begin(), names.end()};
}

Articles ItemReader::read_articles(const base::Path& folder, const std::set<std::string>& names,
                                   ArticleKind kind, std::set<std::string>& used,
                                   std::set<std::string>& draft_languages) {
  Articles articles;
  std::vector<std::string> missing;
  bool any = false;
  for (const auto& language : channel_.languages) {
    if (!names.contains(language + ".md")) {
      missing.push_back(language);
      continue;
    }
    any = true;
    used.insert(language + ".md");
    const base::Path path = folder / (language + ".md");
    const auto file = read_text(fs_, path, faults_);
    auto article = file ? read_article(*file, kind, faults_) : std::nullopt;
    if (!article) continue;
    if (in_browser_ && !article->says_language)
      faults_.warning(Place{path.string(), 2, 1}, "the forms in the browser do not show this text",
                      fmt::format("Add a line `language: {}`.", language));
    auto narration = recording_names(language);
    narration.push_back(language + ".vtt");
    if (std::ranges::any_of(narration, [&](const auto& name) { return names.contains(name); }))
      read_narration(fs_, folder, language, *article, faults_);
    used.insert(narration.begin(), narration.end());
    if (article->translation == "draft")
      draft_languages.insert(language);
    else
      articles.emplace(language, std::move(*article));
  }
  if (!any)
    faults_.error(Place{folder.string()}, "there is no text here in any language",
                  fmt::format("Write {}.md.", channel_.channel.default_language));
  else if (!draft_languages.empty() && articles.empty())
    faults_.error(Place{folder.string()}, "there are drafts of translations alone here",
                  "Write the original, with `translation: original`.");
  else if (!missing.empty())
    faults_.untranslated(Place{folder.string()}, "this is not there in " + join(missing),
                         "Translate it; until then it is shown in another language.");
  return articles;
}

std::optional<PictureSource> ItemReader::read_picture(const Yaml& field, const base::Path& folder) {
  if (!field) return std::nullopt;
  const Yaml file = field.required("file");
  const auto name = file.text();
  PictureSource picture;
  const Yaml focus = field.optional("focus");
  std::vector<double> point;
  focus.each([&](const Yaml& number) { point.push_back(number.number(0, 1).value_or(0.5)); });
  if (focus.is_list() && point.size() != 2)
    focus.error("`focus` must have two numbers", "Write it as [0.5, 0.4]: from the left, the top.");
  if (point.size() == 2) picture.focus = Focus{point[0], point[1]};
  field.unknown();
  if (!name) return std::nullopt;
  picture.place = file.place();
  picture.file = folder / *name;
  if (!is_plain_name(*name)) {
    file.error(fmt::format("`{}` is not a file's plain name", *name),
               "Put the picture into this folder and name it without a path.");
  } else if (!fs_.exists(picture.file)) {
    file.warning(fmt::format("there is no picture `{}`", *name),
                 "Put it beside this file; until then the item is shown without one.");
  } else {
    return picture;
  }
  return std::nullopt;
}

std::string ItemReader::read_topic(const Yaml& root) {
  if (channel_.channel.topics.empty()) return {};
  const Yaml field = root.required("topic");
  const auto topic = field.text();
  if (!topic) return {};
  if (channel_.channel.topic(*topic) != nullptr) return *topic;
  std::vector<std::string> known;
  for (const auto& entry : channel_.channel.topics) known.push_back(entry.id);
  field.error(fmt::format("there is no topic `{}`", *topic),
              fmt::format("Choose one of {}, or add it to channel.yaml.", join(known)));
  return {};
}

void ItemReader::read_schedule(const Yaml& root, bool dated, model::Entry& entry) {
  const Yaml from = root.optional("show_from");
  if (dated && !from)
    root.error("`show_from` is missing",
               fmt::format("Add a line `show_from: {}`: the first day on which it is shown.",
                           base::to_rfc3339(now_).substr(0, 10)));
  const Yaml until = dated ? root.required("show_until") : root.optional("show_until");
  const auto first = read_day(from);
  const auto last = read_day(until);
  entry.rhythm = read_rhythm(root.optional("show_days"), root.optional("show_hours"));
  const std::string& zone = channel_.channel.timezone;
  if (zone.empty()) return;  // a fault already
  if (first) entry.from = start_of(*first, zone);
  if (last) entry.until = start_of(std::chrono::sys_days(*last) + std::chrono::days(1), zone);
  if (entry.from && entry.until && *entry.until <= *entry.from)
    until.error("`show_until` is before `show_from`", "Exchange the two days.");
  else if (entry.until && *entry.until <= now_)
    until.warning("its time is over: it is not shown any more",
                  "Give it a later day, or take it out of the folder.");
}

std::string ItemReader::check_original(const Yaml& field, const Articles& articles) {
  const auto original = field.text();
  if (!original) return {};
  if (!channel_.languages.contains(*original))
    field.error(fmt::format("`{}` is no language of this channel", *original),
                fmt::format("Choose one of {}.",
                            join({channel_.languages.begin(), channel_.languages.end()})));
  else if (!articles.contains(*original))
    field.error(fmt::format("the original, {}.md, is not there or is faulty", *original),
                "Write it, or correct `original`.");
  return *original;
}

void ItemReader::warn_of_stale(const std::string& original, Articles& articles) {
  auto from = articles.find(original);
  if (from == articles.end())
    from = std::find_if(articles.begin(), articles.end(), [](const auto& article) {
      return article.second.translation == "original";
    });
  if (from == articles.end()) return;
  const std::string& revision = from->second.revision;
  for (auto& [language, article] : articles) {
    article.stale =
        !article.source.empty() && article.source != revision && language != from->first;
    if (article.stale)
      faults_.warning(article.source_place, "the original changed since this was translated",
                      fmt::format("Compare it with {}.md, translate what changed, then write "
                                  "`source: \"{}\"` (or use rohnamo-content translate).",
                                  from->first, revision));
  }
}

void ItemReader::check_descriptions(const StorySource& story, const base::Path& folder) {
  if (!story.picture) return;
  for (const auto& [language, article] : story.articles)
    if (article.picture_description.empty())
      faults_.warning(Place{(folder / (language + ".md")).string(), 1, 1},
                      "the picture is not described in this language",
                      "Add a line `picture: …` for those who cannot see it.");
}

void ItemReader::warn_of_unused(const base::Path& folder, const std::set<std::string>& names,
                                const std::set<std::string>& used) {
  for (const auto& name : names) {
    if (used.contains(name)) continue;
    const auto language = stem(name, ".md");
    const bool other = language && is_language_tag(*language);
    faults_.warning(Place{(folder / name).string()},
                    other ? fmt::format("`{}` is no language of this channel", *language)
                          : "this file is not used",
                    other ? "Add the language to channel.yaml, or correct the file's name."
                          : "Name it in the item's YAML file, or take it out.");
  }
}

}  // namespace rohnamo::publish
