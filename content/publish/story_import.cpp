#include "content/publish/story_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "content/base/utf8.hpp"
#include "content/feed/article_html.hpp"
#include "content/feed/markdown_writer.hpp"
#include "content/publish/article.hpp"
#include "content/publish/imported.hpp"
#include "content/publish/picture_fetch.hpp"
#include "content/publish/slug.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;
using Outcome = ImportedStory::Outcome;

constexpr std::size_t hash_digits = 12;

std::string short_hash(std::string_view text) {
  return base::sha256(text).hex().substr(0, hash_digits);
}

// All of an item that a story is made of.
std::string hash_of(const feed::Item& item) {
  std::string all;
  for (const std::string* part :
       {&item.title, &item.summary, &item.html, &item.date, &item.picture}) {
    all += *part;
    all += '\0';
  }
  return short_hash(all);
}

// At most so many characters, ending with a sentence, else with a word and `…`.
std::string cut(const std::string& text, std::size_t most) {
  if (base::utf8::characters(text) <= most) return text;
  std::size_t end = 0, sentence = 0, word = 0, count = 0;
  for (; end < text.size() && count < most; ++count) {
    end = base::utf8::ceil(text, end + 1);
    if (text[end - 1] == ' ') {
      word = end - 1;
      if (end > 1 && std::string_view(".!?").find(text[end - 2]) != std::string_view::npos)
        sentence = end - 1;
    }
  }
  if (sentence > 0) return text.substr(0, sentence);
  return text.substr(0, word > 0 ? word : end) + "…";
}

std::string trimmed(const std::string& words) {
  const auto first = words.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : words.substr(first, words.find_last_not_of(' ') + 1 - first);
}

// Of the first paragraph, else of what else there is.
std::string first_words(const feed::ArticleText& text) {
  using Type = feed::Block::Type;
  const feed::Block* first = nullptr;
  for (const auto& block : text.blocks) {
    if (block.type == Type::paragraph) return trimmed(feed::plain(block.runs));
    const bool says = block.type != Type::heading && !block.runs.empty();
    if (first == nullptr && says) first = &block;
  }
  return first == nullptr ? "" : trimmed(feed::plain(first->runs));
}

// What a text is in its story.
struct Standing {
  std::string translation = "original";
  std::string source;  // of a translation: the original's revision
};

// Translations behind the one that they are of, or that comes first; else in the feed's order.
std::vector<const feed::Item*> by_group(const std::vector<feed::Item>& items) {
  std::map<std::string_view, std::vector<const feed::Item*>> groups;
  for (const auto& item : items)
    if (!item.group.empty()) groups[item.group].push_back(&item);
  for (auto& [name, group] : groups)
    std::stable_partition(group.begin(), group.end(),
                          [](const auto* item) { return !item->translated; });
  std::vector<const feed::Item*> order;
  for (const auto& item : items) {
    if (item.group.empty())
      order.push_back(&item);
    else
      std::ranges::move(std::exchange(groups[item.group], {}), std::back_inserter(order));
  }
  return order;
}

class Importer {
 public:
  Importer(base::Fs& fs, const Path& folder, const model::Channel& channel, const feed::Feed& feed,
           const ImportWishes& wishes)
      : fs_(fs),
        stories_(folder / "stories"),
        channel_(channel),
        feed_(feed),
        wishes_(wishes),
        imported_(fs, stories_, channel) {}

  Result<std::vector<ImportedStory>> run() {
    std::vector<ImportedStory> stories;
    for (const auto* item : by_group(feed_.items)) {
      if (stories.size() >= wishes_.limit) break;
      if (!item->date.empty() && item->date < wishes_.since) continue;
      wishes_.progress(stories.size(), feed_.items.size());
      stories.push_back(TRY(import(*item)));
    }
    return stories;
  }

 private:
  Result<ImportedStory> import(const feed::Item& item) {
    ImportedStory story;
    story.title = item.title;
    const ImportedText* known = imported_.text(item.id);
    if (known == nullptr) return add(item, std::move(story));
    story.id = known->story;
    story.language = known->language;
    story.translation = known->is_translation();
    if (known->item == hash_of(item)) {
      story.outcome = Outcome::unchanged;
      return story;
    }
    return change(item, *known, std::move(story));
  }

