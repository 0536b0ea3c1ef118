// A flat YAML file of settings, such as /etc/rohnamo/kiosk.yaml: lines of 'key: value', where a
// value is one word or a list of words, and 'format: 1' among them. Beside it there may be more of
// them, in /etc/rohnamo/kiosk.d, each with a format of its own: a key in a later file counts
// instead of the same in an earlier one.
//
//   Settings settings = TRY(Settings::load(fs, "/etc/rohnamo/kiosk.yaml"));
//   config.cache = settings.path("cache", config.cache);
//   config.size = settings.value("size", config.size, parse_size);
//   const Settings::Report report = settings.report();
//
// Reading never fails on the way: what is missing or wrong has its fallback, and what is wrong is
// in the report, all of it at once. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"

namespace YAML {
class Node;
}

namespace rohnamo::base {

constexpr std::uint64_t settings_limit = 1 << 20;  // bytes of a file

class Settings {
 public:
  // Each text is "file:line: key: what is wrong, what to do"; they are in the order of the files
  // and lines.
  struct Report {
    std::vector<std::string> faults;    // with one of them the settings must not be used
    std::vector<std::string> warnings;  // what has no effect
    Code code = Code::invalid_input;    // of the faults; Code::unsupported: a newer format

    // An error where there are faults: its message has them all, a line each.
    [[nodiscard]] Result<void> result() const;
    // As --check-config prints them: "error: …", "warning: …", a line each.
    [[nodiscard]] std::string lines() const;
  };

  struct Text {
    std::string text;
    Path file;  // names the text in the report
  };
  // What is not YAML or of a newer format is one fault, and then every key is missing without
  // another.
  explicit Settings(const std::vector<Text>& texts);
  Settings(std::string_view text, const Path& file);

  // `file`, and then what is named *.yaml in the folder drop_ins(file), in the order of the names.
  // That folder may be missing. An error where one of the files cannot be read.
  static Result<Settings> load(Fs& fs, const Path& file);

  // A fault where the key is missing, that says `advice`.
  void require(std::string_view key, std::string_view advice);

  // The value as `parse` reads it: Result<T>(std::string_view), of a text that is not empty. Its
  // error is a fault: "'<text>' is no …", and what may stand there.
  template <class T, class Parse>
  T value(std::string_view key, T fallback, const Parse& parse);

  std::string text(std::string_view key, std::string fallback);
  // A relative path starts from the folder of the file that it stands in.
  std::optional<Path> path(std::string_view key);
  Path path(std::string_view key, Path fallback);
  bool boolean(std::string_view key, bool fallback);
  std::int64_t integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                       std::int64_t most);
  // "5s", "15m", "6h", "2d"
  std::chrono::milliseconds duration(std::string_view key, std::chrono::milliseconds fallback,
                                     std::chrono::seconds least, std::chrono::seconds most);
  // Nothing where the key is missing. `example` is shown in faults: "[tg, ru]".
  std::optional<std::vector<std::string>> list(std::string_view key, std::string_view example);

  // The elements of a list as `parse` reads them, as in value(); none where the key is missing.
  template <class T, class Parse>
  std::vector<T> values(std::string_view key, std::string_view example, const Parse& parse);

  // After all keys were asked for: those that nobody asked for are warnings.
  [[nodiscard]] Report report() const;

 private:
  struct Place {
    std::size_t file = 0;  // of files_
    int line = 1;
    auto operator<=>(const Place&) const = default;
  };
  struct Word {
    std::string text;
    Place place;
  };
  struct Entry {
    enum class Shape { word, list, other };
    Shape shape = Shape::word;
    Place place;              // of the key
    std::vector<Word> words;  // an empty text: nothing is there
    bool asked = false;
  };
  struct Finding {
    Place place;
    bool fatal = true;
    std::string text;
  };

  [[nodiscard]] Place place_of(const YAML::Node& node) const;
  void read(const std::string& text);
  void parse(const std::string& text);
  void add(const YAML::Node& key, const YAML::Node& value);
  void add_word(Entry& entry, const YAML::Node& word) const;
  void check_format(Place first);
  void refuse(Place place, const std::string& words, Code code);  // all of it
  const Entry* find(std::string_view key);
  const Word* find_word(std::string_view key);  // with a text
  void fault(Place place, std::string_view words);
  void fault(Place place, std::string_view key, std::string_view words);

  std::vector<Path> files_;
  std::map<std::string, Entry, std::less<>> entries_;  // of the last file, while it is read
  std::vector<Finding> findings_;
  Place first_;  // that of what is missing
  bool refused_ = false;
  Code code_ = Code::invalid_input;
};

// The folder beside a file of settings: /etc/rohnamo/kiosk.d for /etc/rohnamo/kiosk.yaml.
Path drop_ins(const Path& file);

template <class T, class Parse>
T Settings::value(std::string_view key, T fallback, const Parse& parse) {
  const Word* word = find_word(key);
  if (word == nullptr) return fallback;
  Result<T> parsed = parse(std::string_view(word->text));
  if (parsed) return std::move(*parsed);
  fault(word->place, key, parsed.error().message);
  return fallback;
}

template <class T, class Parse>
std::vector<T> Settings::values(std::string_view key, std::string_view example,
                                const Parse& parse) {
  std::vector<T> values;
  if (!list(key, example)) return values;
  for (const Word& word : find(key)->words) {
    Result<T> parsed = parse(std::string_view(word.text));
    if (parsed) {
      values.push_back(std::move(*parsed));
    } else {
      fault(word.place, key, parsed.error().message);
    }
  }
  return values;
}

}  // namespace rohnamo::base
