#include "content/publish/glyph_check.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "content/publish/article.hpp"
#include "content/publish/parallel.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

std::string to_utf8(char32_t character) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, character);
  return {bytes.data(), static_cast<std::size_t>(length)};
}

std::string name_of(char32_t character) {
  std::array<char, 128> name{};
  UErrorCode status = U_ZERO_ERROR;
  u_charName(static_cast<UChar32>(character), U_EXTENDED_CHAR_NAME, name.data(),
             static_cast<std::int32_t>(name.size()), &status);
  std::string words = U_SUCCESS(status) ? name.data() : "";
  std::ranges::transform(words, words.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return words;
}

bool is_private(char32_t character) {
  return u_charType(static_cast<UChar32>(character)) == U_PRIVATE_USE_CHAR;
}

std::string advice_for(char32_t character) {
  if (is_private(character))
    return "It is a sign of one font alone, as programs for writing make bullets of them: write "
           "another character.";
  return "Take it out or write another character, or bring a font that has it: `fonts` in "
         "channel.yaml.";
}

// Where the bytes stand in an article: in its front matter, else in its body.
std::optional<Place> find_in_article(const TextFile& file, std::string_view bytes) {
  Faults told_already;
  const auto front = find_front_matter(file, told_already);
  if (!front) return std::nullopt;
  const auto root = Yaml::parse_part(file, front->begin, front->end, told_already);
  if (auto place = root ? root->find(bytes) : std::nullopt) return place;
  const std::size_t literal = file.text.find(bytes, front->body);
  return file.place(literal == std::string::npos ? front->body : literal);
}

std::optional<Place> find_in_yaml(const TextFile& file, std::string_view bytes) {
  Faults told_already;
  const auto root = Yaml::parse(file, told_already);
  return root ? root->find(bytes) : std::nullopt;
}

class GlyphCheck {
 public:
  GlyphCheck(base::Fs& fs, const FontCoverage& coverage, Faults& faults)
      : fs_(fs), coverage_(coverage), faults_(faults) {}

  void check(const Path& folder, const model::Channel& channel) {
    look_at(channel.organisation);
    look_at(channel.name);
    for (const auto& language : channel.languages) look_at(language.name);
    for (const auto& topic : channel.topics) look_at(topic.name);
    tell(folder / "channel.yaml");
  }

  void check(const Path& folder, const model::Strings& strings) {
    for (const auto& [key, pattern] : strings.patterns) look_at(pattern);
    tell(folder / (strings.language + ".yaml"));
  }

  void check(const Path& folder, const StorySource& story) {
    check(folder / "stories" / story.id, story.articles);
  }

  void check(const Path& folder, const NoticeSource& notice) {
    check(folder / "notices" / notice.id, notice.articles);
  }

  void check(const Path& folder, const ContactSource& contact) {
    check(folder / "contacts", contact.contact);
  }

 private:
  void check(const Path& folder, const Articles& articles) {
    for (const auto& [language, article] : articles) {
      look_at(article.title);
      look_at(article.summary);
      look_at(article.body.document.blocks);
      if (!missing_.empty()) tell(folder / (language + ".md"));
    }
  }

  void check(const Path& folder, const model::Contact& contact) {
    for (const auto* text : {&contact.name, &contact.address, &contact.hours, &contact.note})
      look_at(*text);
    for (const auto* text : {&contact.address_as_given, &contact.email, &contact.web})
      look_at(*text);
    for (const auto* phones : {&contact.phones, &contact.fax})
      for (const auto& phone : *phones) {
        look_at(phone.number);
        look_at(phone.label);
      }
    tell(folder / (contact.id + ".yaml"));
  }

  void look_at(const std::string& text) {
    for (const char32_t character : coverage_.missing(text))
      if (missing_.find(character) == missing_.npos) missing_ += character;
  }

  void look_at(const model::LocalText& texts) {
    for (const auto& [language, text] : texts) look_at(text);
  }

  void look_at(const model::Spans& spans) {
    for (const auto& span : spans) look_at(span.text);
  }

  void look_at(const std::vector<model::Block>& blocks) {
    for (const auto& block : blocks) {
      look_at(block.spans);
      look_at(block.blocks);
      for (const auto& row : block.rows)
        for (const auto& cell : row) look_at(cell);
    }
  }

  // What was found missing in the texts of this file.
  void tell(const Path& path) {
    Faults told_already;
    const auto file = missing_.empty() ? std::nullopt : read_text(fs_, path, told_already);
    const bool article = path.extension() == ".md";
    for (const char32_t character : std::exchange(missing_, {})) {
      if (!file) continue;  // the program's own words: not the editor's
      const std::string bytes = to_utf8(character);
      const auto place = article ? find_in_article(*file, bytes) : find_in_yaml(*file, bytes);
      faults_.warning(place.value_or(file->whole()),
                      fmt::format("the screens have no letter for {} (U+{:04X}, {})",
                                  is_private(character) ? "a character" : bytes,
                                  static_cast<std::uint32_t>(character), name_of(character)),
                      advice_for(character));
    }
  }

  base::Fs& fs_;
  const FontCoverage& coverage_;
  Faults& faults_;
  std::u32string missing_;  // in the file at hand
};

// Their faults are told in their order.
template <class Item>
void check_each(base::Fs& fs, const Path& folder, const std::vector<Item>& items,
                const FontCoverage& coverage, Faults& faults) {
  std::vector<Faults> told(items.size());
  each_in_parallel(items.size(), [&](std::size_t i) {
    GlyphCheck(fs, coverage, told[i]).check(folder, items[i]);
  });
  for (Faults& of_item : told) faults.add(std::move(of_item));
}

void check_items(base::Fs& fs, const Path& folder, const Items& items, const FontCoverage& coverage,
                 Faults& faults) {
  check_each(fs, folder, items.stories, coverage, faults);
  check_each(fs, folder, items.contacts, coverage, faults);
  check_each(fs, folder, items.notices, coverage, faults);
}

}  // namespace

void check_glyphs(base::Fs& fs, const Path& folder, const Source& source,
                  const FontCoverage& coverage, Faults& faults) {
  GlyphCheck check(fs, coverage, faults);
  check.check(folder, source.channel);
  for (const auto& [language, strings] : source.strings) check.check(folder / "strings", strings);
  check_items(fs, folder, source.mission, coverage, faults);
  for (const auto& [name, items] : source.offices)
    check_items(fs, folder / "offices" / name, items, coverage, faults);
}

}  // namespace rohnamo::publish
