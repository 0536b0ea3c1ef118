#include "content/publish/yaml_edit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

tl::unexpected<base::Error> unsafe(const YamlPath& path, std::string_view text) {
  return fail(Code::unsupported,
              fmt::format("`{}` is written in a way that this program does not change safely: "
                          "write there, by hand: {}",
                          fmt::join(path, "."), text));
}

std::optional<YAML::Node> load(const std::string& yaml) {
  try {
    return YAML::Load(yaml);
  } catch (const YAML::Exception&) {  // yaml-cpp knows no other way to say it
    return std::nullopt;
  }
}

// Whether YAML takes the text for itself without quotes, in a list or mapping of braces too.
bool is_plain(std::string_view text) {
  static constexpr std::string_view words[] = {"null", "Null", "NULL", "true", "false",
                                               "yes",  "no",   "on",   "off"};
  if (text.empty() || std::find(std::begin(words), std::end(words), text) != std::end(words))
    return false;
  const auto first = static_cast<unsigned char>(text.front());
  const bool letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
  return (letter || first >= 0x80) && text.back() != ':' && text.back() != ' ' &&
         text.find_first_of("\"\\,[]{}\n\t") == std::string_view::npos &&
         text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
}

// All that the YAML holds, by its path; kinds of values before them.
using Flat = std::map<std::string, std::string>;

void flatten(const YAML::Node& node, const std::string& path, Flat& flat) {
  switch (node.Type()) {
    case YAML::NodeType::Map:
      flat[path] = "{}";
      for (const auto& member : node)
        if (member.first.IsScalar())
          flatten(member.second, path + '\n' + member.first.Scalar(), flat);
      return;
    case YAML::NodeType::Sequence:
      flat[path] = fmt::format("[{}]", node.size());
      for (std::size_t i = 0; i < node.size(); ++i)
        flatten(node[i], fmt::format("{}\n{}", path, i), flat);
      return;
    case YAML::NodeType::Scalar:
      flat[path] = "=" + node.Scalar();
      return;
    default:
      flat[path] = "";
  }
}

struct Extent {
  std::size_t begin = 0, end = 0;
};

class Editor {
 public:
  Editor(const std::string& yaml, const YamlPath& path, std::string_view text)
      : yaml_(yaml), path_(path), text_(text) {}

  Result<std::string> edit() {
    const auto root = load(yaml_);
    if (!root) return fail(Code::invalid_input, "this is not YAML");
    YAML::Node map = *root;
    while (depth_ + 1 < path_.size()) {
      const auto next = step(map, path_[depth_]);
      if (!next) break;
      map.reset(*next);
      ++depth_;
    }
    if (!map.IsMap()) return no_mapping();
    const auto edited = edit(map);
    if (!edited || !holds(*root, *edited)) return unsafe(path_, quoted_yaml(text_));
    return *edited;
  }

 private:
  [[nodiscard]] tl::unexpected<base::Error> no_mapping() const {
    return fail(Code::invalid_input,
                fmt::format("there are no fields to put `{}` among", fmt::join(path_, ".")));
  }

  static std::optional<YAML::Node> step(const YAML::Node& node, const std::string& name) {
    if (node.IsMap()) {
      for (const auto& member : node)
        if (member.first.IsScalar() && member.first.Scalar() == name) return member.second;
    } else if (node.IsSequence()) {
      for (std::size_t i = 0; i < node.size(); ++i)
        if (std::to_string(i) == name) return node[i];
    }
    return std::nullopt;
  }

  std::optional<std::string> edit(const YAML::Node& map) {
    flow_ = map.Style() == YAML::EmitterStyle::Flow;
    for (const auto& member : map)
      if (member.first.IsScalar() && member.first.Scalar() == path_[depth_]) return replace(member);
    return insert(map);
  }

  std::optional<std::string> replace(const YAML::detail::iterator_value& member) {
    const auto extent = extent_of(member);
    if (!extent) return std::nullopt;
    const bool empty = extent->begin == extent->end;
    const bool plain = !empty && is_plain(text_) && !is_quote(yaml_[extent->begin]);
    return yaml_.substr(0, extent->begin) + (empty ? " " : "") +
           (plain ? std::string(text_) : quoted_yaml(text_)) + yaml_.substr(extent->end);
  }

  // Behind the last field of the mapping that is a text.
  std::optional<std::string> insert(const YAML::Node& map) {
    std::optional<Extent> last;
    std::size_t key = 0;
    for (const auto& member : map) {
      if (!member.second.IsScalar()) continue;
      const auto extent = extent_of(member);
      if (!extent) return std::nullopt;
      if (last && extent->begin < last->begin) continue;
      last = extent;
      key = position(member.first.Mark());
    }
    if (!last) return std::nullopt;
    const bool plain = is_plain(text_) && last->begin < last->end && !is_quote(yaml_[last->begin]);
    const auto field = new_field(plain ? std::string(text_) : quoted_yaml(text_));
    if (flow_) return yaml_.substr(0, last->end) + ", " + field + yaml_.substr(last->end);
    const auto line = yaml_.rfind('\n', key) + 1;  // npos + 1 is 0
    auto indent = yaml_.substr(line, key - line);
    for (char& c : indent)
      if (c != '\t') c = ' ';
    const auto end = line_end(last->end);
    return yaml_.substr(0, end) + "\n" + indent + field + yaml_.substr(end);
  }

