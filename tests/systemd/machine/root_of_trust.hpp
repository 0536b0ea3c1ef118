// A root.json as a mission has it.
#pragma once

#include <string>

#include "content/trust/envelope.hpp"

namespace rohnamo::tests {

inline std::string root_of_trust() {
  const auto key = trust::PrivateKey::generate();
  trust::Root root;
  root.expires = base::from_rfc3339("2027-01-01T00:00:00Z").value();
  root.keys.emplace(key.id(), key.public_key());
  for (const char* role : {"root", "timestamp", "snapshot", "targets"})
    root.roles[role] = {{key.id()}, 1};
  return trust::sign(root, {&key}).value();
}

}  // namespace rohnamo::tests
