// Who has signed a file of metadata, and who has not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "content/publish/key_settings.hpp"
#include "content/trust/envelope.hpp"

namespace rohnamo::publish {

struct Signatures {
  std::int64_t needed = 1;
  std::vector<trust::KeyId> given;    // that hold
  std::vector<trust::KeyId> missing;  // of the signers' keys

  [[nodiscard]] bool complete() const { return static_cast<std::int64_t>(given.size()) >= needed; }
};

Signatures signatures_of(const trust::Envelope& file, const trust::Signers& signers,
                         const trust::Keys& keys);

// "3f2a9c1e (Anna), 77ab01d4"
std::string names_of(const std::vector<trust::KeyId>& ids, const KeySettings& settings);

}  // namespace rohnamo::publish
