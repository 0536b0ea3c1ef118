// Reading the local cache. The kiosk links this and nothing that writes.
//
//   <cache>/current                    the EditionId that is shown, and a line feed
//   <cache>/previous                   the one before it
//   <cache>/editions/<id>/manifest.json   all its blobs: what the writer goes by
//   <cache>/editions/<id>/head.json       its catalogs: what a reader starts from
//   <cache>/editions/<id>/lock         flock: shared by readers, exclusive by collection
//   <cache>/blobs/<ab>/<sha256>        content, by the hash's first two digits
//   <cache>/partial/<sha256>           blobs on their way
//   <cache>/time                       the floor of trusted time, RFC 3339 and a line feed
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "content/base/fs.hpp"
#include "content/model/catalog.hpp"
#include "content/model/document.hpp"
#include "content/model/manifest.hpp"
#include "content/model/strings.hpp"
#include "content/model/timings.hpp"

namespace rohnamo::cache {

base::Path blob_path(const base::Path& cache, const base::Hash& hash);

// What `current` names. Code::not_found for an empty cache.
base::Result<model::EditionId> current_edition(base::Fs& fs, const base::Path& cache);

// The floor of trusted time, if the cache has one.
std::optional<base::Time> time_floor(base::Fs& fs, const base::Path& cache);

// The highest time that is proved: by that floor, or by this program.
base::Time proven_time(base::Fs& fs, const base::Path& cache);

// Offices by name ("khujand"); nothing: all that there are.
using Offices = std::optional<std::vector<std::string>>;

// One complete, verified, immutable state of a channel. Holds a shared lock, so that collection
// leaves it alone. Any thread.
class Edition {
 public:
  // The mission's catalog and those of the wanted offices. Costs the same however many items there
  // are. A fault of an office's catalog costs that office, a fault of the mission's the edition.
  static base::Result<std::shared_ptr<const Edition>> open(base::Fs& fs, const base::Path& cache,
                                                           const model::EditionId& id,
                                                           const Offices& offices = {});

  [[nodiscard]] const model::EditionId& id() const { return id_; }
  [[nodiscard]] const model::Channel& channel() const;  // the mission's

  // All items of all catalogs: the mission's in their order, then each office's.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] base::Result<model::Entry> entry(std::size_t index) const;
  [[nodiscard]] base::Result<model::Story> story(std::size_t index) const;
  [[nodiscard]] base::Result<model::Contact> contact(std::size_t index) const;
  [[nodiscard]] base::Result<model::Notice> notice(std::size_t index) const;

  [[nodiscard]] base::Result<model::Document> document(const model::BlobRef& blob) const;
  [[nodiscard]] base::Result<model::Timings> timings(const model::BlobRef& blob) const;
  [[nodiscard]] base::Result<model::Strings> strings(const model::BlobRef& blob) const;
  // Where a font or a recording lies.
  [[nodiscard]] base::Path path(const model::BlobRef& blob) const;
  // A picture's or a recording's bytes, mapped. A wrong length is Code::corrupt.
  [[nodiscard]] base::Result<std::unique_ptr<base::Mapping>> map(const model::BlobRef& blob) const;

 private:
  struct Place {
    const model::Catalog* catalog;
    std::size_t index;
  };
  Edition(base::Fs& fs, base::Path cache, model::EditionId id);
  base::Result<void> add(const model::Manifest::Catalog& catalog);
  [[nodiscard]] base::Result<Place> place(std::size_t index) const;
  base::Fs* fs_;
  base::Path cache_;
  model::EditionId id_;
  std::unique_ptr<base::Lock> lock_;
  std::vector<model::Catalog> catalogs_;
  std::size_t size_ = 0;
};

}  // namespace rohnamo::cache
