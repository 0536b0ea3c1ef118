#include "content/publish/article_translation.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "content/publish/revision.hpp"
#include "content/publish/yaml.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {
namespace {

constexpr std::array<std::string_view, 3> text_fields{"title", "summary", "picture"};

std::string limit_note(std::string_view field) {
  if (field == "title") return fmt::format("At most {} characters.", title_advised);
  if (field == "summary")
    return fmt::format("At most {} characters: it is shown on the slide.", summary_advised);
  if (field == "picture") return "What the picture shows, for those who cannot see it.";
  return "Markdown: keep **bold**, *italic* and what stands in (…) behind a link as they are.";
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

// `text` in place of what `around` has between its white space.
std::string with_space_of(std::string_view around, std::string_view text) {
  const auto old = trimmed(around);
  const auto begin = old.empty() ? 0 : static_cast<std::size_t>(old.data() - around.data());
  const auto tail = old.empty() ? "\n" : around.substr(begin + old.size());
  return std::string(around.substr(0, begin)) + std::string(text) + std::string(tail);
}

std::string revision_of(const WrittenArticle& article) {
  return source_revision(article.field("title"), article.field("summary"), article.field("picture"),
                         article.body_text());
}

// Where a unit's text stands in the article.
struct Slot {
  std::string_view field;              // of the front matter; empty for the body
  std::optional<std::size_t> block{};  // of the body; none for all of it
};

// What shall be new in an article.
struct Changes {
  std::map<std::string_view, std::string> fields;
  std::map<std::size_t, std::string> blocks;
  std::optional<std::string> body;  // all of it

  [[nodiscard]] std::size_t size() const { return fields.size() + blocks.size() + (body ? 1 : 0); }
};

// What came back, gone through.
struct Verdict {
  Changes changes;
  bool touched = false;  // a text or a state is another
  bool whole = true;     // no text is missing
  bool reviewed = true;  // somebody read all texts
  bool current = true;   // all texts are of the original as it is now
};

class ArticleTranslation final : public Translatable {
 public:
  ArticleTranslation(ArticlePlace place, std::string language, WrittenArticle source,
                     std::optional<WrittenArticle> target)
      : place_(std::move(place)),
        language_(std::move(language)),
        source_(std::move(source)),
        target_(std::move(target)) {
    item_.id = place_.id;
    item_.file = place_.below + "/" + place_.original + ".md";
    item_.revision = revision_of(source_);
    if (target_) {
      state_ = target_->field("translation");
      const auto made_from = target_->field("source");
      stale_ = !made_from.empty() && made_from != item_.revision;
    }
    add_units();
  }

  [[nodiscard]] const Item& item() const override { return item_; }

  std::optional<ChangedFile> take(ReturnedItem& returned, Faults& faults) override {
    const Verdict verdict = judge(returned, faults);
    warn_of_moved(returned, faults);
    if (!verdict.touched) return std::nullopt;
    const auto text = target_ ? edited(verdict, returned.revision, faults) : composed(verdict);
    if (!text || !is_good(*text, faults)) return std::nullopt;
    const auto bytes = (target_ ? target_->file : EditedFile{}).bytes(*text, faults);
    if (!bytes) return std::nullopt;
    return ChangedFile{path(), *bytes, verdict.changes.size()};
  }

 private:
  [[nodiscard]] base::Path path() const { return place_.folder / (language_ + ".md"); }
  [[nodiscard]] bool is_draft() const { return !target_ || state_ == "draft"; }

  void add_units() {
    for (const auto field : text_fields) {
      const auto text = source_.field(field);
      if (!text.empty()) add_unit(std::string(field), {field}, text, target_text(field));
    }
    const auto& blocks = source_.body.blocks;
    whole_body_ = target_ && !source_.body.same_shape(target_->body);
    if (whole_body_) {
      add_unit("body", {}, std::string(trimmed(source_.body_text())),
               std::string(trimmed(target_->body_text())));
      item_.units.back().notes.push_back(
          "The translation has other paragraphs than the original: so the body comes as a whole.");
      return;
    }
    for (std::size_t i = 0; i < blocks.size(); ++i)
      add_unit(fmt::format("body/{}", i + 1), {"", i}, blocks[i].text,
               target_ ? target_->body.blocks[i].text : "");
  }

  [[nodiscard]] std::string target_text(std::string_view field) const {
    return target_ ? target_->field(field) : "";
  }

  void add_unit(const std::string& name, Slot slot, const std::string& source, std::string target) {
    if (is_draft() && target == source) target.clear();  // the original stands in for it
    Unit unit;
    unit.id = item_.id + "/" + name;
    unit.language = place_.original;
    unit.source = source;
    unit.target = std::move(target);
    unit.stale = stale_ && !unit.target.empty();
    unit.reviewed =
        !stale_ && !unit.target.empty() && (state_ == "reviewed" || state_ == "original");
    unit.notes.push_back(limit_note(slot.field));
    if (unit.stale) unit.notes.emplace_back("The original changed since this was translated.");
    slots_.push_back(slot);
    item_.units.push_back(std::move(unit));
  }

  using Matches = std::vector<ReturnedItem::Text*>;  // of each unit; null where nothing came back

  // By their ids; a paragraph that stands elsewhere now, by its source.
  Matches match(ReturnedItem& returned, Faults& faults) const {
    Matches matches(slots_.size(), nullptr);
    std::set<const ReturnedItem::Text*> taken;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      auto* text = returned.find(item_.units[i].id);
      if (text == nullptr || !is_of(*text, item_.units[i])) continue;
      matches[i] = text;
      taken.insert(text);
    }
    std::multimap<std::string, ReturnedItem::Text*> moved;
    for (auto& [id, text] : returned.texts)
      if (!taken.contains(&text) && id.starts_with(item_.id + "/body/"))
        moved.emplace(collapsed(text.unit->source), &text);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (matches[i] != nullptr || !slots_[i].block) continue;
      const auto found = moved.find(collapsed(item_.units[i].source));
      if (found == moved.end()) continue;
      matches[i] = found->second;
      moved.erase(found);
    }
    for (auto* text : matches)
      if (text != nullptr) text->known = true;
    for (const auto& unit : item_.units)
      if (auto* text = returned.find(unit.id); text != nullptr && !text->known)
        warn_of_changed_source(*text, faults);
    return matches;
  }

