#include "content/publish/interface_strings.hpp"

#include <fmt/format.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <optional>
#include <set>

#include "content/publish/fields.hpp"

namespace rohnamo::publish {
namespace {

// The names in the pattern's braces; nothing, and a fault, for a pattern that is none.
std::optional<std::set<std::string>> placeholders(const Phrase& phrase, const std::string& locale,
                                                  Faults& faults) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(phrase.pattern),
                                  icu::Locale::createFromName(locale.c_str()), where, status);
  if (U_FAILURE(status)) {
    faults.error(phrase.place,
                 fmt::format("this is no ICU message (at character {})", where.offset + 1),
                 "Balance the { and }, and give every plural an `other {…}`.");
    return std::nullopt;
  }
  std::set<std::string> names;
  const std::unique_ptr<icu::StringEnumeration> arguments(
      const_cast<icu::MessageFormat&>(format).getFormatNames(status));
  while (arguments) {
    const icu::UnicodeString* name = arguments->snext(status);
    if (name == nullptr) break;
    std::string utf8;
    names.insert(name->toUTF8String(utf8));
  }
  return names;
}

std::string list(const std::set<std::string>& names) {
  std::vector<std::string> braced;
  braced.reserve(names.size());
  for (const auto& name : names) braced.push_back("{" + name + "}");
  return braced.empty() ? "none" : join(braced);
}

// Words for dates, of which a language has as many as ICU's own do not serve it.
bool is_optional(std::string_view key) {
  return key == "date_day" || key == "date_month" || key.starts_with("month_") ||
         key.starts_with("weekday_");
}

const std::set<std::string> date_placeholders{"day", "month", "year"};

class Comparison {
 public:
  Comparison(Phrases english, Place channel_file, Faults& faults)
      : english_(std::move(english)), place_(std::move(channel_file)), faults_(faults) {
    for (const auto& [key, phrase] : english_)
      expected_[key] = placeholders(phrase, "en", faults_).value_or(std::set<std::string>());
  }

  model::Strings check(const model::Language& language, const Phrases& phrases) {
    model::Strings strings;
    strings.language = language.code;
    if (phrases.empty()) {
      missing(language.code, "all of the screen's own words");
      return strings;
    }
    for (const auto& [key, english] : english_)
      if (!phrases.contains(key) && !is_optional(key))
        missing(language.code, fmt::format("`{}`", key));
    for (const auto& [key, phrase] : phrases) {
      compare(key, phrase, language.locale);
      strings.patterns.emplace(key, phrase.pattern);
    }
    return strings;
  }

  void compare(const std::string& key, const Phrase& phrase, const std::string& locale) {
    if (is_optional(key)) return compare_date(key, phrase, locale);
    const auto expected = expected_.find(key);
    if (expected == expected_.end()) {
      faults_.warning(phrase.place, fmt::format("the screen has no words `{}`", key),
                      "Correct the key, or take the line out.");
      return;
    }
    const auto names = placeholders(phrase, locale, faults_);
    if (names && *names != expected->second)
      faults_.error(phrase.place,
                    fmt::format("`{}` has the placeholders {}, English has {}", key, list(*names),
                                list(expected->second)),
                    "Use the same names in braces, untranslated.");
  }

 private:
  void missing(const std::string& language, const std::string& what) {
    faults_.error(place_, fmt::format("{} of the screen are missing in {}", what, language),
                  fmt::format("Write them in strings/{}.yaml, as content/strings/en.yaml has them.",
                              language));
  }

  void compare_date(const std::string& key, const Phrase& phrase, const std::string& locale) {
    const auto names = placeholders(phrase, locale, faults_);
    if (names && !std::includes(date_placeholders.begin(), date_placeholders.end(), names->begin(),
                                names->end()))
      faults_.error(phrase.place, fmt::format("`{}` has the placeholders {}", key, list(*names)),
                    fmt::format("Only {} are filled in.", list(date_placeholders)));
  }

  Phrases english_;
  std::map<std::string, std::set<std::string>, std::less<>> expected_;
  Place place_;
  Faults& faults_;
};

}  // namespace

void read_phrases(base::Fs& fs, const base::Path& folder, const std::string& language,
                  Phrases& phrases, Faults& faults) {
  const base::Path path = folder / (language + ".yaml");
  if (!fs.exists(path)) return;
  const auto file = read_text(fs, path, faults);
  const auto root = file ? Yaml::parse(*file, faults) : std::nullopt;
  if (!root) return;
  const Yaml code = root->required("language");
  if (const auto text = code.text(); text && *text != language)
    code.error(fmt::format("`language` is `{}` in the file of {}", *text, language),
               fmt::format("Write `language: {}`, or rename the file.", language));
  root->required("strings").each_member([&](const Yaml& key, const Yaml& value) {
    const auto name = key.text();
    const auto pattern = value.text();
    if (name && pattern) phrases[*name] = {*pattern, value.place()};
  });
  root->unknown();
}

void check_phrase(const Phrases& english, const std::string& key, const Phrase& phrase,
                  const std::string& locale, Faults& faults) {
  Phrases same;
  if (const auto found = english.find(key); found != english.end()) same.insert(*found);
  Comparison(std::move(same), phrase.place, faults).compare(key, phrase, locale);
}

std::map<std::string, model::Strings, std::less<>> read_interface_strings(
    base::Fs& fs, const model::Channel& channel, const base::Path& shipped,
    const base::Path& channel_strings, Faults& faults) {
  Phrases english;
  read_phrases(fs, shipped, "en", english, faults);
  std::map<std::string, model::Strings, std::less<>> all;
  if (english.empty()) {
    faults.error(Place{(shipped / "en.yaml").string()}, "the program's own words are not there",
                 "Install rohnamo-content whole, or say where they are: --data FOLDER.");
    return all;
  }
  Comparison comparison(english, Place{channel_strings.string()}, faults);
  for (const auto& language : channel.languages) {
    Phrases phrases;
    read_phrases(fs, shipped, language.code, phrases, faults);
    read_phrases(fs, channel_strings, language.code, phrases, faults);
    all.emplace(language.code, comparison.check(language, phrases));
  }
  return all;
}

}  // namespace rohnamo::publish
