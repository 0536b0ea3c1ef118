#include "content/publish/screen_changes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "content/publish/locale.hpp"

namespace rohnamo::publish {
namespace {

using base::json::Object;
using model::Entry;
using model::Kind;
using Details = std::vector<std::string>;

struct Item {
  Entry entry;
  std::string id;
  Object fields;  // but for the texts
  model::Texts texts;
};

using Key = std::pair<Kind, std::string>;
using Items = std::map<Key, Item>;

// A field of a record and what an editor calls it.
struct Field {
  std::string_view name, word;
};

constexpr std::array story_fields{Field{"topic", "topic"}, Field{"date", "date"},
                                  Field{"url", "web address"}};
constexpr std::array contact_fields{
    Field{"name", "name"},       Field{"address_as_given", "address"},
    Field{"address", "address"}, Field{"phones", "phones"},
    Field{"fax", "fax"},         Field{"email", "email"},
    Field{"web", "web address"}, Field{"hours", "hours"},
    Field{"note", "note"},       Field{"opening", "opening times"},
    Field{"map", "map"}};
constexpr std::array notice_fields{Field{"urgency", "urgency"}};
constexpr std::array channel_fields{Field{"organisation", "organisation's name"},
                                    Field{"name", "name"},
                                    Field{"default_language", "first language"},
                                    Field{"timezone", "time zone"},
                                    Field{"tint", "colour"},
                                    Field{"topics", "topics"},
                                    Field{"dwell", "time that a slide stays"},
                                    Field{"text_first", "text before pictures"},
                                    Field{"fonts", "fonts"},
                                    Field{"motion", "motion"},
                                    Field{"screen_inches", "screen's size"},
                                    Field{"reading_distance_mm", "reading distance"},
                                    Field{"help", "contact for help"}};

bool differ(const Object& before, const Object& after, std::string_view field) {
  const auto* old = before.if_contains(field);
  const auto* now = after.if_contains(field);
  return (old == nullptr) != (now == nullptr) || (old != nullptr && *old != *now);
}

template <class Fields>
void compare_fields(const Object& before, const Object& after, const Fields& fields,
                    Details& details) {
  for (const Field& field : fields)
    if (differ(before, after, field.name) &&
        std::ranges::find(details, field.word) == details.end())
      details.emplace_back(field.word);
}

// "picture is new", "picture is gone" or "another picture".
void compare_presence(bool before, bool after, bool same, std::string_view what, Details& details) {
  if (before != after)
    details.push_back(fmt::format("{} is {}", what, after ? "new" : "gone"));
  else if (!same)
    details.push_back(fmt::format("another {}", what));
}

void compare_text(const std::string& language, const model::Text& before, const model::Text& after,
                  Details& details) {
  Details changed;
  if (before.title != after.title) changed.emplace_back("title");
  if (before.summary != after.summary) changed.emplace_back("summary");
  if (before.body != after.body) changed.emplace_back("text");
  if (before.picture_description != after.picture_description)
    changed.emplace_back("picture description");
  if (before.translation != after.translation)
    changed.push_back("translation is " + after.translation);
  compare_presence(before.narration.has_value(), after.narration.has_value(),
                   before.narration == after.narration, "recording", changed);
  if (before.timings != after.timings) changed.emplace_back("timings of the recording");
  if (!changed.empty())
    details.push_back(fmt::format("{}: {}", language, fmt::join(changed, ", ")));
}

void compare_texts(const model::Texts& before, const model::Texts& after, Details& details) {
  for (const auto& [language, text] : after) {
    const auto old = before.find(language);
    if (old == before.end())
      details.push_back(language + " is new");
    else
      compare_text(language, old->second, text, details);
  }
  for (const auto& [language, text] : before)
    if (!after.contains(language)) details.push_back(language + " is gone");
}

bool same(const Entry& a, const Entry& b) {
  return a.kind == b.kind && a.urgency == b.urgency && a.weight == b.weight && a.order == b.order &&
         a.from == b.from && a.until == b.until && a.rhythm == b.rhythm &&
         a.priority == b.priority && a.topic == b.topic;
}

std::string key_in_words(const Key& key) {
  constexpr std::array words{"story", "contact", "notice"};
  return fmt::format("{} {}", words.at(static_cast<std::size_t>(key.first) - 1), key.second);
}

// One catalog's items, parsed when they are asked for.
class Reader {
 public:
  explicit Reader(const model::Catalog* catalog) : catalog_(catalog) {}

