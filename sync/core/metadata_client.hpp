// TUF's client workflow over a Transport and a MetadataStore: what to load, what to fetch, when to
// store (specification 1.0.34, section 5). What holds is decided by the TrustedSet.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/metadata_store.hpp"
#include "sync/core/transport.hpp"
#include "sync/core/trusted_set.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::core {

// A body kept in memory; the transport bounds it.
class MemorySink final : public Sink {
 public:
  Task<base::Result<void>> begin(std::uint64_t offset) override;
  Task<base::Result<void>> write(std::string_view bytes) override;
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Where metadata comes from. A stick may be older than what is held, and so may the server be
// after a stick: both are Code::behind. Without a stick, an older server is a rollback.
enum class Source { server, stick };

class MetadataClient {
 public:
  // Takes a file that came, or says why it does not hold.
  using Verdict = std::function<base::Result<void>(const std::string& bytes)>;
  using Each = std::function<base::Result<void>(const std::string& role, trust::Targets targets)>;
  // All must outlive this.
  MetadataClient(MetadataStore& store, Transport& transport, Worker& worker, TrustedSet set,
                 Source source = Source::server);

  // 5.3 to 5.5 and the top-level targets of 5.6.
  Task<base::Result<void>> refresh();
  // 5.6.7: a delegated role, from the store or the server, verified for this delegator.
  Task<base::Result<void>> load(std::string role, std::string delegator);
  // The same for many that delegate no further, `lanes` of them at a time, until one fails: each is
  // given away as it comes, in any order. They are stored in batches: a break costs no more than
  // the last.
  Task<base::Result<void>> load_all(std::vector<std::string> roles, std::string delegator,
                                    std::size_t lanes, Each each);
  // Whether the server has no newer timestamp than the stored one, by one request. An error or a
  // newer one means no more than that refresh() is due.
  Task<base::Result<bool>> unchanged(std::string etag);

  [[nodiscard]] const TrustedSet& set() const { return set_; }
  [[nodiscard]] const std::string& timestamp_etag() const { return etag_; }

 private:
  Task<base::Result<void>> refresh_root();
  Task<base::Result<void>> refresh_timestamp();
  Task<base::Result<void>> refresh_snapshot();
  Task<base::Result<std::string>> fetch(std::string role, std::int64_t version, std::uint64_t limit,
                                        Verdict verdict);
  Task<base::Result<void>> keep(std::string role, std::string bytes);
  Task<base::Result<void>> obtain(std::string role, Verdict take);
  Task<base::Result<void>> obtain_one_of_many(std::string role, std::string delegator, Each each);
  Task<base::Result<void>> settle();
  Task<base::Result<void>> keep_timestamp(std::string bytes);
  Task<base::Result<void>> forget_fast_forwarded();
  [[nodiscard]] base::Error refusal(base::Error error, std::string_view timestamp) const;
  [[nodiscard]] std::int64_t file_version(std::int64_t version) const;
  MetadataStore* store_;
  Transport* transport_;
  Worker* worker_;
  TrustedSet set_;
  Source source_;
  std::vector<RoleFile> fresh_;  // delegated roles, verified and not yet stored
  std::string etag_;             // of the timestamp that is held; empty: not known
};

}  // namespace rohnamo::core
