// A publication onto a stick: <stick>/rohnamo holds metadata/ and targets/ as any server would,
// without what only a web server needs.
//
// A stick is pulled out at any moment, so each step is durable before the next: targets, metadata,
// timestamp.json, and last the removal of what the publication no longer has. A stick that is half
// written is the old publication, the new one, or one that screens refuse; never a wrong one.
// Nothing else on the stick is touched.
#pragma once

#include <functional>

#include "content/base/fs.hpp"
#include "content/base/json.hpp"
#include "content/base/time.hpp"

namespace rohnamo::publish {

struct ExportReport {
  std::int64_t version = 0;  // of the timestamp
  base::Time expires;        // its
  std::size_t files = 0, copied = 0, removed = 0;
  std::uint64_t bytes = 0, copied_bytes = 0;  // of `files`, of `copied`
};

// Bytes that are on the stick for good, of those that are to be there.
using ExportProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// What lies on the stick already is read and kept where it is right. Errors: not_found (no
// publication, no stick, or a publication that lacks a file), untrusted or corrupt (the publication
// is damaged), unsupported (a name or a length that no stick takes), no_space, busy (it is being
// written), io.
base::Result<ExportReport> export_publication(base::Fs& fs, const base::Path& repository,
                                              const base::Path& stick,
                                              const ExportProgress& progress);

std::string to_string(const ExportReport& report, const base::Path& stick);
base::json::Object to_json(const ExportReport& report);

}  // namespace rohnamo::publish
