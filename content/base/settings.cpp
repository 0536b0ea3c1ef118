#include "content/base/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace rohnamo::base {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t newest_format = 1;

struct Unit {
  char letter;
  seconds length;
};
constexpr std::array<Unit, 4> units{
    {{'d', seconds(86'400)}, {'h', seconds(3'600)}, {'m', seconds(60)}, {'s', seconds(1)}}};

// yaml-cpp counts lines from 0, and has -1 for what is nowhere.
int line_of(const YAML::Mark& mark) {
  return std::max(mark.line, 0) + 1;
}

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

Result<std::int64_t> parse_integer(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto value = to_integer(text);
  if (value && *value >= least && *value <= most) return *value;
  return fail(Code::invalid_input,
              fmt::format("'{}' is no whole number from {} to {}", text, least, most));
}

Result<std::int64_t> parse_format(std::string_view text) {
  const auto value = to_integer(text);
  if (value && *value >= 1) return *value;
  return fail(Code::invalid_input, fmt::format("'{}' is no format: write 'format: 1'", text));
}

// As YAML 1.1 has them: true, yes, on and their opposites.
Result<bool> parse_boolean(std::string_view text) {
  bool value = false;
  if (YAML::convert<bool>::decode(YAML::Node(std::string(text)), value)) return value;
  return fail(Code::invalid_input, fmt::format("'{}' is neither true nor false", text));
}

std::string in_words(seconds time) {
  for (const Unit& unit : units)
    if (time >= unit.length && time % unit.length == seconds(0))
      return fmt::format("{}{}", time / unit.length, unit.letter);
  return "0s";
}

Result<milliseconds> parse_duration(std::string_view text, seconds least, seconds most) {
  const auto* unit = std::find_if(units.begin(), units.end(),
                                  [&](const Unit& one) { return text.ends_with(one.letter); });
  if (unit != units.end()) {
    const auto count = to_integer(text.substr(0, text.size() - 1));
    if (count && *count >= 0 && *count <= most / unit->length && *count * unit->length >= least)
      return *count * unit->length;
  }
  return fail(Code::invalid_input,
              fmt::format("'{}' is no time like 5s, 15m, 6h or 2d (from {} to {})", text,
                          in_words(least), in_words(most)));
}

}  // namespace

Result<void> Settings::Report::result() const {
  if (faults.empty()) return {};
  return fail(code, fmt::format("{}", fmt::join(faults, "\n")));
}

std::string Settings::Report::lines() const {
  std::string text;
  for (const auto& fault : faults) text += fmt::format("error: {}\n", fault);
  for (const auto& warning : warnings) text += fmt::format("warning: {}\n", warning);
  return text;
}

Path drop_ins(const Path& file) {
  return Path(file).replace_extension(".d");
}

Settings::Settings(const std::vector<Text>& texts) {
  std::map<std::string, Entry, std::less<>> before;
  for (const Text& text : texts) {
    files_.push_back(text.file);
    read(text.text);
    entries_.merge(before);  // what this file does not say
    before = std::exchange(entries_, {});
  }
  if (!refused_) entries_ = std::move(before);
}

Settings::Settings(std::string_view text, const Path& file)
    : Settings(std::vector{Text{std::string(text), file}}) {}

Result<Settings> Settings::load(Fs& fs, const Path& file) {
  std::vector<Text> texts{{TRY(fs.read(file, settings_limit)), file}};
  const Path folder = drop_ins(file);
  const auto names = fs.list(folder);
  if (!names && names.error().code != Code::not_found) return fail(names.error());
  if (names)
    for (const std::string& name : *names)
      if (name.ends_with(".yaml") && !name.starts_with('.'))
        texts.push_back({TRY(fs.read(folder / name, settings_limit)), folder / name});
  return Settings(texts);
}

Settings::Place Settings::place_of(const YAML::Node& node) const {
  return {files_.size() - 1, line_of(node.Mark())};
}

void Settings::read(const std::string& text) {
  try {  // yaml-cpp reports by exceptions
    parse(text);
  } catch (const YAML::Exception& error) {
    refuse({files_.size() - 1, line_of(error.mark)}, "this is not YAML: " + error.msg,
           Code::invalid_input);
  }
}

void Settings::parse(const std::string& text) {
  const YAML::Node root = YAML::Load(text);
  const Place first = place_of(root);
  if (first.file == 0) first_ = first;
  if (!root.IsNull() && !root.IsMap())
    return refuse(first, "write settings as lines like 'key: value'", Code::invalid_input);
  for (const auto& member : root) add(member.first, member.second);
  check_format(first);
}