  Result<ImportedStory> add(const feed::Item& item, ImportedStory story) {
    const auto language = language_of(item, story);
    if (!language) return story;
    story.language = *language;
    ImportedGroup* group = imported_.group(item.group);
    if (group != nullptr && group->original != *language && !group->imported.contains(*language))
      return add_translation(item, *group, std::move(story));
    const auto picture = picture_of(item, story);
    const auto text = text_of(item, *language, {}, picture.has_value(), story);
    if (!text) return story;
    story.id = new_id(item);
    story.outcome = Outcome::added;
    imported_.add(item.id, {story.id, *language, hash_of(item), "", true, {"imported"}});
    imported_.add_group(item.group, {story.id, *language, {*language}, picture.has_value(), true});
    if (wishes_.dry_run) return story;
    const Path folder = stories_ / story.id;
    TRY(fs_.make_directories(folder));
    if (picture) TRY(base::write_whole(fs_, folder / picture->name, picture->bytes));
    TRY(base::write_whole(fs_, folder / (*language + ".md"), *text));
    TRY(base::write_whole(fs_, folder / "story.yaml",
                          yaml_of(item, story.id, *language, picture ? picture->name : "", *text)));
    return story;
  }

  // Where the story is shown already, it is a draft of its own: nothing comes onto screens unread.
  Result<ImportedStory> add_translation(const feed::Item& item, ImportedGroup& group,
                                        ImportedStory story) {
    story.id = group.story;
    story.translation = true;
    const Path path = stories_ / group.story / (story.language + ".md");
    if (fs_.exists(path)) {
      story.outcome = Outcome::kept;
      story.notes.emplace_back("This translation came, and there is one here: compare them.");
      return story;
    }
    const Standing standing{group.draft ? "unreviewed" : "draft",
                            revision_of(group.story, group.original)};
    const auto text = text_of(item, story.language, standing, group.pictured, story);
    if (!text) return story;
    story.outcome = Outcome::added;
    group.imported.insert(story.language);
    const YamlPath at{"imported", story.language};
    imported_.add(item.id, {group.story, story.language, hash_of(item), "", group.draft, at});
    if (!wishes_.dry_run) TRY(write(item, group.story, at, path, *text));
    return story;
  }

  // The text alone, and that it was imported: topic, picture and all else may be the editor's.
  Result<ImportedStory> change(const feed::Item& item, const ImportedText& known,
                               ImportedStory story) {
    const Path path = stories_ / known.story / (known.language + ".md");
    const auto now = fs_.read(path, text_file_limit);
    const bool shown = !known.draft && now && now->find("\ntranslation: draft\n") == now->npos;
    if (shown || !now || short_hash(*now) != known.text) {
      story.outcome = Outcome::kept;
      story.notes.emplace_back("It changed in the feed, and was worked on here: compare them.");
      return story;
    }
    const bool described = now->find("\npicture: ") != std::string::npos;
    Standing standing;
    if (known.is_translation()) {
      const ImportedGroup* group = imported_.group(item.group);
      standing.translation = known.draft ? "unreviewed" : "draft";
      if (group != nullptr) standing.source = revision_of(known.story, group->original);
    }
    const auto text = text_of(item, known.language, standing, described, story);
    if (!text) return story;
    story.outcome = Outcome::changed;
    if (!wishes_.dry_run) TRY(write(item, known.story, known.at, path, *text));
    return story;
  }

  // A text of a story that is there, and at `at` in its story.yaml what it was made of.
  Result<void> write(const feed::Item& item, const std::string& id, const YamlPath& at,
                     const Path& path, const std::string& text) {
    const Path yaml = stories_ / id / "story.yaml";
    std::string fields = TRY(fs_.read(yaml, text_file_limit));
    const std::map<std::string, std::string> origin{
        {"from", item.id}, {"item", hash_of(item)}, {"text", short_hash(text)}};
    for (const auto& [name, value] : origin) {
      YamlPath field = at;
      field.push_back(name);
      fields = TRY(with_text(fields, field, value));
    }
    TRY(base::write_whole(fs_, path, text));
    TRY(base::write_whole(fs_, yaml, fields));
    return {};
  }

