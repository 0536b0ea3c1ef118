// The signed part of each role's file, between JSON and values. For envelope.cpp alone.
#pragma once

#include "content/trust/metadata.hpp"

namespace rohnamo::trust {

base::Result<void> read(const base::json::Reader& object, Root& root);
base::Result<void> read(const base::json::Reader& object, Timestamp& timestamp);
base::Result<void> read(const base::json::Reader& object, Snapshot& snapshot);
base::Result<void> read(const base::json::Reader& object, Targets& targets);

base::json::Object write(const Root& root);
base::json::Object write(const Timestamp& timestamp);
base::json::Object write(const Snapshot& snapshot);
base::json::Object write(const Targets& targets);

}  // namespace rohnamo::trust
