// The commands of rohnamo-content: what each takes, and who does it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/publish/commands.hpp"

namespace rohnamo::publish {

using Names = std::vector<std::string_view>;

struct Command {
  std::string_view name;  // of one word or two
  Names operands;         // as they are called when they are missing; a last "…": or more
  Names required;         // options
  Names optional;
  std::string_view help;
  int (*run)(Context&);
};

const std::vector<Command>& commands();

// Before a command's name it asks for its help.
constexpr std::string_view help_word = "help";

// Options that a person sets once, for whatever command.
const Names& options_everywhere();

// Takes the command's name off the words; nullptr: they begin with none.
const Command* find_command(std::vector<std::string>& words);

}  // namespace rohnamo::publish