  [[nodiscard]] std::size_t size() const { return catalog_ == nullptr ? 0 : catalog_->size(); }
  [[nodiscard]] Entry entry(std::size_t index) const {
    return catalog_->entry(index).value_or(Entry());
  }
  [[nodiscard]] std::string_view raw(std::size_t index) const {
    return catalog_->raw_record(index).value_or(std::string_view());
  }

  // What cannot be read shows nothing.
  void read(std::size_t index, Items& items) const {
    const auto entry = catalog_->entry(index);
    if (!entry) return;
    if (entry->kind == Kind::story)
      take(*entry, catalog_->story(index), model::write_story, items);
    else if (entry->kind == Kind::contact)
      take(*entry, catalog_->contact(index), model::write_contact, items);
    else
      take(*entry, catalog_->notice(index), model::write_notice, items);
  }

 private:
  template <class Record>
  static void take(const Entry& entry, base::Result<Record> record, Object (*write)(const Record&),
                   Items& items) {
    if (!record) return;
    Item item{entry, record->id, write(*record), {}};
    if constexpr (requires { record->texts; }) {
      item.texts = std::move(record->texts);
      item.fields.erase("texts");
    }
    items.emplace(Key{entry.kind, item.id}, std::move(item));
  }

  const model::Catalog* catalog_;
};

const model::Catalog* find(const Catalogs& catalogs, std::string_view role) {
  const auto found = catalogs.find(role);
  return found == catalogs.end() ? nullptr : &found->second;
}

class Comparison {
 public:
  Comparison(const Catalogs& before, const Catalogs& after, base::Time now)
      : before_(before), after_(after), now_(now) {
    for (const Catalogs* catalogs : {&before, &after})  // the newest that there is
      if (const auto* mission = find(*catalogs, mission_role)) channel_ = mission->channel();
  }

  std::vector<ScreenChange> compare() {
    compare_channels();
    for (const auto& [role, catalog] : after_) sift(find(before_, role), &catalog);
    for (const auto& [role, catalog] : before_)
      if (!after_.contains(role)) sift(&catalog, nullptr);
    for (const auto& [key, item] : new_) {
      const auto old = old_.find(key);
      if (old == old_.end())
        add(ScreenChange::What::appears, key, item, appearance(item));
      else if (auto details = differences(old->second, item); !details.empty())
        add(ScreenChange::What::changes, key, item, std::move(details));
    }
    for (const auto& [key, item] : old_)
      if (!new_.contains(key)) add(ScreenChange::What::disappears, key, item, {});
    std::ranges::stable_sort(items_, {}, &std::pair<Key, ScreenChange>::first);
    for (auto& [key, change] : items_) changes_.push_back(std::move(change));
    return std::move(changes_);
  }

 private:
  // Only what is not the same byte for byte is parsed: of ten thousand stories, the one.
  void sift(const model::Catalog* before, const model::Catalog* after) {
    const Reader old(before), now(after);
    std::unordered_map<std::string_view, std::size_t> left;
    for (std::size_t i = 0; i < old.size(); ++i) left.emplace(old.raw(i), i);
    for (std::size_t i = 0; i < now.size(); ++i) {
      const auto found = left.find(now.raw(i));
      if (found != left.end() && same(old.entry(found->second), now.entry(i)))
        left.erase(found);
      else
        now.read(i, new_);
    }
    for (const auto& [raw, index] : left) old.read(index, old_);
  }

  void add(ScreenChange::What what, const Key& key, const Item& item, Details details) {
    items_.push_back({key, {what, key_in_words(key), title(item), std::move(details)}});
  }

  [[nodiscard]] std::string title(const Item& item) const {
    const auto order = channel_.language_order();
    if (!item.texts.empty())
      return model::choose(item.texts, channel_.default_language, order).text->title;
    const auto* name = item.fields.if_contains("name");
    if (name == nullptr || !name->is_object()) return {};
    model::LocalText names;
    for (const auto& [language, text] : name->as_object())
      if (text.is_string()) names.emplace(language, text.as_string());
    return std::string(model::pick(names, channel_.default_language, order));
  }

  [[nodiscard]] std::string day(base::Time time) const {
    return local_minute(time, channel_.timezone).substr(0, 10);
  }

  // "from 2026-12-01 to 2026-12-31"; the last day is shown still.
  [[nodiscard]] std::string period(const Entry& entry) const {
    std::string words;
    if (entry.from) words = "from " + day(*entry.from);
    if (entry.until)
      words +=
          fmt::format("{}to {}", words.empty() ? "" : " ", day(*entry.until - base::seconds(1)));
    if (words.empty()) return "at any date";
    if (entry.until && *entry.until <= now_) return words + ", which is over";
    if (entry.from && *entry.from > now_) return words + ", not before";
    return words;
  }

