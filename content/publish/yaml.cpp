#include "content/publish/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "content/publish/nearest_name.hpp"

namespace rohnamo::publish {
namespace {

constexpr std::int64_t newest_format = 1;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\n") - first + 1));
}

// The byte of the file at a mark that yaml-cpp gives: lines and bytes from 0.
std::size_t offset_of(const TextFile& file, int first_line, const YAML::Mark& mark) {
  std::size_t start = 0;
  for (int line = 0; line < first_line + mark.line; ++line) {
    const auto end = file.text.find('\n', start);
    if (end == std::string::npos) break;
    start = end + 1;
  }
  return std::min(start + static_cast<std::size_t>(mark.column), file.text.size());
}

Place place_of(const TextFile& file, int first_line, const YAML::Mark& mark) {
  return mark.is_null() ? file.whole() : file.place(offset_of(file, first_line, mark));
}

// The first scalar at or below `node` that has these bytes.
std::optional<YAML::Node> find_scalar(const YAML::Node& node, std::string_view bytes) {
  if (node.IsScalar() && node.Scalar().find(bytes) != std::string::npos) return node;
  if (!node.IsMap() && !node.IsSequence()) return std::nullopt;
  for (const auto& child : node)
    if (auto found = find_scalar(node.IsMap() ? child.second : YAML::Node(child), bytes))
      return found;
  return std::nullopt;
}

void check_format(const Yaml& root) {
  const Yaml format = root.required("format");
  const auto number = format.integer(1, 1'000'000);
  if (number && *number > newest_format)
    format.error(
        fmt::format("format {} is newer than this program reads ({})", *number, newest_format),
        "Update rohnamo-content.");
}

}  // namespace

Yaml::Yaml(const YAML::Node& node, const TextFile& file, int first_line, Faults& faults,
           std::string name)
    : node_(node),
      file_(&file),
      first_line_(first_line),
      faults_(&faults),
      name_(std::move(name)),
      asked_(std::make_shared<std::set<std::string, std::less<>>>()) {
  if (node_.IsDefined() && node_.IsMap()) check_keys();
}

std::optional<Yaml> Yaml::parse(const TextFile& file, Faults& faults) {
  auto root = parse_part(file, 0, file.text.size(), faults);
  if (root) check_format(*root);
  return root;
}

