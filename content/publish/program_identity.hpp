// Which program runs, with all that it is linked to.
#pragma once

#include <string>

namespace rohnamo::publish {

// Another one as soon as the program's file, a library's or the time zones' data are others: what
// one made, another need not make in the same way.
std::string program_identity();

}  // namespace rohnamo::publish
