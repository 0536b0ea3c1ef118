#include "content/publish/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/publish/command.hpp"

namespace rohnamo::publish {
namespace {

// The next word of every command that begins as the words do.
std::set<std::string> next_words(const std::vector<std::string>& words) {
  std::set<std::string> found;
  for (const Command& command : commands()) {
    const std::size_t space = std::min(command.name.find(' '), command.name.size());
    const auto first = command.name.substr(0, space);
    if (words.empty())
      found.emplace(first);
    else if (words.size() == 1 && words[0] == first && space < command.name.size())
      found.emplace(command.name.substr(space + 1));
  }
  return found;
}

// Those of the command that have not been given.
std::set<std::string> options_of(const Command& command, const std::vector<std::string>& words) {
  std::set<std::string> found{"--help"};
  for (const Names* names : {&command.required, &command.optional, &options_everywhere()})
    for (const auto name : *names) found.insert(fmt::format("--{}", name));
  for (const auto& word : words) found.erase(word.substr(0, word.find('=')));
  return found;
}

}  // namespace

std::vector<std::string> completions(std::vector<std::string> words) {
  if (words.empty()) return {};
  const std::string typed = std::move(words.back());
  words.pop_back();
  const bool helps = !words.empty() && words.front() == help_word;
  if (helps) words.erase(words.begin());
  auto found = next_words(words);
  if (words.empty() && !helps) found.emplace(help_word);
  if (typed.starts_with("-")) {
    const Command* command = find_command(words);
    found = command == nullptr ? std::set<std::string>{"--help", "--version"}
                               : options_of(*command, words);
  }
  std::erase_if(found, [&](const std::string& word) { return !word.starts_with(typed); });
  return {found.begin(), found.end()};
}

}  // namespace rohnamo::publish
