// rohnamo-content: what its arguments ask for.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace rohnamo::publish {

// The exit status: 0 done, 1 faults or a refusal, 2 arguments that say nothing sensible, 3 another
// program is at work with the same folder.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace rohnamo::publish