  static bool is_of(const ReturnedItem::Text& text, const Unit& unit) {
    return collapsed(text.unit->source) == collapsed(unit.source);
  }

  Verdict judge(ReturnedItem& returned, Faults& faults) const {
    Verdict verdict;
    if (whole_body_) take_paragraphs(returned, verdict, faults);
    const bool body_came = !whole_body_ && take_body(returned, verdict, faults);
    const auto matches = match(returned, faults);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (body_came && slots_[i].field.empty()) continue;
      const ReturnedUnit* unit = matches[i] != nullptr ? matches[i]->unit : nullptr;
      if (unit != nullptr && !unit->target.empty() && can_take(i, *unit, faults))
        take_text(i, *unit, verdict, faults);
      else
        keep_text(i, unit != nullptr, verdict);
    }
    return verdict;
  }

  void keep_text(std::size_t i, bool came, Verdict& verdict) const {
    const Unit& unit = item_.units[i];
    if (unit.target.empty())
      verdict.whole = false;
    else
      verdict.reviewed = verdict.reviewed && unit.reviewed;
    if (!came || unit.stale) verdict.current = false;
  }

  void take_text(std::size_t i, const ReturnedUnit& unit, Verdict& verdict, Faults& faults) const {
    const Unit& old = item_.units[i];
    const bool is_new = collapsed(unit.target) != collapsed(old.target);
    if (is_new) {
      put(slots_[i], unit.target, verdict.changes);
      warn_of_lost_marks(unit, faults);
    }
    verdict.touched =
        verdict.touched || is_new || unit.reviewed != old.reviewed || (old.stale && !unit.stale);
    verdict.reviewed = verdict.reviewed && unit.reviewed;
    if (!is_new && old.stale && unit.stale && !unit.reviewed) verdict.current = false;
  }

  static void put(const Slot& slot, const std::string& text, Changes& changes) {
    if (!slot.field.empty())
      changes.fields[slot.field] = text;
    else if (slot.block)
      changes.blocks[*slot.block] = text;
    else
      changes.body = text;
  }

  bool can_take(std::size_t i, const ReturnedUnit& unit, Faults& faults) const {
    if (!slots_[i].block) return true;
    const BodyBlocks& body = target_ ? target_->body : source_.body;
    return fits(body, *slots_[i].block, unit, faults);
  }

  static bool fits(const BodyBlocks& body, std::size_t block, const ReturnedUnit& unit,
                   Faults& faults) {
    if (stays_one_block(body, block, unit.target)) return true;
    faults.warning(
        unit.place,
        fmt::format("`{}` would not be one paragraph of its kind: it was left as it was", unit.id),
        "Take out blank lines and what Markdown reads as a list, a heading or a quote "
        "at the beginning of a line, and import again.");
    return false;
  }

  // The paragraphs of a translation that has as many as came back, while the original has others by
  // now: those of which the original is still there.
  void take_paragraphs(ReturnedItem& returned, Verdict& verdict, Faults& faults) const {
    std::vector<ReturnedItem::Text*> texts;
    while (auto* text = returned.find(fmt::format("{}/body/{}", item_.id, texts.size() + 1)))
      texts.push_back(text);
    const auto& blocks = target_->body.blocks;
    if (texts.size() != blocks.size()) return;
    std::set<std::string> sources;
    for (const auto& block : source_.body.blocks) sources.insert(collapsed(block.text));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const ReturnedUnit& unit = *texts[i]->unit;
      if (!sources.contains(collapsed(unit.source))) {
        warn_of_changed_source(*texts[i], faults);
        continue;
      }
      texts[i]->known = true;
      if (unit.target.empty() || collapsed(unit.target) == collapsed(blocks[i].text) ||
          !fits(target_->body, i, unit, faults))
        continue;
      verdict.changes.blocks[i] = unit.target;
      verdict.touched = true;
      verdict.reviewed = verdict.reviewed && unit.reviewed;
      warn_of_lost_marks(unit, faults);
    }
  }

  // A body that came as a whole, while the translation has the original's paragraphs by now. Gives
  // whether one came.
  bool take_body(ReturnedItem& returned, Verdict& verdict, Faults& faults) const {
    auto* text = returned.find(item_.id + "/body");
    if (text == nullptr) return false;
    const ReturnedUnit& unit = *text->unit;
    if (collapsed(unit.source) != collapsed(source_.body_text())) {
      warn_of_changed_source(*text, faults);
      return false;
    }
    text->known = true;
    if (unit.target.empty()) return false;
    verdict.reviewed = verdict.reviewed && unit.reviewed;
    const bool is_new = !target_ || collapsed(unit.target) != collapsed(target_->body_text());
    if (!is_new) return true;
    verdict.changes.body = unit.target;
    verdict.touched = true;
    warn_of_lost_marks(unit, faults);
    return true;
  }

  // Paragraphs that came back and are in the original no more.
  void warn_of_moved(ReturnedItem& returned, Faults& faults) const {
    for (auto& [id, text] : returned.texts)
      if (!text.known && id.starts_with(item_.id + "/body")) warn_of_changed_source(text, faults);
  }

  [[nodiscard]] std::string new_state(const Verdict& verdict) const {
    if (is_draft() && !verdict.whole) return "draft";
    if (verdict.reviewed) return state_ == "original" ? state_ : "reviewed";
    return "unreviewed";
  }

  std::optional<std::string> edited(const Verdict& verdict, const std::string& exported,
                                    Faults& faults) const {
    std::vector<std::pair<std::string_view, std::string>> fields;
    for (const auto& [name, text] : verdict.changes.fields) fields.emplace_back(name, text);
    if (const auto state = new_state(verdict); state != state_)
      fields.emplace_back("translation", state);
    const auto made_from = target_->field("source");
    if (verdict.current && made_from != item_.revision)
      fields.emplace_back("source", item_.revision);
    else if (!verdict.current && made_from.empty() && !exported.empty())
      fields.emplace_back("source", exported);
    const auto& [begin, end, body] = target_->front;
    const std::string& text = target_->file.text.text;
    std::string front = text.substr(begin, end - begin);
    for (const auto& [name, value] : fields) {
      const auto changed = with_text(front, {std::string(name)}, value);
      if (!changed) {
        faults.error(target_->file.text.whole(), changed.error().message,
                     "Then import again: what is there by then is passed over.");
        return std::nullopt;
      }
      front = *changed;
    }
    return text.substr(0, begin) + front + text.substr(end, body - end) +
           edited_body(verdict.changes);
  }

  [[nodiscard]] std::string edited_body(const Changes& changes) const {
    if (changes.body) return with_space_of(target_->body_text(), *changes.body);
    BodyBlocks body = target_->body;
    for (const auto& [index, text] : changes.blocks) body.blocks[index].text = text;
    return body.written();
  }

  // A file of its own; where a text is missing, the original stands in for it.
  [[nodiscard]] std::string composed(const Verdict& verdict) const {
    const Changes& changes = verdict.changes;
    std::string text = "---\n";
    for (const auto field : text_fields) {
      const auto changed = changes.fields.find(field);
      const auto value = changed != changes.fields.end() ? changed->second : source_.field(field);
      if (!value.empty()) text += fmt::format("{}: {}\n", field, quoted_yaml(value));
    }
    text += fmt::format("language: {}\ntranslation: {}\nsource: \"{}\"\n---\n", language_,
                        new_state(verdict), item_.revision);
    if (changes.body) return text + with_space_of(source_.body_text(), *changes.body);
    BodyBlocks body = source_.body;
    for (const auto& [index, block] : changes.blocks) body.blocks[index].text = block;
    return text + body.written();
  }

  // Whether the screens could show it; what they could not is said.
  [[nodiscard]] bool is_good(const std::string& text, Faults& faults) const {
    Faults found;
    read_article(TextFile{path().string(), text}, place_.kind, found);
    for (const auto& fault : found.sorted())
      if (fault.severity == Severity::error)
        faults.error(fault.place, fault.what + ": this is how it would be, nothing was written",
                     "Correct the translation and import again. " + fault.advice);
    return found.errors() == 0;
  }

  ArticlePlace place_;
  std::string language_;
  WrittenArticle source_;
  std::optional<WrittenArticle> target_;
  std::string state_;  // of the target: `translation:`
  bool stale_ = false;
  bool whole_body_ = false;  // the body is one unit
  Item item_;
  std::vector<Slot> slots_;  // of item_.units
};

}  // namespace

