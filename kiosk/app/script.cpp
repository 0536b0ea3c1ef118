#include "kiosk/app/script.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <map>
#include <sstream>

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;
using Words = std::vector<std::string>;

Words words_of(std::string_view line) {
  std::istringstream stream{std::string(line.substr(0, line.find('#')))};
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Result<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0)
    return fail(Code::invalid_input, fmt::format("'{}' is no number", text));
  return value;
}

Result<deck::Millis> span(std::string_view text) {
  const bool millis = text.ends_with("ms");
  if (!millis && !text.ends_with("s"))
    return fail(Code::invalid_input, fmt::format("'{}' is no time like 12s or 350ms", text));
  const int value = TRY(number(text.substr(0, text.size() - (millis ? 2 : 1))));
  return millis ? deck::Millis(value) : deck::Millis(value) * 1000;
}

Result<Action> wait(const Words& words) {
  return Wait{TRY(span(words[1]))};
}

Result<Action> tap(const Words& words) {
  if (words.size() == 2) return TapTarget{words[1]};
  return TapPlace{TRY(number(words[1])), TRY(number(words[2]))};
}

Result<Action> drag(const Words& words) {
  return Drag{TRY(number(words[1])), TRY(number(words[2])), TRY(number(words[3])),
              TRY(number(words[4])), TRY(span(words[5])),   words[0] == "drag"};
}

Result<Action> swipe(const Words& words) {
  if (words[1] == "left") return Swipe{deck::Side::left};
  if (words[1] == "right") return Swipe{deck::Side::right};
  return fail(Code::invalid_input, "swipe left or swipe right");
}

Result<Action> key(const Words& words) {
  static const std::map<std::string, deck::Key, std::less<>> keys{
      {"left", deck::Key::left}, {"right", deck::Key::right},     {"up", deck::Key::up},
      {"down", deck::Key::down}, {"enter", deck::Key::enter},     {"escape", deck::Key::escape},
      {"tab", deck::Key::next},  {"backtab", deck::Key::previous}};
  const auto found = keys.find(words[1]);
  if (found == keys.end()) return fail(Code::invalid_input, "no such key: " + words[1]);
  return Press{found->second};
}

Result<Action> shot(const Words& words) {
  if (words[1].starts_with('/') || words[1].find("..") != std::string::npos)
    return fail(Code::invalid_input, "a picture's name stays below the --out folder");
  return Shot{words[1]};
}

Result<Action> size(const Words& words) {
  return Resize{TRY(parse_size(words[1]))};
}

Result<Action> expect(const Words& words) {
  using What = Expect::What;
  static const std::map<std::string, What, std::less<>> kinds{
      {"page", What::page},      {"target", What::target}, {"language", What::language},
      {"focus", What::focus},    {"sound", What::sound},   {"volume", What::volume},
      {"passage", What::passage}};
  const auto found = kinds.find(words[1]);
  if (found == kinds.end())
    return fail(Code::invalid_input,
                "expect page, target, language, focus, sound, volume or passage");
  return Expect{found->second, words[2]};
}

Result<Action> set_clock(const Words& words) {
  if (words[1] == "unknown") return SetClock{};
  return SetClock{TRY(base::from_rfc3339(words[1]))};
}

struct Command {
  std::size_t fewest, most;  // words, itself included
  std::function<Result<Action>(const Words&)> parse;
};

const std::map<std::string, Command, std::less<>>& commands() {
  static const std::map<std::string, Command, std::less<>> all{
      {"wait", {2, 2, wait}},
      {"tap", {2, 3, tap}},
      {"drag", {6, 6, drag}},
      {"fling", {6, 6, drag}},
      {"swipe", {2, 2, swipe}},
      {"key", {2, 2, key}},
      {"shot", {2, 2, shot}},
      {"size", {2, 2, size}},
      {"expect", {3, 3, expect}},
      {"stick", {2, 2, [](const Words& words) -> Result<Action> { return TellStick{words[1]}; }}},
      {"clock", {2, 2, set_clock}},
      {"sync", {1, 1, [](const Words&) -> Result<Action> { return Sync{}; }}}};
  return all;
}

Result<Action> parse_line(const Words& words) {
  const auto command = commands().find(words[0]);
  if (command == commands().end())
    return fail(Code::invalid_input, fmt::format("'{}' is no action", words[0]));
  if (words.size() < command->second.fewest || words.size() > command->second.most)
    return fail(Code::invalid_input, fmt::format("'{}' has too many or too few words", words[0]));
  return command->second.parse(words);
}

}  // namespace

Result<Script> parse_script(std::string_view text) {
  Script script;
  std::istringstream stream{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    const Words words = words_of(line);
    if (words.empty()) continue;
    auto action = parse_line(words);
    if (!action) return fail(action.error(), fmt::format("line {}", number));
    script.push_back({number, std::move(*action)});
  }
  return script;
}

}  // namespace rohnamo::app
