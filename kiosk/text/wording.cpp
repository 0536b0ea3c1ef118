#include "kiosk/text/wording.hpp"

#include <unicode/msgfmt.h>
#include <unicode/uchar.h>

#include <utility>
#include <vector>

#include "kiosk/text/dates.hpp"

namespace rohnamo::text {
namespace {

constexpr char16_t first_strong_isolate = 0x2068;
constexpr char16_t pop_isolate = 0x2069;

bool runs_against(const icu::UnicodeString& text, model::Direction direction) {
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto strong = u_charDirection(text.char32At(i));
    const bool right = strong == U_RIGHT_TO_LEFT || strong == U_RIGHT_TO_LEFT_ARABIC;
    if (right || strong == U_LEFT_TO_RIGHT) {
      if (right != (direction == model::Direction::right_to_left)) return true;
    }
  }
  return false;
}

// For any extension ICU reads all keys and types that there are, which takes longer than all else
// about a language. The one that channels have is said in ICU's own words.
icu::Locale locale_of(const model::Language& language) {
  std::string_view tag = language.locale.empty() ? language.code : language.locale;
  constexpr std::string_view gregorian = "-u-ca-gregory";
  const bool names_calendar = tag.ends_with(gregorian);
  if (names_calendar) tag.remove_suffix(gregorian.size());
  UErrorCode status = U_ZERO_ERROR;
  auto locale =
      icu::Locale::forLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())}, status);
  if (names_calendar) locale.setKeywordValue("calendar", "gregorian", status);
  return U_FAILURE(status) ? icu::Locale::getRoot() : locale;
}

// A name in another direction's script must not disturb the order of the sentence around it.
icu::Formattable filled(const Argument& argument, model::Direction direction) {
  if (const auto* number = std::get_if<std::int64_t>(&argument)) return {*number};
  auto text = icu::UnicodeString::fromUTF8(std::get<std::string>(argument));
  if (runs_against(text, direction)) {
    text.insert(0, first_strong_isolate);
    text.append(pop_isolate);
  }
  return {text};
}

}  // namespace

struct Wording::State {
  std::string language;
  model::Direction direction = model::Direction::left_to_right;
  icu::Locale locale;
  model::Strings strings;
  std::string timezone;
  // Parsed when first said; nullptr: the pattern is broken.
  std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>> patterns;

  const icu::MessageFormat* pattern(std::string_view key) {
    const auto known = patterns.find(key);
    if (known != patterns.end()) return known->second.get();
    UErrorCode status = U_ZERO_ERROR;
    const auto words = strings[key];
    auto format = std::make_unique<icu::MessageFormat>(
        icu::UnicodeString::fromUTF8({words.data(), static_cast<int>(words.size())}), locale,
        status);
    if (U_FAILURE(status)) format.reset();
    return patterns.emplace(key, std::move(format)).first->second.get();
  }
};

Wording::Wording(const model::Language& language, model::Strings strings, std::string timezone)
    : state_(std::make_unique<State>()) {
  state_->language = language.code;
  state_->direction = language.direction;
  state_->locale = locale_of(language);
  state_->strings = std::move(strings);
  state_->timezone = std::move(timezone);
}

Wording::~Wording() = default;
Wording::Wording(Wording&&) noexcept = default;
Wording& Wording::operator=(Wording&&) noexcept = default;

const std::string& Wording::language() const {
  return state_->language;
}
model::Direction Wording::direction() const {
  return state_->direction;
}

bool Wording::knows(std::string_view key) const {
  return state_->strings.patterns.contains(key) && state_->pattern(key) != nullptr;
}

std::string Wording::say(std::string_view key, const Arguments& arguments) const {
  const auto* format = state_->pattern(key);
  if (format == nullptr) return std::string(key);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    values.push_back(filled(value, state_->direction));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  format->format(names.data(), values.data(), static_cast<int>(names.size()), text, status);
  std::string utf8;
  return U_FAILURE(status) ? std::string(key) : text.toUTF8String(utf8);
}

std::string Wording::story_date(std::string_view date) const {
  Date parsed;
  if (!parse_date(date, parsed)) return std::string(date);
  return format_date(parsed, state_->locale, state_->strings);
}

std::string Wording::day(base::Time time) const {
  return format_date(day_in(time, state_->timezone), state_->locale, state_->strings);
}

std::string Wording::clock(base::Time time) const {
  return format_clock(time, state_->locale, state_->timezone);
}

std::string Wording::date(std::chrono::local_days day) const {
  const std::chrono::year_month_day date(day);
  return format_date(
      {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
       static_cast<int>(static_cast<unsigned>(date.day())), Precision::day},
      state_->locale, state_->strings);
}

std::string Wording::minute(int minute) const {
  return format_minute(minute, state_->locale);
}

std::string Wording::on_weekday(int day) const {
  return format_weekday(day, state_->locale, state_->strings);
}

std::string Wording::weekday(int day, bool brief) const {
  return name_of_weekday(day, brief, state_->locale);
}

}  // namespace rohnamo::text
