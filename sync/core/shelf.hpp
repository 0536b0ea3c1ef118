// What a machine hands on to its neighbours: the files of the publication that it has verified and
// holds complete, by their paths there. Read-only, an immutable value; any thread.
//
// A shelf is made after an update. The next one may replace or collect a file meanwhile: so
// metadata counts only while it has the hash that the shelf knows, and a blob while it is there.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/model/blob.hpp"
#include "sync/core/metadata_store.hpp"

namespace rohnamo::core {

class Shelf {
 public:
  struct Item {
    base::Path file;
    base::Hash hash;
    std::uint64_t length = 0;  // bytes
    bool metadata = false;     // small (targets_limit), and another file may come to its place
  };

  // The state in `metadata` with the blobs of the current and the previous edition. not_found where
  // the metadata is not all of one update that went through. Reads every file of metadata: slow,
  // for a worker's thread.
  static base::Result<std::shared_ptr<const Shelf>> read(base::Fs& fs,
                                                         const MetadataStore& metadata,
                                                         const base::Path& cache);

  // "metadata/timestamp.json", "metadata/3.mission.json", "targets/any/thing/<sha256>.name": of a
  // target the hash is all that counts. Nothing of `path` reaches the disk.
  [[nodiscard]] std::optional<Item> find(std::string_view path) const;

  [[nodiscard]] std::int64_t version() const { return version_; }  // of the timestamp

 private:
  base::Result<void> add_roles(base::Fs& fs, const MetadataStore& metadata);
  void add_roots(const MetadataStore& metadata);
  base::Result<void> add_blobs(base::Fs& fs, const base::Path& cache);
  base::Path cache_;
  std::int64_t version_ = 0;
  std::map<std::string, Item, std::less<>> metadata_;  // by path
  std::vector<model::BlobRef> blobs_;                  // sorted
};

// The trusted root and those before it, as far as they are stored and each vouches for the next,
// the newest first. None where nothing is stored.
std::vector<std::string> root_chain(const MetadataStore& metadata);

// The ids of the keys that were these roots' own, each once. Two machines of one mission have some
// in common, whichever root each began from.
std::vector<std::string> root_keys(const std::vector<std::string>& roots);

// Whether the stored metadata is all of one update, which went through: its timestamp's version.
// not_found where it is not.
base::Result<std::int64_t> complete_version(base::Fs& fs, const MetadataStore& metadata,
                                            const base::Path& cache);

}  // namespace rohnamo::core
