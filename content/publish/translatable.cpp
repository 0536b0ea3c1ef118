#include "content/publish/translatable.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/article_translation.hpp"
#include "content/publish/channel_reader.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/revision.hpp"
#include "content/publish/strings_translation.hpp"
#include "content/publish/yaml_translation.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

// The web addresses and the links to stories in a text.
std::vector<std::string_view> links(std::string_view text) {
  std::vector<std::string_view> found;
  for (const std::string_view scheme : {"https://", "http://", "story:"}) {
    for (auto at = text.find(scheme); at != std::string_view::npos; at = text.find(scheme, at)) {
      const auto end = std::min(text.find_first_of(" \t\n)>\"]", at), text.size());
      found.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return found;
}

void warn_of_unknown(const ReturnedUnit& unit, Faults& faults) {
  faults.warning(unit.place, fmt::format("the channel has no text `{}` to translate", unit.id),
                 "It was taken out or renamed since the export: export again.");
}

class Finder {
 public:
  Finder(base::Fs& fs, Path folder, Path shipped, std::string language, Faults& faults)
      : fs_(fs),
        folder_(std::move(folder)),
        shipped_(std::move(shipped)),
        language_(std::move(language)),
        faults_(faults) {}

  void find(Translatables& found) {
    auto file = read_edited_file(fs_, folder_ / "channel.yaml", faults_);
    const auto channel = file ? read_channel_file(file->text, faults_) : std::nullopt;
    if (!channel) return;
    channel_ = channel->channel;
    found.channel = channel_.id;
    const auto target =
        std::find_if(channel_.languages.begin(), channel_.languages.end(),
                     [&](const auto& language) { return language.code == language_; });
    if (target == channel_.languages.end()) {
      faults_.error(file->text.whole(),
                    fmt::format("`{}` is no language of this channel", language_),
                    "Add it under `languages` there, or name one that is there.");
      return;
    }
    find_stories(found);
    settle_order();
    find_yaml(*file, "channel", "channel.yaml", channel_texts, found);
    find_rest(folder_, "", found);
    for (const auto& office : ids(folder_ / "offices"))
      find_rest(folder_ / "offices" / office, "office/" + office + "/", found);
    if (auto strings = translatable_strings(fs_, {shipped_, folder_ / "strings"}, *target,
                                            {order_.front()}, faults_))
      found.parts.push_back(std::move(strings));
  }

 private:
  std::vector<std::string> ids(const Path& folder) {
    auto names = list_folder(fs_, folder, faults_).value_or(std::vector<std::string>());
    std::erase_if(names, [](const std::string& name) { return !is_id(name); });
    return names;
  }

  void find_stories(Translatables& found) {
    for (const auto& id : ids(folder_ / "stories")) {
      const Path folder = folder_ / "stories" / id;
      const auto text = read_text(fs_, folder / "story.yaml", faults_);
      const auto root = text ? Yaml::parse(*text, faults_) : std::nullopt;
      if (!root) continue;
      const auto original = original_of(folder, root->optional("original").text().value_or(""));
      ++originals_[original];
      add_article({folder, "stories/" + id, "story/" + id, ArticleKind::story, original}, found);
    }
  }

  // The contacts and notices of the mission or of an office; `prefix` is of ids.
  void find_rest(const Path& folder, const std::string& prefix, Translatables& found) {
    const std::string below =
        folder == folder_ ? "" : "offices/" + folder.filename().string() + "/";
    for (const auto& name :
         list_folder(fs_, folder / "contacts", faults_).value_or(std::vector<std::string>())) {
      const auto id = stem(name, ".yaml");
      if (!id || !is_id(*id)) continue;
      const auto file = read_edited_file(fs_, folder / "contacts" / name, faults_);
      if (file)
        find_yaml(*file, fmt::format("{}contact/{}", prefix, *id),
                  fmt::format("{}contacts/{}", below, name), contact_texts, found);
    }
    for (const auto& id : ids(folder / "notices")) {
      const Path own = folder / "notices" / id;
      add_article(
          {own, fmt::format("{}notices/{}", below, id), fmt::format("{}notice/{}", prefix, id),
           ArticleKind::notice, original_of(own, "")},
          found);
    }
  }

  void add_article(const ArticlePlace& place, Translatables& found) {
    if (place.original.empty()) return;
    if (auto article = translatable_article(fs_, place, language_, faults_))
      found.parts.push_back(std::move(article));
  }

  void find_yaml(const EditedFile& file, const std::string& id, const std::string& below,
                 std::vector<YamlText> (*texts)(const Yaml&), Translatables& found) {
    const auto root = Yaml::parse(file.text, faults_);
    if (root)
      found.parts.push_back(translatable_yaml({file, id, below, texts(*root)}, language_, order_));
  }

  // What `original:` says, else the text that says so of itself, else the channel's language.
  std::string original_of(const Path& folder, const std::string& said) {
    const auto there = [&](const std::string& language) {
      return !language.empty() && fs_.exists(folder / (language + ".md"));
    };
    if (there(said)) return said;
    std::string first;
    for (const auto& language : channel_.languages) {
      if (!there(language.code)) continue;
      if (first.empty()) first = language.code;
      Faults none;  // said elsewhere
      const auto article = read_written_article(fs_, folder / (language.code + ".md"), none);
      if (article && article->field("translation") == "original") return language.code;
    }
    return there(channel_.default_language) ? channel_.default_language : first;
  }

  // Most stories' language comes first: in it the channel is written.
  void settle_order() {
    std::string main = channel_.default_language;
    std::size_t most = originals_[main];
    for (const auto& [language, count] : originals_)
      if (!language.empty() && count > most) main = language, most = count;
    order_ = {main, channel_.default_language};
    for (const auto& language : channel_.languages) order_.push_back(language.code);
  }

  base::Fs& fs_;
  Path folder_, shipped_;
  std::string language_;
  Faults& faults_;
  model::Channel channel_;
  std::map<std::string, std::size_t> originals_;
  std::vector<std::string> order_;  // in which a text's source is looked for
};

}  // namespace

ReturnedItem::Text* ReturnedItem::find(std::string_view id) {
  const auto found = texts.find(id);
  return found == texts.end() ? nullptr : &found->second;
}

void warn_of_changed_source(ReturnedItem::Text& text, Faults& faults) {
  text.known = true;
  if (text.unit->target.empty()) return;
  faults.warning(text.unit->place,
                 fmt::format("`{}`: the original changed since this was exported: it was left as "
                             "it was",
                             text.unit->id),
                 "Export again and translate the text as it is now.");
}

const ReturnedUnit* changed(ReturnedItem& returned, const Unit& unit, Faults& faults) {
  auto* text = returned.find(unit.id);
  if (text == nullptr) return nullptr;
  if (collapsed(text->unit->source) != collapsed(unit.source)) {
    warn_of_changed_source(*text, faults);
    return nullptr;
  }
  text->known = true;
  const std::string& target = text->unit->target;
  return target.empty() || collapsed(target) == collapsed(unit.target) ? nullptr : text->unit;
}

void warn_of_lost_marks(const ReturnedUnit& unit, Faults& faults) {
  for (const auto link : links(unit.source))
    if (unit.target.find(link) == std::string::npos)
      faults.warning(unit.place, fmt::format("`{}` has lost the link {}", unit.id, link),
                     "Put it into the translation as it stands in the original.");
  const auto has = [](const std::string& text, const char* mark) {
    return text.find(mark) != std::string::npos;
  };
  if (has(unit.source, "**") && !has(unit.target, "**"))
    faults.warning(unit.place, fmt::format("`{}` has lost its **bold**", unit.id),
                   "Put ** around the same words as in the original.");
}

Translatables find_translatables(base::Fs& fs, const Path& folder, const Path& shipped_strings,
                                 const std::string& language, Faults& faults) {
  Translatables found;
  Faults all;
  Finder(fs, folder, shipped_strings, language, all).find(found);
  for (const auto& fault : all.sorted())  // of warnings `check` speaks
    if (fault.severity == Severity::error) faults.error(fault.place, fault.what, fault.advice);
  return found;
}

std::vector<ChangedFile> take_back(Translatables& into, const Returned& returned, Faults& faults) {
  std::map<std::string, ReturnedItem, std::less<>> items;
  for (const auto& part : into.parts) items[part->item().id];
  for (auto& [id, item] : items)
    if (const auto revision = returned.revisions.find(id); revision != returned.revisions.end())
      item.revision = revision->second;
  for (const auto& unit : returned.units) {
    std::string_view id = unit.id;
    auto item = items.end();
    while (item == items.end() && id.find('/') != std::string_view::npos) {
      id = id.substr(0, id.rfind('/'));
      item = items.find(id);
    }
    if (item != items.end())
      item->second.texts.emplace(unit.id, ReturnedItem::Text{&unit, false});
    else
      warn_of_unknown(unit, faults);
  }
  std::vector<ChangedFile> files;
  for (const auto& part : into.parts) {
    ReturnedItem& item = items[part->item().id];
    if (item.texts.empty()) continue;
    if (auto file = part->take(item, faults)) files.push_back(std::move(*file));
    for (const auto& [id, text] : item.texts)
      if (!text.known) warn_of_unknown(*text.unit, faults);
  }
  return files;
}

}  // namespace rohnamo::publish
