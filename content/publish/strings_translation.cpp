#include "content/publish/strings_translation.hpp"

#include <fmt/format.h>

#include "content/publish/edited_file.hpp"
#include "content/publish/revision.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {
namespace {

// The comment that each line of a YAML file stands under: it holds until the next.
std::vector<std::string> comments(const std::string& text) {
  std::vector<std::string> all;
  std::string comment;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = std::string_view(text).substr(at, end - at);
    const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
    const bool is_comment = line.substr(begin).starts_with('#');
    if (is_comment && !open) comment.clear();
    if (is_comment) comment += std::string(line.substr(begin + 1)) + "\n";
    open = is_comment;
    if (begin == 0 && !is_comment) comment.clear();  // one of the file, not of the words
    all.push_back(collapsed(comment));
    at = end + 1;
  }
  return all;
}

std::string comment_of(const std::vector<std::string>& comments, const Place& place) {
  const auto line = static_cast<std::size_t>(place.line);
  return line >= 1 && line <= comments.size() ? comments[line - 1] : "";
}

class StringsTranslation final : public Translatable {
 public:
  StringsTranslation(base::Fs& fs, const StringsPlace& place, model::Language language)
      : path_(place.own / (language.code + ".yaml")), language_(std::move(language)) {
    item_.id = "strings";
    item_.file = "strings/" + language_.code + ".yaml";
    exists_ = fs.exists(path_);
  }

  void read(base::Fs& fs, const StringsPlace& place, const std::vector<std::string>& from,
            Faults& faults) {
    read_phrases(fs, place.shipped, "en", english_, faults);
    Phrases target;
    for (const auto& folder : {place.shipped, place.own})
      read_phrases(fs, folder, language_.code, target, faults);
    std::vector<std::pair<std::string, Phrases>> sources;
    for (const auto& code : from) {
      if (code == language_.code || code == "en") continue;
      sources.emplace_back(code, Phrases{});
      for (const auto& folder : {place.shipped, place.own})
        read_phrases(fs, folder, code, sources.back().second, faults);
    }
    if (language_.code != "en") {
      sources.emplace_back("en", english_);
      read_phrases(fs, place.own, "en", sources.back().second, faults);
    }
    if (exists_) file_ = read_edited_file(fs, path_, faults);
    const auto text = read_text(fs, place.shipped / "en.yaml", faults);
    const auto notes = comments(text ? text->text : "");
    for (const auto& [key, english] : english_)
      for (const auto& [code, phrases] : sources)
        if (add_unit(key, code, phrases, target, comment_of(notes, english.place))) break;
  }

  [[nodiscard]] const Item& item() const override { return item_; }

  std::optional<ChangedFile> take(ReturnedItem& returned, Faults& faults) override {
    EditedFile none;
    if (exists_ && !file_) return std::nullopt;  // a fault already
    const EditedFile& file = file_ ? *file_ : none;
    std::string text = file_ ? file.text.text : "";
    std::size_t count = 0;
    for (const auto& unit : item_.units) {
      const ReturnedUnit* back = taken(returned, unit, faults);
      if (back == nullptr) continue;
      const std::string key = unit.id.substr(item_.id.size() + 1);
      auto edited = put(text, key, back->target);
      if (!edited) {
        faults.error(Place{path_.string()}, edited.error().message,
                     "Then import again: what is there by then is passed over.");
        continue;
      }
      text = std::move(*edited);
      ++count;
    }
    if (count == 0) return std::nullopt;
    const auto bytes = file.bytes(text, faults);
    if (!bytes) return std::nullopt;
    return ChangedFile{path_, *bytes, count};
  }

 private:
  bool add_unit(const std::string& key, const std::string& code, const Phrases& phrases,
                const Phrases& target, const std::string& comment) {
    const auto source = phrases.find(key);
    if (source == phrases.end()) return false;
    Unit unit;
    unit.id = item_.id + "/" + key;
    unit.language = code;
    unit.source = source->second.pattern;
    if (const auto found = target.find(key); found != target.end())
      unit.target = found->second.pattern;
    unit.reviewed = !unit.target.empty();  // of these texts no state is kept
    if (!comment.empty()) unit.notes.push_back(comment);
    if (unit.source.find('{') != std::string::npos)
      unit.notes.emplace_back(
          "ICU message: the program fills in {name}: keep such names as they are. "
          "{n, plural, …} chooses a form: give those that the language has, and `other`.");
    item_.units.push_back(std::move(unit));
    return true;
  }

  const ReturnedUnit* taken(ReturnedItem& returned, const Unit& unit, Faults& faults) const {
    const ReturnedUnit* text = changed(returned, unit, faults);
    const bool good =
        text != nullptr && can_take(*text, unit.id.substr(item_.id.size() + 1), faults);
    return good ? text : nullptr;
  }

  bool can_take(const ReturnedUnit& unit, const std::string& key, Faults& faults) const {
    Faults found;
    check_phrase(english_, key, {unit.target, unit.place}, language_.locale, found);
    for (const auto& fault : found.sorted())
      faults.warning(fault.place,
                     fmt::format("`{}`: {}: it was left as it was", unit.id, fault.what),
                     fault.advice);
    return found.errors() == 0;
  }

  [[nodiscard]] base::Result<std::string> put(const std::string& text, const std::string& key,
                                              const std::string& value) const {
    if (!text.empty()) return with_text(text, {"strings", key}, value);
    return fmt::format("format: 1\nlanguage: {}\nstrings:\n  {}: {}\n", language_.code, key,
                       quoted_yaml(value));
  }

  base::Path path_;
  model::Language language_;
  bool exists_ = false;
  std::optional<EditedFile> file_;
  Phrases english_;
  Item item_;
};

}  // namespace

std::unique_ptr<Translatable> translatable_strings(base::Fs& fs, const StringsPlace& place,
                                                   const model::Language& language,
                                                   const std::vector<std::string>& from,
                                                   Faults& faults) {
  auto strings = std::make_unique<StringsTranslation>(fs, place, language);
  strings->read(fs, place, from, faults);
  return strings;
}

}  // namespace rohnamo::publish