std::optional<Yaml> Yaml::parse_part(const TextFile& file, std::size_t begin, std::size_t end,
                                     Faults& faults) {
  const auto lines = static_cast<int>(
      std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  try {
    const YAML::Node node = YAML::Load(file.text.substr(begin, end - begin));
    if (node.IsMap()) return Yaml(node, file, lines, faults, "");
    faults.error(Place{file.name, lines + 1, 1}, "here must be fields, each on its line",
                 "Write lines like `title: A good day`.");
  } catch (const YAML::Exception& fault) {  // yaml-cpp knows no other way to say it
    faults.error(place_of(file, lines, fault.mark), "this is not YAML: " + fault.msg,
                 "Look for a missing quote, a missing colon or a wrong indent here or just above; "
                 "put \"…\" around a text that has a colon in it.");
  }
  return std::nullopt;
}

Yaml Yaml::child(const YAML::Node& node, std::string name) const {
  return Yaml(node, *file_, first_line_, *faults_, std::move(name));
}

Yaml Yaml::value_of(const YAML::detail::iterator_value& member) const {
  Yaml value = child(member.second, member.first.Scalar());
  if (member.second.IsNull()) value.key_mark_ = member.first.Mark();
  return value;
}

void Yaml::check_keys() const {
  std::set<std::string> seen;
  for (const auto& member : node_) {
    if (member.first.IsScalar() && !member.first.Scalar().empty() &&
        seen.insert(member.first.Scalar()).second)
      continue;
    const auto key = child(member.first, "a field's name");
    if (const auto name = key.text())
      key.error(fmt::format("`{}` is here twice", *name), "Keep one of the two.");
  }
}

Place Yaml::place() const {
  const auto mark = node_.IsDefined() ? node_.Mark() : YAML::Mark::null_mark();
  return place_of(*file_, first_line_, key_mark_.value_or(mark));
}

void Yaml::error(std::string what, std::string advice) const {
  faults_->error(place(), std::move(what), std::move(advice));
}

void Yaml::warning(std::string what, std::string advice) const {
  faults_->warning(place(), std::move(what), std::move(advice));
}

bool Yaml::is_mapping() const {
  if (node_.IsDefined() && node_.IsMap()) return true;
  if (present())
    error(fmt::format("`{}` must have fields of its own", name_),
          fmt::format("Write it as `{}: {{field: value}}`.", name_));
  return false;
}

Yaml Yaml::optional(std::string_view field) const {
  const bool first = asked_->empty();
  asked_->emplace(field);
  if (first && !is_mapping()) return child(YAML::Node(YAML::NodeType::Undefined), "");
  if (node_.IsDefined() && node_.IsMap()) {
    for (const auto& member : node_)
      if (member.first.IsScalar() && member.first.Scalar() == field) return value_of(member);
  }
  return child(YAML::Node(YAML::NodeType::Undefined), std::string(field));
}

Yaml Yaml::required(std::string_view field) const {
  Yaml value = optional(field);
  if (!value && present() && node_.IsMap())
    error(fmt::format("`{}` is missing", field), fmt::format("Add a line `{}: …`.", field));
  return value;
}

void Yaml::each(const std::function<void(const Yaml&)>& each) const {
  if (!present()) return;
  if (!node_.IsSequence()) {
    error(fmt::format("`{}` must be a list", name_), "Write each element on its line after `- `.");
    return;
  }
  for (const auto& element : node_) each(child(element, name_));
}

void Yaml::each_member(const std::function<void(const Yaml& key, const Yaml& value)>& each) const {
  if (!is_mapping()) return;
  for (const auto& member : node_)
    if (member.first.IsScalar()) each(child(member.first, name_), value_of(member));
}

std::optional<std::string> Yaml::text() const {
  if (!present()) return std::nullopt;
  if (!node_.IsScalar() && !node_.IsNull()) {
    error(fmt::format("`{}` must be a text", name_), "Write one text after the colon.");
    return std::nullopt;
  }
  auto text = node_.IsNull() ? std::string() : trimmed(node_.Scalar());
  if (text.empty()) {
    error(fmt::format("`{}` is empty", name_), "Fill it in, or take the line out.");
    return std::nullopt;
  }
  return text;
}

std::optional<int> Yaml::integer(int low, int high) const {
  const auto value = text();
  if (!value) return std::nullopt;
  int number = 0;
  const auto [end, bad] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (bad == std::errc() && end == value->data() + value->size() && number >= low && number <= high)
    return number;
  error(fmt::format("`{}` is {}, which is no whole number from {} to {}", name_, *value, low, high),
        fmt::format("Write a number from {} to {}.", low, high));
  return std::nullopt;
}

std::optional<double> Yaml::number(double low, double high) const {
  const auto value = text();
  if (!value) return std::nullopt;
  double number = 0;
  const auto [end, bad] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (bad == std::errc() && end == value->data() + value->size() && std::isfinite(number) &&
      number >= low && number <= high)
    return number;
  error(fmt::format("`{}` is {}, which is no number from {} to {}", name_, *value, low, high),
        fmt::format("Write a number from {} to {}.", low, high));
  return std::nullopt;
}

model::LocalText Yaml::local_text(const std::set<std::string>& languages) const {
  model::LocalText texts;
  if (present() && node_.IsScalar()) {
    error(fmt::format("`{}` must say its language", name_),
          fmt::format("Write `{}: {{en: …}}`, one text per language.", name_));
    return texts;
  }
  if (present() && node_.IsMap() && node_.size() == 0)
    error(fmt::format("`{}` has no text in any language", name_),
          fmt::format("Write `{}: {{en: …}}`, one text per language.", name_));
  each_member([&](const Yaml& language, const Yaml& value) {
    const auto code = language.text();
    if (!code) return;
    if (!languages.contains(*code)) {
      language.error(fmt::format("`{}` is no language of this channel", *code),
                     "Correct the code, or add the language to channel.yaml.");
      return;
    }
    if (const auto text = value.text()) texts.emplace(*code, *text);
  });
  return texts;
}

std::optional<Place> Yaml::find(std::string_view bytes) const {
  const auto scalar = find_scalar(node_, bytes);
  if (!scalar) return std::nullopt;
  const std::size_t begin = offset_of(*file_, first_line_, scalar->Mark());
  const std::size_t literal = file_->text.find(bytes, begin);  // nowhere, where it is escaped
  return file_->place(literal == std::string::npos ? begin : literal);
}

void Yaml::unknown() const {
  if (!present() || !node_.IsMap()) return;
  const auto lacking = [&] {
    auto names = *asked_;
    for (const auto& member : node_)
      if (member.first.IsScalar()) names.erase(member.first.Scalar());
    return names;
  };
  for (const auto& member : node_) {
    if (!member.first.IsScalar() || asked_->contains(member.first.Scalar())) continue;
    const std::string& field = member.first.Scalar();
    child(member.first, "")
        .warning(
            fmt::format("the field `{}` is not known and is not used", field),
            advice_on_name(field, lacking(),
                           "Correct its name (see content/channels/README.md), or take it out."));
  }
}

}  // namespace rohnamo::publish
