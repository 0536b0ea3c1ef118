// Fetching the blobs of a manifest that a cache lacks.
#pragma once

#include <functional>
#include <set>

#include "content/cache/store.hpp"
#include "sync/core/contents.hpp"
#include "sync/core/update.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::core {

class Download {
 public:
  // All must outlive this.
  Download(cache::Store& store, Transport& transport, Worker& worker, const Contents& contents,
           std::function<void(const Progress&)> progress);

  // Bytes that are to come: what is missing, less what partials hold.
  [[nodiscard]] std::uint64_t bytes_to_come() const;

  // Puts these before all others that are still to come.
  void hurry(const std::set<base::Hash>& blobs);

  // Fetches the blobs of the kinds up to `last` in the order of the manifest, `lanes` at once; each
  // is durable and in its place when counted, by and by in batches while other lanes fetch.
  // Whatever came of a blob before a failure stays as its partial. May be called for one kind after
  // another.
  Task<base::Result<void>> run(model::BlobKind last, std::size_t lanes);
  [[nodiscard]] bool done() const { return next_ == missing_.size(); }

  [[nodiscard]] std::uint64_t bytes_fetched() const { return fetched_; }

 private:
  class BlobSink;
  Task<base::Result<void>> fetch_blob(model::Manifest::Blob wanted);
  Task<base::Result<void>> fetch_once(cache::BlobWriter* writer, Purpose purpose);
  Task<base::Result<void>> write_out();
  Task<base::Result<void>> settle();
  void arrived(std::int64_t bytes);  // negative: had to be thrown away
  cache::Store* store_;
  Transport* transport_;
  Worker* worker_;
  const Contents* contents_;
  std::function<void(const Progress&)> progress_;
  std::vector<model::Manifest::Blob> missing_;
  std::size_t next_ = 0;                    // of missing_: those before it were fetched
  std::vector<cache::BlobWriter> whole_;    // all there and checked; small ones in memory
  std::vector<cache::BlobWriter> written_;  // on the disk, to be made durable together
  std::uint64_t unsettled_bytes_ = 0;       // of both
  Progress done_;
  std::uint64_t fetched_ = 0;
};

}  // namespace rohnamo::core