  // "" where it cannot be read; then nothing is said of what a translation was made from.
  [[nodiscard]] std::string revision_of(const std::string& id, const std::string& language) const {
    Faults ignored;  // `check` names them
    const auto file = read_text(fs_, stories_ / id / (language + ".md"), ignored);
    const auto article = file ? read_article(*file, ArticleKind::story, ignored) : std::nullopt;
    return article ? article->revision : "";
  }

  // "en-US" and "en_US" are "en" where the channel has no closer one.
  [[nodiscard]] std::optional<std::string> channel_language(std::string tag) const {
    std::replace(tag.begin(), tag.end(), '_', '-');
    for (std::size_t length = tag.size(); length > 0 && length != std::string::npos;
         length = tag.rfind('-', length - 1)) {
      for (const auto& language : channel_.languages)
        if (std::equal(language.code.begin(), language.code.end(), tag.begin(),
                       tag.begin() + static_cast<std::ptrdiff_t>(length),
                       [](char a, char b) { return (a | 0x20) == (b | 0x20); }))
          return language.code;
    }
    return std::nullopt;
  }

  std::optional<std::string> language_of(const feed::Item& item, ImportedStory& story) const {
    const std::string& said = !wishes_.language.empty() ? wishes_.language
                              : !item.language.empty()  ? item.language
                                                        : feed_.language;
    if (said.empty() && channel_.languages.size() == 1) return channel_.languages.front().code;
    auto language = channel_language(said);
    if (!language)
      story.notes.push_back(
          said.empty() ? "Nothing says in which language it is: say it with --lang."
                       : fmt::format("It is in `{}`, which is no language of this channel.", said));
    return language;
  }

  std::optional<FetchedPicture> picture_of(const feed::Item& item, ImportedStory& story) const {
    if (item.picture.empty()) return std::nullopt;
    const bool web = item.picture.starts_with("http://") || item.picture.starts_with("https://");
    if (web && (!wishes_.fetch_pictures || wishes_.dry_run)) {
      story.notes.push_back(
          fmt::format("Its picture is {} (fetched with --pictures).", item.picture));
      return std::nullopt;
    }
    auto picture =
        web ? fetch_picture(fs_, item.picture) : copy_picture(fs_, wishes_.beside, item.picture);
    if (picture) return std::move(*picture);
    story.notes.push_back(
        fmt::format("Its picture {} was left out: {}.", item.picture, picture.error().message));
    return std::nullopt;
  }

  // The whole <language>.md. Nothing, and a note, where no story comes of it.
  std::optional<std::string> text_of(const feed::Item& item, const std::string& language,
                                     const Standing& standing, bool with_picture,
                                     ImportedStory& story) const {
    auto article = feed::clean_html(item.html);
    article.dropped.add(item.dropped);
    std::string body = feed::to_markdown(article.text);
    std::string summary = item.summary.empty() ? first_words(article.text) : item.summary;
    if (summary.empty()) summary = item.title;
    if (base::utf8::characters(summary) > summary_advised) {
      if (!item.summary.empty()) story.notes.emplace_back("Its summary was cut.");
      summary = cut(summary, summary_advised);
    }
    std::string title = item.title;
    if (title.empty()) {
      title = cut(summary, title_advised);
      story.notes.emplace_back("It has no title: its first words are the title now.");
    }
    if (body.empty()) {
      feed::ArticleText only;
      only.blocks.emplace_back().runs = {{summary, false, false, {}}};
      body = feed::to_markdown(only);
    }
    std::string text =
        fmt::format("---\ntitle: {}\nsummary: {}\n", quoted_yaml(title), quoted_yaml(summary));
    const auto& picture = item.picture_description;
    if (with_picture && !picture.empty())
      text += fmt::format("picture: {}\n", quoted_yaml(picture));
    text += fmt::format("language: {}\ntranslation: {}\n", language, standing.translation);
    if (!standing.source.empty()) text += fmt::format("source: \"{}\"\n", standing.source);
    text += "---\n" + body;
    if (!is_good({language + ".md", text}, story)) return std::nullopt;
    if (!article.dropped.empty())
      story.notes.push_back(fmt::format("Left out: {}.", feed::to_string(article.dropped)));
    return text;
  }

