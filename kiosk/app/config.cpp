#include "kiosk/app/config.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <functional>
#include <map>

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int newest_format = 1;

std::string at(const std::string& name, const YAML::Mark& mark) {
  return fmt::format("{}:{}", name, mark.line + 1);
}

Result<std::string> scalar(const YAML::Node& node) {
  if (!node.IsScalar()) return fail(Code::invalid_input, "one value is expected");
  return node.Scalar();
}

Result<bool> yes_or_no(const YAML::Node& node) {
  bool value = false;
  if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value))
    return fail(Code::invalid_input, "true or false is expected");
  return value;
}

Result<base::Path> folder(const YAML::Node& node) {
  const base::Path path = TRY(scalar(node));
  if (path.is_relative()) return fail(Code::invalid_input, "a path from the root is expected: /…");
  return path;
}

Result<std::vector<std::string>> list(const YAML::Node& node) {
  if (!node.IsSequence()) return fail(Code::invalid_input, "a list is expected: [tg, ru]");
  std::vector<std::string> values;
  for (const auto& item : node) values.push_back(TRY(scalar(item)));
  return values;
}

template <class T>
Result<void> put(T& place, Result<T> value) {
  if (!value) return fail(value.error());
  place = std::move(*value);
  return {};
}

template <class T>
Result<void> put_parsed(T& place, const YAML::Node& node, Result<T> (*parse)(std::string_view)) {
  return put(place, parse(TRY(scalar(node))));
}

using Setter = std::function<Result<void>(Config&, const YAML::Node&)>;

const std::map<std::string, Setter, std::less<>>& setters() {
  static const std::map<std::string, Setter, std::less<>> all{
      {"cache", [](Config& c, const YAML::Node& n) { return put(c.cache, folder(n)); }},
      {"builtin", [](Config& c, const YAML::Node& n) { return put(c.builtin, folder(n)); }},
      {"run", [](Config& c, const YAML::Node& n) { return put(c.run, folder(n)); }},
      {"fonts", [](Config& c, const YAML::Node& n) { return put(c.fonts, folder(n)); }},
      {"fullscreen",
       [](Config& c, const YAML::Node& n) { return put(c.fullscreen, yes_or_no(n)); }},
      {"size", [](Config& c, const YAML::Node& n) { return put_parsed(c.size, n, parse_size); }},
      {"mode", [](Config& c, const YAML::Node& n) { return put_parsed(c.mode, n, parse_mode); }},
      {"language", [](Config& c, const YAML::Node& n) { return put(c.language, scalar(n)); }},
      {"display_languages",
       [](Config& c, const YAML::Node& n) { return put(c.display_languages, list(n)); }},
  };
  return all;
}

Result<void> check_format(const YAML::Node& root, const std::string& name) {
  const YAML::Node format = root["format"];
  int number = 0;
  if (!format)
    return fail(Code::invalid_input, fmt::format("{}:1: the line 'format: 1' is missing", name));
  if (!format.IsScalar() || !YAML::convert<int>::decode(format, number) || number < 1)
    return fail(Code::invalid_input, at(name, format.Mark()) + ": format must be 1");
  if (number > newest_format)
    return fail(Code::unsupported,
                fmt::format("{}: format {} is newer than this program, which reads format 1",
                            at(name, format.Mark()), number));
  return {};
}

Result<Parsed> read_root(const YAML::Node& root, const std::string& name, const Config& defaults) {
  Parsed parsed{defaults, {}};
  if (!root.IsMap())
    return fail(Code::invalid_input, name + ":1: lines like 'key: value' expected");
  TRY(check_format(root, name));
  for (const auto& pair : root) {
    const auto key = pair.first.Scalar();
    if (key == "format") continue;
    const auto setter = setters().find(key);
    if (setter == setters().end()) {
      parsed.warnings.push_back(
          fmt::format("{}: unknown key '{}' is ignored", at(name, pair.first.Mark()), key));
      continue;
    }
    const auto done = setter->second(parsed.config, pair.second);
    if (!done) return fail(done.error(), fmt::format("{}: {}", at(name, pair.second.Mark()), key));
  }
  return parsed;
}

}  // namespace

Config default_config(const base::Path& data) {
  Config config;
  config.builtin = data / "channel";
  config.fonts = data / "fonts";
  return config;
}

Result<Size> parse_size(std::string_view text) {
  Size size;
  const auto cross = text.find('x');
  const auto number = [](std::string_view digits, int& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() && value >= 320 &&
           value <= 16384;
  };
  if (cross == std::string_view::npos || !number(text.substr(0, cross), size.width) ||
      !number(text.substr(cross + 1), size.height))
    return fail(Code::invalid_input, fmt::format("'{}' is no size like 1920x1080", text));
  return size;
}

Result<Mode> parse_mode(std::string_view text) {
  if (text == "auto") return Mode::automatic;
  if (text == "touch") return Mode::touch;
  if (text == "display") return Mode::display;
  return fail(Code::invalid_input, fmt::format("'{}' is none of auto, touch and display", text));
}

Result<Parsed> parse_config(std::string_view yaml, const std::string& name,
                            const Config& defaults) {
  try {
    return read_root(YAML::Load(std::string(yaml)), name, defaults);
  } catch (const YAML::Exception& fault) {
    return fail(Code::invalid_input, at(name, fault.mark) + ": " + fault.msg);
  }
}

}  // namespace rohnamo::app
