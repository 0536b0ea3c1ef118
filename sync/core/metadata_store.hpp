// Sync's own state: the trusted metadata, one file a role, and what the last update found.
//
//   <state>/metadata/<ROLE>.json   byte for byte as served, stored as soon as it was verified
//   <state>/roots/N.root.json      the roots that were trusted before, for neighbours that are
//   behind <state>/origin                 SHA-256 of the installed root that the state began from
//   <state>/poll                   Poll, below
//   <state>/sideloaded             the version of the timestamp that a stick brought, until a
//                                  server has one that is no older
//   <state>/lock                   flock: one update at a time
//
// Every file is written whole: a power cut leaves the old one or the new.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::core {

// What allows the next update to end after one request.
struct Poll {
  std::string etag;  // of timestamp.json; may be empty
  std::int64_t timestamp_version = 0;
  model::EditionId edition;
  std::string offices;  // which were asked for
  base::Time checked;   // when the whole workflow last went through
  base::Time expires;   // the earliest of all metadata
};

base::Result<Poll> parse_poll(std::string_view bytes);
std::string serialize(const Poll& poll);

// A verified file on its way into the store, byte for byte as served.
struct RoleFile {
  std::string role, bytes;
};

class MetadataStore {
 public:
  static base::Result<MetadataStore> open(base::Fs& fs, base::Path state);
  // The roles' files in a folder of their own instead of <state>/metadata.
  static base::Result<MetadataStore> open(base::Fs& fs, base::Path state, base::Path roles);

  [[nodiscard]] base::Result<std::unique_ptr<base::Lock>> lock() const;

  // Code::not_found where there is none.
  [[nodiscard]] base::Result<std::string> read(std::string_view role, std::uint64_t limit) const;
  base::Result<void> write(std::string_view role, std::string_view bytes);
  // All are durable before the first gets its name: for many at a time far cheaper than one after
  // another. A power cut leaves of each the old file or the new.
  base::Result<void> write(const std::vector<RoleFile>& files);
  base::Result<void> remove(std::string_view role);  // well where there is none

  // 5.3.8: this root takes the place of the stored one, of version `before`, which stays readable.
  base::Result<void> replace_root(std::int64_t before, std::string_view bytes);
  [[nodiscard]] base::Result<std::string> old_root(std::int64_t version) const;
  [[nodiscard]] base::Path old_root_path(std::int64_t version) const;

  // All roles' files that are stored.
  [[nodiscard]] base::Result<std::vector<base::Path>> files() const;

  // The stored root, if the state began from this installed one and it still holds; else the
  // installed one, which becomes the stored one. An update of the program thus brings its root to a
  // stranded machine.
  base::Result<std::string> begin_root(std::string_view installed);

  [[nodiscard]] base::Result<Poll> poll() const;
  base::Result<void> set_poll(const Poll& poll);

  [[nodiscard]] std::optional<std::int64_t> sideloaded() const;  // none: by the server
  base::Result<void> set_sideloaded(std::optional<std::int64_t> timestamp_version);

 private:
  MetadataStore(base::Fs& fs, base::Path state, base::Path roles);
  [[nodiscard]] base::Path path(std::string_view role) const;
  base::Fs* fs_;
  base::Path state_, roles_;
};

}  // namespace rohnamo::core
