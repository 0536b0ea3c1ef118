// The manual page of rohnamo-content.
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::publish {

// A text as --help prints it, as the body of a section in man(7): lines that are indented stay as
// they are, others flow.
std::string to_roff(std::string_view help);

// The whole page, of all commands.
std::string manual_page();

}  // namespace rohnamo::publish
