// Finding what a publication says of one target, through its delegations (TUF specification
// 1.0.34, 5.6.7). For whoever wants single targets; an update takes all of them (contents.hpp).
#pragma once

#include <string>

#include "sync/core/metadata_client.hpp"

namespace rohnamo::core {

constexpr std::size_t delegations_limit = 32;  // delegated roles that are asked for one target

// The first answer in pre-order, depth first: from the top-level targets through every delegation
// that covers `path`, in order of appearance, no role twice, at most `limit` of them; nothing after
// a terminating delegation, as every bin is one (TAP 15). Roles are loaded as the search comes to
// them, and verified for the delegator that it came from.
//
// To be called after MetadataClient::refresh(), one search at a time; `client` must outlive it.
// Errors: not_found where nobody who may speak of the target knows it, or the limit was reached;
// a role that cannot be loaded ends the search with MetadataClient::load's error.
Task<base::Result<trust::TargetFile>> find_target(MetadataClient& client, std::string path,
                                                  std::size_t limit = delegations_limit);

}  // namespace rohnamo::core
