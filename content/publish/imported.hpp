// What story.yaml keeps of the items that texts were imported from (`imported`): by it an item is
// known again, and so are the translations of one text.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "content/base/fs.hpp"
#include "content/model/channel.hpp"
#include "content/publish/yaml.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {

struct ImportedText {
  std::string story, language;  // of the text
  std::string item, text;       // hashes: of the item it was made of, and of what was written
  bool draft = false;           // the story
  YamlPath at;                  // in story.yaml, to the fields

  [[nodiscard]] bool is_translation() const { return at.size() > 1; }
};

// A story whose translations a feed knows as such.
struct ImportedGroup {
  std::string story, original;                  // the language that it was written in
  std::set<std::string, std::less<>> imported;  // languages
  bool pictured = false, draft = false;         // the story
};

// Of one channel. One thread.
class Imported {
 public:
  // What cannot be read is not known: `check` names it.
  Imported(base::Fs& fs, const base::Path& stories, const model::Channel& channel);

  // Null: not known.
  [[nodiscard]] const ImportedText* text(std::string_view item_id) const;
  [[nodiscard]] ImportedGroup* group(std::string_view name);

  // Items without an id and texts without a group are not remembered.
  void add(const std::string& item_id, ImportedText text);
  void add_group(const std::string& name, ImportedGroup group);

  // `wanted`, or with the first number that makes it no other story's. It is taken from now on.
  std::string new_story(const std::string& wanted);

 private:
  void read_story(const Yaml& root, const std::string& id, const model::Channel& channel);
  void read_origin(const Yaml& imported, YamlPath at, const std::string& language,
                   ImportedGroup& story);

  std::map<std::string, ImportedText, std::less<>> texts_;    // by the item's id
  std::map<std::string, ImportedGroup, std::less<>> groups_;  // by what the feed calls them
  std::set<std::string> taken_;                               // ids of stories
};

}  // namespace rohnamo::publish
