#include "content/publish/signatures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "content/publish/key_file.hpp"

namespace rohnamo::publish {

Signatures signatures_of(const trust::Envelope& file, const trust::Signers& signers,
                         const trust::Keys& keys) {
  Signatures signatures;
  signatures.needed = signers.threshold;
  for (const auto& id : signers.keyids) {
    const auto key = keys.find(id);
    const bool given = std::any_of(file.signatures.begin(), file.signatures.end(),
                                   [&](const trust::Signature& signature) {
                                     return signature.keyid == id && key != keys.end() &&
                                            key->second.verify(file.message, signature.bytes);
                                   });
    (given ? signatures.given : signatures.missing).push_back(id);
  }
  return signatures;
}

std::string names_of(const std::vector<trust::KeyId>& ids, const KeySettings& settings) {
  std::vector<std::string> names;
  for (const auto& id : ids) {
    const auto holder = settings.holder(id);
    names.push_back(holder.empty() ? short_id(id) : fmt::format("{} ({})", short_id(id), holder));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace rohnamo::publish
