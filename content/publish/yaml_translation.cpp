#include "content/publish/yaml_translation.hpp"

#include <fmt/format.h>

namespace rohnamo::publish {
namespace {

void add(std::vector<YamlText>& texts, const Yaml& field, std::string name, YamlPath path,
         std::string note) {
  YamlText text;
  field.each_member([&](const Yaml& language, const Yaml& value) {
    const auto code = language.text();
    const auto words = value.text();
    if (code && words) text.texts.emplace(*code, *words);
  });
  text.name = std::move(name);
  text.path = std::move(path);
  text.note = std::move(note);
  if (!text.texts.empty()) texts.push_back(std::move(text));
}

void add_labels(std::vector<YamlText>& texts, const Yaml& root, const std::string& list,
                const std::string& singular) {
  std::size_t index = 0;
  root.optional(list).each([&](const Yaml& entry) {
    add(texts, entry.optional("label"), fmt::format("{}/{}/label", singular, index + 1),
        {list, std::to_string(index), "label"}, "Whose number it is.");
    ++index;
  });
}

class YamlTranslation final : public Translatable {
 public:
  YamlTranslation(YamlItem item, std::string language, const std::vector<std::string>& order)
      : yaml_(std::move(item)), language_(std::move(language)) {
    item_.id = yaml_.id;
    item_.file = yaml_.below;
    for (const auto& text : yaml_.texts) add_unit(text, order);
  }

  [[nodiscard]] const Item& item() const override { return item_; }

  std::optional<ChangedFile> take(ReturnedItem& returned, Faults& faults) override {
    std::string text = yaml_.file.text.text;
    std::size_t count = 0;
    for (std::size_t i = 0; i < item_.units.size(); ++i) {
      const ReturnedUnit* unit = changed(returned, item_.units[i], faults);
      if (unit == nullptr) continue;
      YamlPath path = paths_[i];
      path.push_back(language_);
      const auto edited = with_text(text, path, unit->target);
      if (!edited) {
        faults.error(yaml_.file.text.whole(), edited.error().message,
                     "Then import again: what is there by then is passed over.");
        continue;
      }
      text = *edited;
      ++count;
    }
    if (count == 0) return std::nullopt;
    const auto bytes = yaml_.file.bytes(text, faults);
    if (!bytes) return std::nullopt;
    return ChangedFile{yaml_.file.path, *bytes, count};
  }

 private:
  void add_unit(const YamlText& text, const std::vector<std::string>& order) {
    for (const auto& from : order) {
      const auto source = text.texts.find(from);
      if (source == text.texts.end()) continue;
      if (from == language_) return;
      Unit unit;
      unit.id = item_.id + "/" + text.name;
      unit.language = from;
      unit.source = source->second;
      const auto target = text.texts.find(language_);
      if (target != text.texts.end()) unit.target = target->second;
      unit.reviewed = !unit.target.empty();  // of these texts no state is kept
      if (!text.note.empty()) unit.notes.push_back(text.note);
      item_.units.push_back(std::move(unit));
      paths_.push_back(text.path);
      return;
    }
  }

  YamlItem yaml_;
  std::string language_;
  Item item_;
  std::vector<YamlPath> paths_;  // of item_.units
};

}  // namespace

std::vector<YamlText> channel_texts(const Yaml& root) {
  std::vector<YamlText> texts;
  add(texts, root.optional("organisation"), "organisation", {"organisation"},
      "The first line of the masthead.");
  add(texts, root.optional("name"), "name", {"name"}, "The second line of the masthead.");
  std::size_t index = 0;
  root.optional("topics").each([&](const Yaml& topic) {
    const auto id = topic.optional("id").text();
    if (id)
      add(texts, topic.optional("name"), "topic/" + *id, {"topics", std::to_string(index), "name"},
          "A topic of stories: one word or two.");
    ++index;
  });
  return texts;
}

std::vector<YamlText> contact_texts(const Yaml& root) {
  std::vector<YamlText> texts;
  add(texts, root.optional("name"), "name", {"name"}, "Who can be reached there.");
  add(texts, root.optional("address"), "address", {"address"}, "The postal address.");
  add_labels(texts, root, "phones", "phone");
  add_labels(texts, root, "fax", "fax");
  add(texts, root.optional("hours"), "hours", {"hours"}, "When it is open.");
  add(texts, root.optional("note"), "note", {"note"}, "One sentence below the numbers.");
  return texts;
}

std::unique_ptr<Translatable> translatable_yaml(YamlItem item, const std::string& language,
                                                const std::vector<std::string>& order) {
  return std::make_unique<YamlTranslation>(std::move(item), language, order);
}

}  // namespace rohnamo::publish
