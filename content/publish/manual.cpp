#include "content/publish/manual.hpp"

#include <fmt/format.h>

#include <sstream>

#include "content/publish/command.hpp"
#include "content/publish/help.hpp"

namespace rohnamo::publish {
namespace {

// So that man(7) sees letters and no requests, and a copied option is one.
std::string escaped(std::string_view line) {
  std::string roff = line.starts_with('.') || line.starts_with('\'') ? "\\&" : "";
  for (const char letter : line) {
    if (letter == '\\')
      roff += "\\e";
    else if (letter == '-')
      roff += "\\-";
    else
      roff += letter;
  }
  return roff;
}

enum class Flow { none, text, verbatim };

Flow flow_of(std::string_view line) {
  if (line.empty()) return Flow::none;
  return line.starts_with("  ") || line.starts_with("rohnamo-content ") ? Flow::verbatim
                                                                        : Flow::text;
}

std::string commands_in_roff() {
  std::string roff;
  std::string_view told;
  for (const Command& command : commands()) {
    if (command.help == told) continue;
    told = command.help;
    roff += fmt::format(".SS {}\n{}", command.name, to_roff(command.help));
  }
  return roff;
}

}  // namespace

std::string to_roff(std::string_view help) {
  std::istringstream lines{std::string(help)};
  std::string roff;
  Flow before = Flow::none;
  for (std::string line; std::getline(lines, line);) {
    const Flow flow = flow_of(line);
    if (before == Flow::verbatim && flow != Flow::verbatim) roff += ".EE\n";
    if (before == Flow::none && flow != Flow::none) roff += ".PP\n";
    if (before != Flow::verbatim && flow == Flow::verbatim) roff += ".EX\n";
    if (flow != Flow::none) roff += escaped(line) + "\n";
    before = flow;
  }
  return before == Flow::verbatim ? roff + ".EE\n" : roff;
}

std::string manual_page() {
  return fmt::format(
      ".TH ROHNAMO-CONTENT 1 \"\" \"Rohnamo {}\" \"Rohnamo\"\n.nr HY 0\n.ds AD l\n"
      ".SH NAME\nrohnamo-content \\- write, see, translate and publish what Rohnamo's screens "
      "show\n"
      ".SH SYNOPSIS\n.B rohnamo-content\n.I COMMAND\n.RI [ OPTION ]...\n"
      ".SH DESCRIPTION\n{}"
      ".SH COMMANDS\n{}",
      ROHNAMO_VERSION, to_roff(help_text.substr(help_text.find("\n\n") + 2)), commands_in_roff());
}

}  // namespace rohnamo::publish
