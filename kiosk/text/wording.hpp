// The screen's own words, filled in: plurals, dates and numbers by ICU. Main thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "content/base/time.hpp"
#include "content/model/channel.hpp"
#include "content/model/strings.hpp"

namespace rohnamo::text {

using Argument = std::variant<std::int64_t, std::string>;
using Arguments = std::map<std::string, Argument, std::less<>>;

class Wording {
 public:
  Wording(const model::Language& language, model::Strings strings, std::string timezone);
  ~Wording();
  Wording(Wording&&) noexcept;
  Wording& operator=(Wording&&) noexcept;

  [[nodiscard]] const std::string& language() const;
  [[nodiscard]] model::Direction direction() const;
  // Whether there are words for `key`: an edition may be older than the program.
  [[nodiscard]] bool knows(std::string_view key) const;
  // The pattern of `key`, filled in; the key's own words where the pattern is broken.
  [[nodiscard]] std::string say(std::string_view key, const Arguments& arguments = {}) const;
  // A story's date, as precise as it is given: "2018", "2018-09", "2019-05-14".
  [[nodiscard]] std::string story_date(std::string_view date) const;
  [[nodiscard]] std::string day(base::Time time) const;    // "14 May 2019"
  [[nodiscard]] std::string clock(base::Time time) const;  // "14:05"
  [[nodiscard]] std::string date(std::chrono::local_days day) const;
  // A minute of a day: "14:05", "24:00".
  [[nodiscard]] std::string minute(int minute) const;
  // A day of the week from Monday, 0: as it stands in a sentence; by itself, whole or shortened.
  [[nodiscard]] std::string on_weekday(int day) const;
  [[nodiscard]] std::string weekday(int day, bool brief) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::text
