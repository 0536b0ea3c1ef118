#include "content/base/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace rohnamo::base {

constexpr std::int64_t settings_format = 1;

struct Settings::State {
  Path file;
  YAML::Node root;
  std::set<std::string, std::less<>> known;
  std::vector<std::string> faults;
  std::vector<std::string> warnings;

  [[nodiscard]] std::string place(const YAML::Mark& mark) const {
    return fmt::format("{}:{}", file.string(), std::max(mark.line, 0) + 1);
  }

  // The value of `key`; an undefined node where it is missing or null.
  YAML::Node find(std::string_view key) {
    known.emplace(key);
    const YAML::Node& mapping = root;  // const: asking must not insert
    YAML::Node value = mapping[std::string(key)];
    return value.IsDefined() && value.IsNull() ? YAML::Node(YAML::NodeType::Undefined) : value;
  }

  void fault(const YAML::Node& at, std::string_view key, std::string_view what) {
    faults.push_back(fmt::format("{}: {} {}", place(at.Mark()), key, what));
  }

  // The text of a scalar; nothing, and a fault, where it is none.
  std::optional<std::string> scalar(std::string_view key) {
    const YAML::Node value = find(key);
    if (!value.IsDefined()) return std::nullopt;
    if (value.IsScalar()) return value.Scalar();
    fault(value, key, "must be a single value");
    return std::nullopt;
  }
};

namespace {

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::chrono::seconds> to_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t unit = 0;
  switch (text.back()) {
    case 's':
      unit = 1;
      break;
    case 'm':
      unit = 60;
      break;
    case 'h':
      unit = 3600;
      break;
    case 'd':
      unit = 86400;
      break;
    default:
      return std::nullopt;
  }
  const auto count = to_integer(text.substr(0, text.size() - 1));
  constexpr std::int64_t century = 36500;  // in days: keeps the product in range
  if (!count || *count < 0 || *count > century * 86400 / unit) return std::nullopt;
  return std::chrono::seconds(*count * unit);
}

}  // namespace

Settings::Settings(std::unique_ptr<State> state) : state_(std::move(state)) {}
Settings::~Settings() = default;
Settings::Settings(Settings&&) noexcept = default;
Settings& Settings::operator=(Settings&&) noexcept = default;

Result<Settings> Settings::parse(std::string_view text, const Path& file) {
  auto state = std::make_unique<State>();
  state->file = file;
  try {
    state->root = YAML::Load(std::string(text));
  } catch (const YAML::Exception& error) {
    return fail(Code::invalid_input, fmt::format("{}: {}", state->place(error.mark), error.msg));
  }
  if (state->root.IsNull()) state->root = YAML::Node(YAML::NodeType::Map);
  if (!state->root.IsMap())
    return fail(Code::invalid_input, file.string() + ":1: must be lines of 'key: value'");
  Settings settings(std::move(state));
  settings.integer("format", settings_format, 1, settings_format);
  return settings;
}

std::string Settings::text(std::string_view key, std::string fallback) {
  return state_->scalar(key).value_or(std::move(fallback));
}

Path Settings::path(std::string_view key, Path fallback) {
  const auto text = state_->scalar(key);
  return text ? state_->file.parent_path() / *text : std::move(fallback);
}

std::string Settings::required(std::string_view key, std::string_view advice) {
  const std::string value = text(key, "");
  if (value.empty()) fault(key, fmt::format("is missing: {}", advice));
  return value;
}

bool Settings::boolean(std::string_view key, bool fallback) {
  const auto text = state_->scalar(key);
  if (!text) return fallback;
  if (*text == "true") return true;
  if (*text != "false") fault(key, "must be true or false");
  return false;
}

std::int64_t Settings::integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                               std::int64_t most) {
  const auto text = state_->scalar(key);
  if (!text) return fallback;
  const auto value = to_integer(*text);
  if (value && *value >= least && *value <= most) return *value;
  fault(key, fmt::format("must be a whole number from {} to {}", least, most));
  return fallback;
}

std::chrono::seconds Settings::duration(std::string_view key, std::chrono::seconds fallback,
                                        std::chrono::seconds least, std::chrono::seconds most) {
  const auto text = state_->scalar(key);
  if (!text) return fallback;
  const auto value = to_duration(*text);
  if (value && *value >= least && *value <= most) return *value;
  fault(key, fmt::format("must be a time like 30s, 15m, 6h or 1d, from {}s to {}s", least.count(),
                         most.count()));
  return fallback;
}

std::optional<std::vector<std::string>> Settings::list(std::string_view key) {
  const YAML::Node value = state_->find(key);
  if (!value.IsDefined()) return std::nullopt;
  std::vector<std::string> texts;
  if (value.IsSequence()) {
    for (const YAML::Node& element : value)
      if (element.IsScalar()) texts.push_back(element.Scalar());
    if (texts.size() == value.size()) return texts;
  }
  fault(key, "must be a list such as [one, two]");
  return std::nullopt;
}

std::string Settings::choice(std::string_view key, const std::vector<std::string>& choices) {
  const std::string value = text(key, choices.front());
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  fault(key, fmt::format("must be one of {}", fmt::join(choices, ", ")));
  return choices.front();
}

void Settings::fault(std::string_view key, std::string_view what) {
  const YAML::Node value = state_->find(key);
  if (value.IsDefined())
    state_->fault(value, key, what);
  else
    state_->faults.push_back(fmt::format("{}: {} {}", state_->file.string(), key, what));
}

Result<void> Settings::finish() {
  std::set<std::string> seen;
  for (const auto& member : state_->root) {
    const std::string key = member.first.Scalar();
    if (!seen.insert(key).second) state_->fault(member.first, key, "is there twice");
    if (!state_->known.contains(key))
      state_->warnings.push_back(fmt::format("{}: {} is not a setting and has no effect",
                                             state_->place(member.first.Mark()), key));
  }
  if (!state_->faults.empty())
    return fail(Code::invalid_input, fmt::format("{}", fmt::join(state_->faults, "\n")));
  return {};
}

const std::vector<std::string>& Settings::warnings() const {
  return state_->warnings;
}

}  // namespace rohnamo::base