  [[nodiscard]] Details appearance(const Item& item) const {
    Details details;
    for (const auto& [language, text] : item.texts) details.push_back(language);
    if (!details.empty()) details = {fmt::format("in {}", fmt::join(details, ", "))};
    if (item.entry.from || item.entry.until) details.push_back(period(item.entry));
    return details;
  }

  Details differences(const Item& before, const Item& after) const {
    Details details;
    compare_texts(before.texts, after.texts, details);
    const auto picture = [&](const Item& item) { return item.fields.if_contains("picture"); };
    compare_presence(picture(before) != nullptr, picture(after) != nullptr,
                     !differ(before.fields, after.fields, "picture"), "picture", details);
    compare_own_fields(before, after, details);
    compare_entries(before.entry, after.entry, details);
    return details;
  }

  static void compare_own_fields(const Item& before, const Item& after, Details& details) {
    if (after.entry.kind == Kind::story)
      compare_fields(before.fields, after.fields, story_fields, details);
    else if (after.entry.kind == Kind::contact)
      compare_fields(before.fields, after.fields, contact_fields, details);
    else
      compare_fields(before.fields, after.fields, notice_fields, details);
  }

  void compare_entries(const Entry& before, const Entry& after, Details& details) const {
    const auto number = [&](std::string_view what, int old, int now) {
      if (old != now) details.push_back(fmt::format("{} {} instead of {}", what, now, old));
    };
    number("weight", before.weight, after.weight);
    number("order", before.order, after.order);
    number("priority", before.priority, after.priority);
    if (before.from != after.from || before.until != after.until)
      details.push_back("shown " + period(after));
    if (!(before.rhythm == after.rhythm)) details.emplace_back("days or hours");
  }

  void compare_channels() {
    const auto* before = find(before_, mission_role);
    const auto* after = find(after_, mission_role);
    if (before == nullptr || after == nullptr) return;
    const model::Channel &old = before->channel(), &now = after->channel();
    Details details;
    compare_languages(old, now, details);
    compare_fields(write_channel(old), write_channel(now), channel_fields, details);
    if (details.empty()) return;
    const std::string name(model::pick(now.name, now.default_language, now.language_order()));
    changes_.push_back({ScreenChange::What::changes, "channel", name, std::move(details)});
  }

  static void compare_languages(const model::Channel& before, const model::Channel& after,
                                Details& details) {
    for (const auto& language : after.languages) {
      const auto* old = before.language(language.code);
      if (old == nullptr)
        details.push_back(fmt::format("language {} is new", language.code));
      else if (old->strings != language.strings)
        details.push_back("the screen's own words in " + language.code);
      else if (old->name != language.name || old->locale != language.locale)
        details.push_back("name or locale of " + language.code);
    }
    for (const auto& language : before.languages)
      if (after.language(language.code) == nullptr)
        details.push_back(fmt::format("language {} is gone", language.code));
    const auto codes = [](const model::Channel& channel) {
      std::vector<std::string> all;
      for (const auto& language : channel.languages) all.push_back(language.code);
      return all;
    };
    const auto old = codes(before), now = codes(after);
    if (old != now && std::ranges::is_permutation(old, now))
      details.emplace_back("order of the languages");
  }

  const Catalogs &before_, &after_;
  base::Time now_;
  model::Channel channel_;
  Items old_, new_;  // what differs
  std::vector<std::pair<Key, ScreenChange>> items_;
  std::vector<ScreenChange> changes_;
};

}  // namespace

std::string_view word(ScreenChange::What what) {
  switch (what) {
    case ScreenChange::What::appears:
      return "appears";
    case ScreenChange::What::changes:
      return "changes";
    case ScreenChange::What::disappears:
      return "disappears";
  }
  return "";
}

std::vector<ScreenChange> screen_changes(const Catalogs& before, const Catalogs& after,
                                         base::Time now) {
  return Comparison(before, after, now).compare();
}

std::string to_string(const ScreenChange& change) {
  std::string text = change.item;
  if (!change.title.empty()) text += fmt::format(" \"{}\"", change.title);
  if (!change.details.empty()) text += fmt::format(": {}", fmt::join(change.details, "; "));
  return text;
}

std::string to_string(const std::vector<ScreenChange>& changes) {
  constexpr std::size_t most_lines = 40;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), most_lines); ++i)
    text += fmt::format("  {:10}  {}\n", word(changes[i].what), to_string(changes[i]));
  if (changes.size() > most_lines)
    text += fmt::format("  … and {} more\n", changes.size() - most_lines);
  return text;
}

}  // namespace rohnamo::publish