std::string WrittenArticle::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::string WrittenArticle::body_text() const {
  return body.written();
}

std::optional<WrittenArticle> read_written_article(base::Fs& fs, const base::Path& path,
                                                   Faults& faults) {
  if (!fs.exists(path)) return std::nullopt;
  auto file = read_edited_file(fs, path, faults);
  if (!file) return std::nullopt;
  const auto front = find_front_matter(file->text, faults);
  if (!front) return std::nullopt;
  const auto root = Yaml::parse_part(file->text, front->begin, front->end, faults);
  if (!root) return std::nullopt;
  WrittenArticle article;
  for (const auto* field : {"title", "summary", "picture", "translation", "source"})
    if (const auto text = root->optional(field).text()) article.fields.emplace(field, *text);
  article.body = split_body(std::string_view(file->text.text).substr(front->body));
  article.front = *front;
  article.file = std::move(*file);
  return article;
}

std::unique_ptr<Translatable> translatable_article(base::Fs& fs, const ArticlePlace& place,
                                                   const std::string& language, Faults& faults) {
  if (place.original == language) return nullptr;
  auto source = read_written_article(fs, place.folder / (place.original + ".md"), faults);
  if (!source) return nullptr;
  const auto path = place.folder / (language + ".md");
  const bool there = fs.exists(path);
  auto target = read_written_article(fs, path, faults);
  if (there && !target) return nullptr;  // a fault already
  return std::make_unique<ArticleTranslation>(place, language, std::move(*source),
                                              std::move(target));
}

}  // namespace rohnamo::publish
