// When what is published runs out, and who has to do something about it.
#pragma once

#include <string>
#include <vector>

#include "content/publish/held.hpp"
#include "content/publish/key_settings.hpp"

namespace rohnamo::publish {

struct RoleExpiry {
  std::string role;  // the mission's stands for its bins too
  base::Time expires;
};

// Of the root and of what is published.
std::vector<RoleExpiry> expiries(const trust::Root& root, const Held& held);

std::int64_t days_left(base::Time expires, base::Time now);  // below 0: since so many days

// One line for each role that Periods::warning() is due for, with what is to be done.
std::vector<std::string> expiry_warnings(const std::vector<RoleExpiry>& roles,
                                         const Periods& periods, base::Time now);

}  // namespace rohnamo::publish
