#include "content/publish/decap.hpp"

#include <initializer_list>
#include <utility>

#include "content/publish/decap_forms.hpp"
#include "content/publish/decap_page.hpp"
#include "content/publish/yaml_edit.hpp"

namespace rohnamo::publish {
namespace {

using namespace decap_forms;

using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// `text` with each %word% replaced.
std::string filled(std::string_view text, Words words) {
  std::string result(text);
  for (const auto& [word, value] : words) {
    const std::string mark = '%' + std::string(word) + '%';
    for (auto at = result.find(mark); at != std::string::npos;
         at = result.find(mark, at + value.size()))
      result.replace(at, mark.size(), value);
  }
  return result;
}

std::string name_of(const model::Language& language) {
  return language.name.empty() ? language.code : language.name;
}

// A line of options for each language: its code is written, its name is read.
std::string language_options(const model::Channel& channel) {
  std::string lines;
  for (const auto& language : channel.languages)
    lines += filled("          - {label: %name%, value: %code%}\n",
                    {{"name", quoted_yaml(name_of(language))}, {"code", language.code}});
  return lines;
}

std::string topic_field(const model::Channel& channel) {
  if (channel.topics.empty()) return {};
  std::string lines =
      "      - name: topic\n        label: Topic\n        widget: select\n"
      "        options:\n";
  for (const auto& topic : channel.topics) {
    const auto name = topic.name.find(channel.default_language);
    lines += filled("          - {label: %name%, value: %id%}\n",
                    {{"name", quoted_yaml(name == topic.name.end() ? topic.id : name->second)},
                     {"id", topic.id}});
  }
  return lines;
}

// A field of text for each language, `indent` from the left. `needed` may be no language.
std::string texts(const model::Channel& channel, std::string_view indent, std::string_view needed) {
  std::string lines;
  for (const auto& language : channel.languages)
    lines += filled("%indent%- {name: %code%, label: %name%, widget: string%optional%}\n",
                    {{"indent", indent},
                     {"code", language.code},
                     {"name", quoted_yaml(name_of(language))},
                     {"optional", language.code == needed ? "" : ", required: false"}});
  return lines;
}

std::string opening_fields() {
  std::string fields;
  for (const auto& [days, label] : Words{{"mon-fri", "Monday to Friday"},
                                         {"mon", "Monday"},
                                         {"tue", "Tuesday"},
                                         {"wed", "Wednesday"},
                                         {"thu", "Thursday"},
                                         {"fri", "Friday"},
                                         {"sat", "Saturday"},
                                         {"sun", "Sunday"}})
    fields += filled(hours_field, {{"days", days}, {"label", label}});
  return fields;
}

std::string item_id(std::string_view place) {
  return filled(id_field, {{"place", place}});
}

std::string day(std::string_view name, std::string_view label, bool optional,
                std::string_view hint) {
  return filled(day_field, {{"name", name},
                            {"label", label},
                            {"optional", optional ? "        required: false\n" : ""},
                            {"hint", hint}});
}

// How a person and the folder call what has texts.
struct Kind {
  std::string_view item, items, folder;
  bool whole;  // each text has a summary and a body
};

constexpr Kind story{"Story", "Stories", "stories", true};
constexpr Kind notice{"Notice", "Notices", "notices", false};

// "Stories · Тоҷикӣ"
std::string in_language(std::string_view what, const model::Language& language) {
  return quoted_yaml(filled("%what% · %name%", {{"what", what}, {"name", name_of(language)}}));
}

// A list of texts for each language.
std::string text_lists(const model::Channel& channel, const Kind& kind) {
  std::string lists;
  for (const auto& language : channel.languages)
    lists +=
        filled(texts_collection,
               {{"items", kind.folder},
                {"Item", kind.item},
                {"Items", kind.items},
                {"whole", kind.whole ? "true" : "false"},
                {"state", language.code == channel.default_language ? "original" : "unreviewed"},
                {"code", language.code},
                {"list", in_language(kind.items, language)},
                {"singular", in_language(kind.item, language)}});
  return lists;
}

std::string story_list(const model::Channel& channel) {
  return filled(
      stories,
      {{"id", item_id("folder")},
       {"topic", topic_field(channel)},
       {"languages", language_options(channel)},
       {"status", status_field},
       {"picture", picture_field},
       {"order", order_field},
       {"from", day("show_from", "Show from", true, "The first day. Empty is at once.")},
       {"until", day("show_until", "Show until", true, "The last day. Empty is for ever.")},
       {"week", week_fields},
       {"first", channel.default_language}});
}

std::string notice_list() {
  return filled(
      notices,
      {{"id", item_id("folder")},
       {"status", status_field},
       {"from", day("show_from", "Show from", false, "The first day.")},
       {"until", day("show_until", "Show until", false, "The last day. A notice ends by itself.")},
       {"week", week_fields}});
}

std::string contact_list(const model::Channel& channel) {
  const std::string_view first = channel.default_language;
  return filled(contacts, {{"id", item_id("file")},
                           {"status", status_field},
                           {"order", order_field},
                           {"picture", picture_field},
                           {"numbers", number_fields},
                           {"opening", opening_fields()},
                           {"name_texts", texts(channel, "          ", first)},
                           {"texts", texts(channel, "          ", "")},
                           {"label_texts", texts(channel, "              ", "")},
                           {"first", first}});
}

}  // namespace

std::optional<std::string> decap_config(const model::Channel& channel, std::string_view before) {
  const auto own = before.find(generated);
  if (!before.empty() && own == std::string_view::npos) return std::nullopt;
  std::string config(before.empty() ? technician : before.substr(0, own));
  config += generated;
  config += head;
  return config + story_list(channel) + text_lists(channel, story) + notice_list() +
         text_lists(channel, notice) + contact_list(channel);
}

std::string decap_page() {
  return std::string(decap_page_html);
}

}  // namespace rohnamo::publish
