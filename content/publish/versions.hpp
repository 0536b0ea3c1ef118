// The versions of metadata: whole numbers that only rise, one row for each role.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "content/base/result.hpp"

namespace rohnamo::publish {

using Versions = std::map<std::string, std::int64_t, std::less<>>;  // by role

// Each version of `by` that is higher, or new.
void raise(Versions& versions, const Versions& by);

// The version after the last of these. Code::untrusted: it is so high that no honest one follows.
base::Result<std::int64_t> next_version(const Versions& last, std::string_view role);

}  // namespace rohnamo::publish