  // In the mappings that are not there yet.
  [[nodiscard]] std::string new_field(const std::string& value) const {
    std::string field = fmt::format("{}: {}", path_.back(), value);
    for (std::size_t i = path_.size() - 1; i > depth_; --i)
      field = fmt::format("{}: {{{}}}", path_[i - 1], field);
    return field;
  }

  // What a mark points to: yaml-cpp counts bytes.
  [[nodiscard]] std::size_t position(const YAML::Mark& mark) const {
    return mark.is_null() ? yaml_.size()
                          : std::min(static_cast<std::size_t>(mark.pos), yaml_.size());
  }

  static bool is_quote(char c) { return c == '"' || c == '\''; }

  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(yaml_.find('\n', from), yaml_.size());
  }

  // Of a text between quotes, with them.
  [[nodiscard]] std::optional<std::size_t> end_of_quoted(std::size_t begin) const {
    const char quote = yaml_[begin];
    for (std::size_t i = begin + 1; i < yaml_.size(); ++i) {
      if (quote == '"' && yaml_[i] == '\\')
        ++i;
      else if (yaml_[i] == quote && quote == '\'' && yaml_[i + 1] == quote)
        ++i;
      else if (yaml_[i] == quote)
        return i + 1;
    }
    return std::nullopt;
  }

  // Of a text without quotes that begins at `begin`, as far as one line goes.
  [[nodiscard]] std::size_t end_on_line(std::size_t begin) const {
    std::size_t end = line_end(begin);
    if (const auto comment = yaml_.find(" #", begin); comment < end) end = comment;
    if (flow_) end = std::min(end, yaml_.find_first_of(",]}", begin));
    while (end > begin && (yaml_[end - 1] == ' ' || yaml_[end - 1] == '\t')) --end;
    return end;
  }

  // Of a text that may go on over lines that are further to the right than its field.
  [[nodiscard]] std::optional<std::size_t> end_of_lines(std::size_t begin, std::size_t key) const {
    const bool block = yaml_[begin] == '|' || yaml_[begin] == '>';
    std::size_t end = end_on_line(begin);
    if (block && end != line_end(begin)) return std::nullopt;  // a comment would be lost
    const auto column = key - (yaml_.rfind('\n', key) + 1);
    for (auto line = line_end(begin); line < yaml_.size();) {
      const auto next = line_end(line + 1);
      const auto text = yaml_.find_first_not_of(" \t", line + 1);
      line = next;
      if (text >= next) continue;  // blank
      const auto indent = text - (yaml_.rfind('\n', text) + 1);
      if (indent <= column || (!block && yaml_[text] == '#')) break;
      if (!block && end_on_line(text) != next) return std::nullopt;
      end = next;
    }
    return end;
  }

  [[nodiscard]] std::optional<Extent> extent_of(const YAML::detail::iterator_value& member) const {
    const std::size_t key = position(member.first.Mark());
    if (key >= yaml_.size()) return std::nullopt;
    const auto key_end = is_quote(yaml_[key]) ? end_of_quoted(key)
                                              : std::optional(key + member.first.Scalar().size());
    if (!key_end) return std::nullopt;
    const auto colon = yaml_.find_first_not_of(" \t", *key_end);
    if (colon == std::string::npos || yaml_[colon] != ':') return std::nullopt;
    if (member.second.IsNull()) return Extent{colon + 1, colon + 1};
    Extent extent{position(member.second.Mark()), 0};
    if (extent.begin >= yaml_.size() || extent.begin <= colon ||
        yaml_.find_first_not_of(" \t\n", colon + 1) != extent.begin)
      return std::nullopt;  // an alias, an anchor, a tag, a comment in between
    const auto end = is_quote(yaml_[extent.begin]) ? end_of_quoted(extent.begin)
                     : flow_                       ? end_on_line(extent.begin)
                                                   : end_of_lines(extent.begin, key);
    if (!end) return std::nullopt;
    extent.end = *end;
    return extent;
  }

  [[nodiscard]] bool holds(const YAML::Node& before, const std::string& edited) const {
    const auto after = load(edited);
    if (!after) return false;
    Flat expected, found;
    flatten(before, "", expected);
    flatten(*after, "", found);
    std::string place;
    for (const auto& name : path_) {
      if (!place.empty()) expected.try_emplace(place, "{}");
      place += '\n' + name;
    }
    expected[place] = fmt::format("={}", text_);
    return expected == found;
  }

  const std::string& yaml_;
  const YamlPath& path_;
  std::string_view text_;
  std::size_t depth_ = 0;  // how many steps of the path are there, at most all but the last
  bool flow_ = false;      // the mapping that they lead to is one of braces
};

}  // namespace

std::string quoted_yaml(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      all += std::string("\\") + c;
    else if (c == '\n')
      all += "\\n";
    else if (c == '\t')
      all += "\\t";
    else if (c >= 0 && c < ' ')
      all += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else
      all += c;
  }
  return all + '"';
}

Result<std::string> with_text(const std::string& yaml, const YamlPath& path,
                              std::string_view text) {
  return Editor(yaml, path, text).edit();
}

}  // namespace rohnamo::publish
