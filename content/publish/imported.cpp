#include "content/publish/imported.hpp"

#include <fmt/format.h>

#include "content/publish/folder.hpp"

namespace rohnamo::publish {

Imported::Imported(base::Fs& fs, const base::Path& stories, const model::Channel& channel) {
  Faults ignored;
  const auto names = list_folder(fs, stories, ignored);
  for (const auto& id : names.value_or(std::vector<std::string>())) {
    taken_.insert(id);
    const auto file = read_text(fs, stories / id / "story.yaml", ignored);
    if (const auto root = file ? Yaml::parse(*file, ignored) : std::nullopt)
      read_story(*root, id, channel);
  }
}

void Imported::read_story(const Yaml& root, const std::string& id, const model::Channel& channel) {
  ImportedGroup story;
  story.story = id;
  story.original = root.optional("original").text().value_or("");
  story.pictured = root.optional("picture").present();
  story.draft = root.optional("status").text() == "draft";
  const Yaml imported = root.optional("imported");
  read_origin(imported, {"imported"}, story.original, story);
  for (const auto& language : channel.languages)
    read_origin(imported.optional(language.code), {"imported", language.code}, language.code,
                story);
  if (const auto group = imported.optional("group").text()) add_group(*group, std::move(story));
}

void Imported::read_origin(const Yaml& imported, YamlPath at, const std::string& language,
                           ImportedGroup& story) {
  const auto from = imported.optional("from").text();
  if (!from) return;
  story.imported.insert(language);
  add(*from, {story.story, language, imported.optional("item").text().value_or(""),
              imported.optional("text").text().value_or(""), story.draft, std::move(at)});
}

const ImportedText* Imported::text(std::string_view item_id) const {
  const auto found = texts_.find(item_id);
  return found == texts_.end() ? nullptr : &found->second;
}

ImportedGroup* Imported::group(std::string_view name) {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

void Imported::add(const std::string& item_id, ImportedText text) {
  if (!item_id.empty()) texts_.insert_or_assign(item_id, std::move(text));
}

void Imported::add_group(const std::string& name, ImportedGroup group) {
  if (!name.empty()) groups_.emplace(name, std::move(group));
}

std::string Imported::new_story(const std::string& wanted) {
  std::string id = wanted;
  for (int number = 2; !taken_.insert(id).second; ++number)
    id = fmt::format("{}-{}", wanted, number);
  return id;
}

}  // namespace rohnamo::publish
