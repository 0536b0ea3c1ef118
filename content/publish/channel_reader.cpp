#include "content/publish/channel_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "content/exchange/screen_size.hpp"
#include "content/publish/fields.hpp"
#include "content/publish/locale.hpp"

namespace rohnamo::publish {
namespace {

constexpr int shortest_dwell = 5, longest_dwell = 120;  // seconds

model::Language read_language(const Yaml& entry, ChannelFile& file) {
  model::Language language;
  const Yaml code = entry.required("code");
  language.code = code.text().value_or("");
  language.name = entry.required("name").text().value_or("");
  const Yaml locale = entry.optional("locale");
  language.locale = locale.text().value_or(language.code);
  entry.unknown();
  if (language.code.empty()) return language;
  if (!is_language_tag(language.code))
    code.error(fmt::format("`{}` is no language code", language.code),
               "Write a BCP 47 tag such as tg, fa or uz-Cyrl.");
  else if (!file.languages.insert(language.code).second)
    code.error(fmt::format("`{}` is here twice", language.code), "Keep one of the two.");
  if (locale && !is_language_tag(language.locale))
    locale.error(fmt::format("`{}` is no locale", language.locale),
                 "Write a BCP 47 tag such as fa-AF-u-ca-gregory.");
  language.direction = direction_of(language.code);
  return language;
}

void read_languages(const Yaml& root, ChannelFile& file) {
  const Yaml list = root.required("languages");
  list.each([&](const Yaml& entry) {
    auto language = read_language(entry, file);
    if (file.languages.contains(language.code))
      file.channel.languages.push_back(std::move(language));
  });
  if (list && list.is_list() && file.languages.empty())
    list.error("there is no language", "Add at least one.");
}

void read_topics(const Yaml& root, ChannelFile& file) {
  root.optional("topics").each([&](const Yaml& entry) {
    model::Topic topic;
    const Yaml id = entry.required("id");
    topic.id = read_id(id);
    topic.name = translated(entry.required("name"), file.languages);
    topic.tint = read_tint(entry.optional("tint")).value_or(file.channel.tint);
    entry.unknown();
    if (file.channel.topic(topic.id) != nullptr)
      id.error(fmt::format("the topic `{}` is here twice", topic.id), "Keep one of the two.");
    else if (!topic.id.empty())
      file.channel.topics.push_back(std::move(topic));
  });
}

void read_default_language(const Yaml& root, ChannelFile& file) {
  const Yaml field = root.required("default_language");
  file.channel.default_language = field.text().value_or("");
  if (!file.channel.default_language.empty() &&
      !file.languages.contains(file.channel.default_language))
    field.error(fmt::format("`{}` is no language of this channel", file.channel.default_language),
                fmt::format("Choose one of {}.", fmt::join(file.languages, ", ")));
}

void read_timezone(const Yaml& root, ChannelFile& file) {
  const Yaml field = root.required("timezone");
  const auto name = field.text();
  if (!name) return;
  if (is_timezone(*name))
    file.channel.timezone = *name;
  else
    field.error(fmt::format("`{}` is no time zone", *name),
                "Write an IANA name such as Asia/Dushanbe.");
}

void read_carousel(const Yaml& root, ChannelFile& file) {
  const Yaml carousel = root.optional("carousel");
  if (!carousel) return;
  const auto dwell = carousel.optional("dwell_seconds").integer(shortest_dwell, longest_dwell);
  if (dwell) file.channel.dwell = std::chrono::seconds(*dwell);
  carousel.unknown();
}

void read_screen(const Yaml& root, model::Screen& screen, std::string& sizes) {
  using model::Screen;
  const Yaml field = root.optional("screen");
  if (!field) return;
  const auto inches = field.optional("inches").number(Screen::least_inches, Screen::most_inches);
  screen.inches = inches.value_or(screen.inches);
  const auto distance =
      field.optional("reading_distance_mm").integer(Screen::least_distance, Screen::most_distance);
  screen.reading_distance = distance.value_or(screen.reading_distance);
  field.optional("sizes").each([&](const Yaml& size) {
    const auto text = size.text();
    if (!text) return;
    if (const auto known = exchange::parse_screen_sizes(*text); !known)
      return size.error(known.error().message,
                        "Write pixels, and inches where they differ: 1920x1080 or 1280x800@10.1.");
    sizes += fmt::format("{}{}", sizes.empty() ? "" : ",", *text);
  });
  field.unknown();
}

void read_switch(const Yaml& field, bool& value) {
  const auto word = field.text();
  if (!word) return;
  if (*word != "true" && *word != "false")
    return field.error(fmt::format("`{}` is neither true nor false", *word),
                       "Write true or false.");
  value = *word == "true";
}

}  // namespace

std::optional<ChannelFile> read_channel_file(const TextFile& text, Faults& faults) {
  const auto root = Yaml::parse(text, faults);
  if (!root) return std::nullopt;
  ChannelFile file;
  model::Channel& channel = file.channel;
  read_languages(*root, file);
  if (file.languages.empty()) return std::nullopt;

  channel.id = read_id(root->required("id"));
  channel.organisation = translated(root->required("organisation"), file.languages);
  channel.name = translated(root->required("name"), file.languages);
  read_default_language(*root, file);
  read_timezone(*root, file);
  channel.tint = read_tint(root->required("tint")).value_or(model::Color{});
  read_topics(*root, file);
  read_carousel(*root, file);
  read_screen(*root, channel.screen, file.screens);
  read_switch(root->optional("text_first"), channel.text_first);
  read_switch(root->optional("motion"), channel.motion);
  file.fonts = read_fonts(root->optional("fonts"));
  const Yaml help = root->optional("help");
  channel.help = read_id(help);
  file.help = help ? help.place() : text.whole();
  root->unknown();
  return file;
}

}  // namespace rohnamo::publish