void Settings::add(const YAML::Node& key, const YAML::Node& value) {
  const Place place = place_of(key);
  if (!key.IsScalar()) return fault(place, "write settings as lines like 'key: value'");
  const auto [found, is_new] = entries_.try_emplace(key.Scalar());
  Entry& entry = found->second;
  if (!is_new)
    return fault(place, fmt::format("'{}' again, after line {}: remove one of the two",
                                    key.Scalar(), entry.place.line));
  entry.place = place;
  entry.shape = value.IsSequence() ? Entry::Shape::list : Entry::Shape::word;
  if (value.IsSequence())
    for (const YAML::Node& word : value) add_word(entry, word);
  else
    add_word(entry, value);
}

void Settings::add_word(Entry& entry, const YAML::Node& word) const {
  if (!word.IsScalar() && !word.IsNull()) entry.shape = Entry::Shape::other;
  if (word.IsScalar() && !word.Scalar().empty())
    entry.words.push_back({word.Scalar(), place_of(word)});
  else  // what is empty has no good place of its own
    entry.words.push_back({"", entry.place});
}

void Settings::check_format(Place first) {
  if (find("format") == nullptr) fault(first, "'format' is missing: write 'format: 1'");
  const std::int64_t format = value("format", newest_format, parse_format);
  if (format > newest_format)
    refuse(find_word("format")->place,
           fmt::format("format: {} is newer than this program reads ({}): update the program",
                       format, newest_format),
           Code::unsupported);
}

void Settings::refuse(Place place, const std::string& words, Code code) {
  entries_.clear();
  if (!refused_) findings_.clear();
  fault(place, words);
  code_ = code;
  refused_ = true;
}

void Settings::require(std::string_view key, std::string_view advice) {
  if (find(key) == nullptr && !refused_)
    fault(first_, fmt::format("'{}' is missing: {}", key, advice));
}

std::string Settings::text(std::string_view key, std::string fallback) {
  return value(key, std::move(fallback),
               [](std::string_view text) { return Result<std::string>(text); });
}

std::optional<Path> Settings::path(std::string_view key) {
  const Word* word = find_word(key);
  if (word == nullptr) return std::nullopt;
  return files_.at(word->place.file).parent_path() / word->text;
}

Path Settings::path(std::string_view key, Path fallback) {
  return path(key).value_or(std::move(fallback));
}

bool Settings::boolean(std::string_view key, bool fallback) {
  return value(key, fallback, parse_boolean);
}

std::int64_t Settings::integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                               std::int64_t most) {
  return value(key, fallback,
               [&](std::string_view text) { return parse_integer(text, least, most); });
}

milliseconds Settings::duration(std::string_view key, milliseconds fallback, seconds least,
                                seconds most) {
  return value(key, fallback,
               [&](std::string_view text) { return parse_duration(text, least, most); });
}

std::optional<std::vector<std::string>> Settings::list(std::string_view key,
                                                       std::string_view example) {
  const Entry* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const Word& word : entry->words) texts.push_back(word.text);
  if (entry->shape != Entry::Shape::list) {
    fault(entry->place, key, fmt::format("write a list like {}", example));
    return std::nullopt;
  }
  if (std::find(texts.begin(), texts.end(), "") == texts.end()) return texts;
  fault(entry->place, key, fmt::format("an element has no value: write a list like {}", example));
  return std::nullopt;
}

Settings::Report Settings::report() const {
  std::vector<Finding> findings = findings_;
  for (const auto& [key, entry] : entries_)
    if (!entry.asked)
      findings.push_back({entry.place, false,
                          fmt::format("'{}' is no setting of this program: it is ignored", key)});
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.place < b.place; });
  Report report;
  report.code = code_;
  for (const Finding& finding : findings)
    (finding.fatal ? report.faults : report.warnings)
        .push_back(fmt::format("{}:{}: {}", files_.at(finding.place.file).string(),
                               finding.place.line, finding.text));
  return report;
}

const Settings::Entry* Settings::find(std::string_view key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  found->second.asked = true;
  return &found->second;
}

const Settings::Word* Settings::find_word(std::string_view key) {
  const Entry* entry = find(key);
  if (entry == nullptr) return nullptr;
  if (entry->shape != Entry::Shape::word) {
    fault(entry->place, key, fmt::format("one value is expected, as in '{}: value'", key));
    return nullptr;
  }
  const Word& word = entry->words.front();
  if (!word.text.empty()) return &word;
  fault(word.place, key, "the value is missing: write one, or remove the line");
  return nullptr;
}

void Settings::fault(Place place, std::string_view words) {
  findings_.push_back({place, true, std::string(words)});
}

void Settings::fault(Place place, std::string_view key, std::string_view words) {
  fault(place, fmt::format("{}: {}", key, words));
}

}  // namespace rohnamo::base
