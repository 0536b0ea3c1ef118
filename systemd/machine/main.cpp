// rohnamo-machine: sets up the machine that a kiosk runs on.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options/errors.hpp>

#include "systemd/machine/command.hpp"

namespace {

using namespace rohnamo::machine;

const std::array<const Command*, 3> commands{&provision_command, &health_command, &upgrade_command};

void help() {
  fmt::print("Usage: rohnamo-machine COMMAND ...\nSets up the machine that a kiosk runs on.\n");
  for (const Command* command : commands)
    fmt::print("\n  rohnamo-machine {} {}\n{}\n", command->name, command->usage, command->purpose);
  fmt::print("\n  --version   print the version\n  --help      print this\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    help();
    return 0;
  }
  if (arguments == std::vector<std::string>{"--version"}) {
    fmt::print("rohnamo-machine {}\n", ROHNAMO_VERSION);
    return 0;
  }
  const std::string name = arguments.empty() ? "" : arguments.front();
  const auto* const command = std::find_if(commands.begin(), commands.end(),
                                           [&](const Command* one) { return one->name == name; });
  if (command == commands.end()) {
    fmt::print(stderr, "rohnamo-machine: there is no command '{}'; see rohnamo-machine --help\n",
               name);
    return wrong_use;
  }
  arguments.erase(arguments.begin());
  try {
    return (*command)->run(arguments);
  } catch (const boost::program_options::error& error) {
    fmt::print(stderr, "rohnamo-machine {}: {}; see rohnamo-machine --help\n", name, error.what());
    return wrong_use;
  }
}
