// What rohnamo-machine can be told to do. Each has a file of its own, named after it.
#pragma once

#include <string>
#include <vector>

namespace rohnamo::machine {

constexpr int wrong_use = 2;  // the exit status for arguments that are not understood

struct Command {
  const char* name;
  const char* usage;    // what stands behind the name: "FILE [--check]"
  const char* purpose;  // lines of at most 90 letters
  // With what stands behind the name, to the exit status. It says on stderr what went wrong; a
  // boost::program_options::error is told as wrong use.
  int (*run)(const std::vector<std::string>& arguments);
};

extern const Command provision_command;
extern const Command health_command;
extern const Command upgrade_command;

}  // namespace rohnamo::machine
