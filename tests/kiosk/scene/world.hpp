// A channel in five languages, with the real fonts and the screen's real words.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <memory>
#include <string>

#include "content/base/utf8.hpp"
#include "kiosk/render/sdl_fonts.hpp"
#include "kiosk/scene/pages.hpp"
#include "tests/source_dir.hpp"

namespace rohnamo::scene {

inline render::SdlFonts& real_fonts() {
  static const std::unique_ptr<render::SdlFonts> fonts = [] {
    auto opened = render::SdlFonts::open(ROHNAMO_FONTS);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }();
  return *fonts;
}

inline model::Strings real_strings(const std::string& language) {
  const auto root = YAML::LoadFile(tests::source_dir() / "content/strings" / (language + ".yaml"));
  model::Strings strings{language, {}};
  for (const auto& pair : root["strings"])
    strings.patterns[pair.first.as<std::string>()] = pair.second.as<std::string>();
  return strings;
}

inline const std::vector<std::string>& languages() {
  static const std::vector<std::string> all{"tg", "ru", "uz", "fa", "en"};
  return all;
}

// A text of about `letters` letters in the language's own script.
inline std::string filler(const std::string& language, std::size_t letters) {
  static const std::map<std::string, std::string> words{
      {"tg", "Пас аз ёздаҳ соли муҳоҷират ӯ ба ватан баргашт ва корхонаи худро кушод, "},
      {"ru", "После одиннадцати лет миграции предприниматель возвратился домой и открыл дело, "},
      {"uz", "Oʻn bir yillik muhojirlikdan keyin u vataniga qaytib, oʻz ishini ochdi, "},
      {"fa", "پس از یازده سال مهاجرت به وطن برگشت و کارگاه خودش را باز کرد، "},
      {"en", "After eleven years of labour migration he came home and opened a workshop, "}};
  const std::string& sentence = words.at(language);
  std::string text;
  std::size_t count = 0;
  while (count < letters)
    for (const char c : sentence) {
      text += c;
      if (base::utf8::begins(c)) ++count;
    }
  return text.substr(0, text.rfind(' '));
}

struct World {
  World() {
    channel.id = "test";
    channel.default_language = "tg";
    channel.timezone = "Asia/Dushanbe";
    channel.tint = {11, 93, 138, 255};
    channel.help = "mission";
    const std::map<std::string, std::string> names{{"tg", "Тоҷикӣ"},
                                                   {"ru", "Русский"},
                                                   {"uz", "Oʻzbekcha"},
                                                   {"fa", "دری / فارسی"},
                                                   {"en", "English"}};
    for (const auto& code : languages()) {
      const auto direction =
          code == "fa" ? model::Direction::right_to_left : model::Direction::left_to_right;
      channel.languages.push_back({code, names.at(code), code, direction, {}});
      channel.organisation[code] = filler(code, 40);
      channel.name[code] = filler(code, 30);
    }
    channel.topics.push_back({"work", {{"en", "Work"}, {"tg", "Кор"}}, {240, 200, 60, 255}});
    channel.topics.push_back(
        {"health", {{"en", "Health of those who go and of those who stay"}}, {31, 107, 69, 255}});
    for (const auto& language : channel.languages)
      words.emplace(language.code,
                    text::Wording(language, real_strings(language.code), "Asia/Dushanbe"));
  }

  [[nodiscard]] Kit kit(const std::string& language, const Panel& panel, Sight sight = {}) const {
    const auto* known = channel.language(language);
    return {&real_fonts(), &words.at(language), &channel,
            Style(panel, channel, known->direction, sight)};
  }

  // As long as the checker allows.
  [[nodiscard]] model::Story story(std::size_t title = 90, std::size_t summary = 300) const {
    model::Story story;
    story.id = "long";
    story.topic = "work";
    story.date = "2018-09";
    for (const auto& code : languages()) {
      model::Text text;
      text.title = filler(code, title);
      text.summary = filler(code, summary);
      story.texts[code] = text;
    }
    return story;
  }

  [[nodiscard]] model::Contact contact() const {
    model::Contact contact;
    contact.id = "mission";
    contact.address_as_given = "734013, 22A Azizbekov Street, 2nd Driveway, Dushanbe";
    contact.phones = {{"(+992 48) 701 0202", "+992487010202", {}},
                      {"(+992 48) 701 0303", "+992487010303", {}},
                      {"(+992 48) 701 0222", "+992487010222", {}}};
    contact.fax = {{"(+992 37) 251 0062", "+992372510062", {}}};
    contact.opening = model::Opening();
    for (std::size_t day = 0; day < 5; ++day)
      contact.opening->week.at(day) = {{9 * 60, 13 * 60}, {13 * 60 + 30, 17 * 60}};
    contact.opening->closed = {std::chrono::local_days(std::chrono::year(2026) / 3 / 20)};
    contact.map = model::Picture{0.5, 0.5, {{{}, 1600, 1200}}};
    contact.picture = model::Picture{0.5, 0.5, {{{}, 800, 1600}}};
    for (const auto& code : languages()) {
      contact.name[code] = filler(code, 60);
      contact.address[code] = filler(code, 80);
      contact.note[code] = filler(code, 60);
    }
    return contact;
  }

  [[nodiscard]] model::Document document(const std::string& language) const {
    using Type = model::Block::Type;
    const auto block = [&](Type type, std::size_t letters) {
      model::Block block;
      block.type = type;
      block.level = 1;
      block.spans = {{filler(language, letters), false, false, {}}};
      return block;
    };
    model::Document document;
    document.blocks = {block(Type::paragraph, 400), block(Type::heading, 40),
                       block(Type::item, 120),      block(Type::item, 60),
                       block(Type::quote, 150),     block(Type::rule, 0)};
    document.blocks[1].level = 2;
    document.blocks[3].number = 12;
    document.blocks[5].spans.clear();
    model::Block box;
    box.type = Type::box;
    box.blocks = {block(Type::paragraph, 30), block(Type::paragraph, 300)};
    model::Block table;
    table.type = Type::table;
    const model::Spans cell{{filler(language, 30), false, false, {}}};
    table.rows = {{cell, cell, cell}, {cell, cell, cell}, {cell, cell}};
    document.blocks.push_back(box);
    document.blocks.push_back(table);
    document.blocks.push_back(block(Type::paragraph, 500));
    return document;
  }

  model::Channel channel;
  std::map<std::string, text::Wording> words;
};

inline Surround surround(bool visiting) {
  Surround around;
  around.visiting = visiting;
  around.freshness = "Updated 5 minutes ago";
  around.position = visiting ? 0 : 2;
  around.total = 9;
  return around;
}

}  // namespace rohnamo::scene
