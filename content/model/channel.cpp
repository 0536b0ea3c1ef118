#include "content/model/channel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::model {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

base::Result<Language> read_language(const Reader& object) {
  Language language;
  language.code = TRY(object.string("code"));
  language.name = TRY(object.string("name"));
  language.locale = TRY(object.string("locale", language.code));
  if (TRY(object.string("direction", "ltr")) == "rtl")
    language.direction = Direction::right_to_left;
  if (object.has("strings")) language.strings = TRY(read_blob_ref(TRY(object.object("strings"))));
  return language;
}

Object write_language(const Language& language) {
  Object object{{"code", language.code}, {"name", language.name}, {"locale", language.locale}};
  object["direction"] = language.direction == Direction::right_to_left ? "rtl" : "ltr";
  if (language.strings) object["strings"] = write_blob_ref(*language.strings);
  return object;
}

base::Result<Topic> read_topic(const Reader& object) {
  Topic topic;
  topic.id = TRY(object.string("id"));
  topic.name = TRY(read_local_text(object, "name"));
  topic.tint = TRY(parse_color(TRY(object.string("tint"))));
  return topic;
}

base::Result<std::optional<BlobRef>> read_variant(const Reader& object, std::string_view name) {
  if (!object.has(name)) return std::optional<BlobRef>();
  return std::optional(TRY(read_blob_ref(TRY(object.object(name)))));
}

base::Result<Font> read_font(const Reader& object) {
  Font font;
  font.name = TRY(object.string("name"));
  TRY(object.each("scripts", [&](const Reader& script) -> base::Result<void> {
    font.scripts.push_back(TRY(script.as_string()));
    return {};
  }));
  font.regular = TRY(read_blob_ref(TRY(object.object("regular"))));
  font.bold = TRY(read_variant(object, "bold"));
  font.italic = TRY(read_variant(object, "italic"));
  font.bold_italic = TRY(read_variant(object, "bold_italic"));
  return font;
}

Object write_font(const Font& font) {
  Object object{{"name", font.name},
                {"scripts", Array(font.scripts.begin(), font.scripts.end())},
                {"regular", write_blob_ref(font.regular)}};
  if (font.bold) object["bold"] = write_blob_ref(*font.bold);
  if (font.italic) object["italic"] = write_blob_ref(*font.italic);
  if (font.bold_italic) object["bold_italic"] = write_blob_ref(*font.bold_italic);
  return object;
}

// Brought within a second and an hour, so that no reckoning with it overflows.
base::Result<std::chrono::seconds> read_dwell(const Reader& object) {
  const std::int64_t dwell = TRY(object.integer("dwell", 12));
  return std::chrono::seconds(std::clamp<std::int64_t>(dwell, 1, 3600));
}

base::Result<Screen> read_screen(const Reader& object) {
  Screen screen;
  const double inches = TRY(object.number("screen_inches", 0.0));
  if (inches >= Screen::least_inches && inches <= Screen::most_inches) screen.inches = inches;
  const std::int64_t distance = TRY(object.integer("reading_distance_mm", screen.reading_distance));
  screen.reading_distance = static_cast<int>(
      std::clamp<std::int64_t>(distance, Screen::least_distance, Screen::most_distance));
  return screen;
}

template <class T>
const T* find(const std::vector<T>& list, std::string T::*field, std::string_view value) {
  for (const T& element : list)
    if (element.*field == value) return &element;
  return nullptr;
}

}  // namespace

base::Result<Color> parse_color(std::string_view text) {
  const auto bad = [&] {
    return base::fail(base::Code::invalid_input,
                      fmt::format("'{}' is no colour like #0b5d8a", text));
  };
  if (text.size() != 7 || text[0] != '#') return bad();
  const auto bytes = base::from_hex(text.substr(1));
  if (!bytes) return bad();
  const auto part = [&](std::size_t i) { return static_cast<std::uint8_t>((*bytes)[i]); };
  return Color{part(0), part(1), part(2), 255};
}

std::string to_string(Color color) {
  return fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
}

const Language* Channel::language(std::string_view code) const {
  return find(languages, &Language::code, code);
}

const Topic* Channel::topic(std::string_view topic_id) const {
  return find(topics, &Topic::id, topic_id);
}

std::vector<std::string> Channel::language_order() const {
  std::vector<std::string> order{default_language};
  for (const Language& language : languages)
    if (language.code != default_language) order.push_back(language.code);
  return order;
}

base::Result<Channel> read_channel(const Reader& object) {
  TRY(object.check_format(channel_format));
  Channel channel;
  channel.id = TRY(object.string("id"));
  channel.organisation = TRY(read_local_text(object, "organisation"));
  channel.name = TRY(read_local_text(object, "name"));
  channel.default_language = TRY(object.string("default_language"));
  channel.timezone = TRY(object.string("timezone"));
  channel.tint = TRY(parse_color(TRY(object.string("tint"))));
  channel.dwell = TRY(read_dwell(object));
  channel.text_first = TRY(object.boolean("text_first", false));
  channel.motion = TRY(object.boolean("motion", true));
  channel.screen = TRY(read_screen(object));
  channel.help = TRY(object.string("help", ""));
  TRY(object.each("languages", [&](const Reader& language) -> base::Result<void> {
    channel.languages.push_back(TRY(read_language(language)));
    return {};
  }));
  TRY(object.each("topics", [&](const Reader& topic) -> base::Result<void> {
    channel.topics.push_back(TRY(read_topic(topic)));
    return {};
  }));
  TRY(object.each("fonts", [&](const Reader& font) -> base::Result<void> {
    channel.fonts.push_back(TRY(read_font(font)));
    return {};
  }));
  if (channel.language(channel.default_language) == nullptr)
    return base::fail(base::Code::invalid_input,
                      object.where() + ".default_language is none of its languages");
  return channel;
}

Object write_channel(const Channel& channel) {
  Object object{{"format", channel_format},
                {"id", channel.id},
                {"organisation", write_local_text(channel.organisation)},
                {"name", write_local_text(channel.name)},
                {"default_language", channel.default_language},
                {"timezone", channel.timezone},
                {"tint", to_string(channel.tint)},
                {"dwell", channel.dwell.count()},
                {"help", channel.help}};
  if (channel.text_first) object["text_first"] = true;
  if (!channel.motion) object["motion"] = false;
  if (channel.screen.inches > 0) object["screen_inches"] = channel.screen.inches;
  if (channel.screen.reading_distance != Screen().reading_distance)
    object["reading_distance_mm"] = channel.screen.reading_distance;
  Array languages;
  for (const Language& language : channel.languages)
    languages.emplace_back(write_language(language));
  object["languages"] = std::move(languages);
  Array topics;
  for (const Topic& topic : channel.topics)
    topics.emplace_back(Object{
        {"id", topic.id}, {"name", write_local_text(topic.name)}, {"tint", to_string(topic.tint)}});
  object["topics"] = std::move(topics);
  if (channel.fonts.empty()) return object;
  Array fonts;
  for (const Font& font : channel.fonts) fonts.emplace_back(write_font(font));
  object["fonts"] = std::move(fonts);
  return object;
}

}  // namespace rohnamo::model
