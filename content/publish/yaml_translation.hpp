// Texts by language in a YAML file (channel.yaml, a contact) on their way to a translator and back.
#pragma once

#include "content/model/text.hpp"
#include "content/publish/edited_file.hpp"
#include "content/publish/translatable.hpp"
#include "content/publish/yaml.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {

// A mapping from language to text.
struct YamlText {
  std::string name;  // "topic/work"
  YamlPath path;     // of the mapping
  model::LocalText texts;
  std::string note;
};

// organisation, name, the topics' names.
std::vector<YamlText> channel_texts(const Yaml& root);
// name, address, hours, note, the labels of numbers.
std::vector<YamlText> contact_texts(const Yaml& root);

struct YamlItem {
  EditedFile file;
  std::string id, below;  // as Item's id and file
  std::vector<YamlText> texts;
};

// The source of each text is the first of `order` that it is in; where that is `language` itself,
// there is nothing to translate.
std::unique_ptr<Translatable> translatable_yaml(YamlItem item, const std::string& language,
                                                const std::vector<std::string>& order);

}  // namespace rohnamo::publish