  static bool is_good(const TextFile& file, ImportedStory& story) {
    Faults faults;
    const bool read = read_article(file, ArticleKind::story, faults).has_value() &&
                      file.text.size() <= text_file_limit;
    for (const auto& fault : faults.sorted())
      if (fault.severity == Severity::error)
        story.notes.push_back(fmt::format("It cannot be a story: {}.", fault.what));
    if (!read && faults.errors() == 0)
      story.notes.emplace_back("It cannot be a story: it is too long.");
    return read && faults.errors() == 0;
  }

  std::string new_id(const feed::Item& item) {
    std::string slug = slug_of(item.slug);
    if (slug.empty()) slug = slug_of(item.title);
    return imported_.new_story(slug.empty() ? "story" : slug);
  }

  // The channel's topic that one of the categories names, by its id or in any language.
  [[nodiscard]] const model::Topic* topic_of(const feed::Item& item) const {
    for (const auto& topic : channel_.topics)
      for (const auto& category : item.categories)
        if (topic.id == slug_of(category) || std::ranges::any_of(topic.name, [&](const auto& name) {
              return name.second == category;
            }))
          return &topic;
    return nullptr;
  }

  [[nodiscard]] std::string topic_lines(const feed::Item& item) const {
    if (channel_.topics.empty()) return {};
    const auto* topic = topic_of(item);
    if (topic != nullptr) return fmt::format("topic: {}\n", topic->id);
    std::string names;
    for (const auto& category : item.categories)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", category);
    std::replace_if(
        names.begin(), names.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    return fmt::format("topic: {}   # choose: the feed says {}\n", channel_.topics.front().id,
                       names.empty() ? "nothing" : names);
  }

  [[nodiscard]] std::string yaml_of(const feed::Item& item, const std::string& id,
                                    const std::string& language, const std::string& picture,
                                    const std::string& text) const {
    std::string yaml = fmt::format("format: 1\nid: {}\n{}", id, topic_lines(item));
    if (!item.date.empty()) yaml += fmt::format("date: {}\n", item.date);
    yaml += fmt::format("original: {}\nstatus: draft\n", language);
    if (!picture.empty()) yaml += fmt::format("picture: {{file: {}}}\n", picture);
    const bool web = item.link.starts_with("http://") || item.link.starts_with("https://");
    if (web && item.link.find_first_of(" \t\n\"<>") == std::string::npos)
      yaml += fmt::format("url: {}\n", quoted_yaml(item.link));
    if (!item.id.empty())
      yaml += fmt::format(
          "imported:   # by this it is known again\n  from: {}\n  item: \"{}\"\n  text: \"{}\"\n",
          quoted_yaml(item.id), hash_of(item), short_hash(text));
    if (!item.group.empty()) yaml += fmt::format("  group: {}\n", quoted_yaml(item.group));
    return yaml;
  }

  base::Fs& fs_;
  Path stories_;
  const model::Channel& channel_;
  const feed::Feed& feed_;
  const ImportWishes& wishes_;
  Imported imported_;
};

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::added:
      return "new";
    case Outcome::changed:
      return "changed";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::kept:
      return "kept";
    default:
      return "left";
  }
}

Result<std::vector<ImportedStory>> import_stories(base::Fs& fs, const Path& folder,
                                                  const model::Channel& channel,
                                                  const feed::Feed& feed,
                                                  const ImportWishes& wishes) {
  return Importer(fs, folder, channel, feed, wishes).run();
}

}  // namespace rohnamo::publish
