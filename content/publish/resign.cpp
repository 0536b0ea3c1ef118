#include "content/publish/resign.hpp"

#include <fmt/format.h>

#include "content/publish/outbox.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {

using base::Code;
using base::fail;
using base::Result;

Result<trust::Timestamp> resign(base::Fs& fs, Repository& repository, Keyring& keys,
                                base::Time now) {
  const Held& held = repository.held();
  if (!held.timestamp)
    return fail(Code::not_found, fmt::format("{} has no publication", repository.path().string()));
  TRY(check_clock(held, now));
  if (held.superseded)
    return fail(Code::untrusted,
                "the keys of snapshot and timestamp have changed: publish, or accept, once");
  const auto known = keys.published().find("snapshot");
  if (known != keys.published().end() && held.snapshot.version < known->second)
    return fail(Code::untrusted,
                fmt::format("{} holds snapshot {}, but {} was published before: is it an old copy? "
                            "Publish the whole channel into it",
                            repository.path().string(), held.snapshot.version, known->second));
  const trust::Signers& signers = keys.roots().newest().roles.at("timestamp");
  const auto signing = keys.held(signers);
  if (static_cast<std::int64_t>(signing.size()) < signers.threshold)
    return fail(Code::untrusted,
                fmt::format("the timestamp must be signed with {} of these keys: {}; {} has {}",
                            signers.threshold, names_of(signers.keyids, keys.settings()),
                            keys.folder().string(), signing.size()));

  trust::Timestamp timestamp = *held.timestamp;
  timestamp.version = TRY(next_version(last_versions(held, keys.published()), "timestamp"));
  timestamp.expires = now + keys.settings().periods.timestamp;
  timestamp.signed_at = now;
  const auto file = TRY(trust::sign(timestamp, signing));
  TRY(keys.remember_published({{"timestamp", timestamp.version}}));
  Outbox outbox(fs, repository.path());
  TRY(outbox.put_timestamp(file));
  TRY(outbox.settle());
  return timestamp;
}

}  // namespace rohnamo::publish
