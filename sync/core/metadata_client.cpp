#include "sync/core/metadata_client.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "content/trust/paths.hpp"
#include "sync/core/lanes.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

// Roles made durable together: enough to make one syncfs worth it.
constexpr std::size_t batch_roles = 64;

}  // namespace

Task<Result<void>> MemorySink::begin(std::uint64_t) {
  bytes_.clear();
  co_return Result<void>();
}

Task<Result<void>> MemorySink::write(std::string_view bytes) {
  bytes_.append(bytes);
  co_return Result<void>();
}

namespace {

// Tells whoever sends a body whether it held: one of several sources is then asked after another.
class VerifyingSink final : public Sink {
 public:
  explicit VerifyingSink(const MetadataClient::Verdict& verdict) : verdict_(&verdict) {}

  Task<Result<void>> begin(std::uint64_t offset) override { return body_.begin(offset); }
  Task<Result<void>> write(std::string_view bytes) override { return body_.write(bytes); }
  Task<Result<void>> end() override {
    judged_ = true;
    co_return (*verdict_)(body_.bytes());
  }

  // For a transport that does not call end().
  Result<void> judge() { return judged_ ? Result<void>() : (*verdict_)(body_.bytes()); }
  [[nodiscard]] const std::string& bytes() const { return body_.bytes(); }

 private:
  const MetadataClient::Verdict* verdict_;
  MemorySink body_;
  bool judged_ = false;
};

}  // namespace

MetadataClient::MetadataClient(MetadataStore& store, Transport& transport, Worker& worker,
                               TrustedSet set, Source source)
    : store_(&store),
      transport_(&transport),
      worker_(&worker),
      set_(std::move(set)),
      source_(source) {}

// 6: with consistent snapshots the version is part of a file's name.
std::int64_t MetadataClient::file_version(std::int64_t version) const {
  return set_.root().consistent_snapshot ? version : 0;
}

Task<Result<std::string>> MetadataClient::fetch(std::string role, std::int64_t version,
                                                std::uint64_t limit, Verdict verdict) {
  VerifyingSink sink(verdict);
  FetchRequest request;
  request.path = trust::metadata_path(role, version);
  request.max_bytes = limit;
  request.accept_gzip = true;
  request.purpose = Purpose::metadata;
  const auto fetched = co_await transport_->fetch(request, sink);
  if (!fetched) co_return fail(fetched.error(), request.path);
  const auto judged = sink.judge();
  if (!judged) co_return fail(judged.error(), request.path);
  if (role == trust::Timestamp::type) etag_ = fetched->etag;
  co_return sink.bytes();
}

Task<Result<void>> MetadataClient::keep(std::string role, std::string bytes) {
  std::function<Result<void>()> work = [this, &role, &bytes] { return store_->write(role, bytes); };
  auto written = co_await worker_->run(work);
  co_return written;
}

Task<Result<void>> MetadataClient::refresh() {
  auto root = co_await refresh_root();
  if (!root) co_return root;
  auto timestamp = co_await refresh_timestamp();
  if (!timestamp) co_return timestamp;
  auto snapshot = co_await refresh_snapshot();
  if (!snapshot) co_return snapshot;
  auto targets = co_await load("targets", "root");
  co_return targets;
}

Task<Result<void>> MetadataClient::refresh_root() {
  for (int i = 0; i < root_rotations_limit; ++i) {
    bool rotated = false;
    const Verdict take = [&](const std::string& bytes) -> Result<void> {
      rotated = TRY(set_.update_root(bytes));
      return {};
    };
    const auto bytes = co_await fetch("root", set_.root().version + 1, root_limit, take);
    if (!bytes && bytes.error().code == Code::not_found) break;
    if (!bytes) co_return fail(bytes.error());
    if (rotated) {
      auto forgotten = co_await forget_fast_forwarded();
      if (!forgotten) co_return forgotten;
    }
    const std::function<Result<void>()> work = [this, &bytes] {
      return store_->replace_root(set_.root().version - 1, *bytes);
    };
    auto kept = co_await worker_->run(work);
    if (!kept) co_return kept;
  }
  co_return set_.finish_root();
}

// 5.3.11, before the root that demands it is stored: a power cut between the two must not leave
// the new root with the old versions, which nothing would then take back.
Task<Result<void>> MetadataClient::forget_fast_forwarded() {
  std::function<Result<void>()> work = [this]() -> Result<void> {
    TRY(store_->remove("snapshot"));
    return store_->remove("timestamp");
  };
  auto removed = co_await worker_->run(work);
  co_return removed;
}

Task<Result<void>> MetadataClient::refresh_timestamp() {
  if (const auto stored = store_->read("timestamp", timestamp_limit))
    static_cast<void>(set_.restore_timestamp(*stored));  // one that does not hold is as none
  auto change = TrustedSet::Change::same;
  const Verdict take = [&](const std::string& bytes) -> Result<void> {
    const auto updated = set_.update_timestamp(bytes);
    if (!updated) return fail(refusal(updated.error(), bytes));
    change = *updated;
    return {};
  };
  const auto bytes = co_await fetch("timestamp", 0, timestamp_limit, take);
  if (!bytes) co_return fail(bytes.error());
  if (change == TrustedSet::Change::newer) {
    auto kept = co_await keep_timestamp(*bytes);  // 5.4.5
    co_return kept;
  }
  // What came may differ from what is held, and its tag is then none of ours.
  if (store_->read("timestamp", timestamp_limit) != *bytes) etag_.clear();
  if (source_ == Source::server) co_return store_->set_sideloaded(std::nullopt);
  co_return Result<void>();
}

// Where it came from is written down before a stick's: a power cut in between leaves a note of what
// is not held, which does no harm.
Task<Result<void>> MetadataClient::keep_timestamp(std::string bytes) {
  std::function<Result<void>()> work = [this, &bytes]() -> Result<void> {
    if (source_ == Source::stick) TRY(store_->set_sideloaded(set_.timestamp()->version));
    TRY(store_->write("timestamp", bytes));
    return source_ == Source::server ? store_->set_sideloaded(std::nullopt) : Result<void>();
  };
  auto kept = co_await worker_->run(work);
  co_return kept;
}

// What was thought of a timestamp that is not taken.
base::Error MetadataClient::refusal(base::Error error, std::string_view timestamp) const {
  if (!set_.is_earlier_timestamp(timestamp)) return error;
  if (source_ == Source::stick)
    return {Code::behind, "the publication on the stick is older than the one that is here"};
  if (store_->sideloaded() != set_.timestamp()->version) return error;
  return {Code::behind, "the server is still behind what a stick brought"};
}

Task<Result<void>> MetadataClient::refresh_snapshot() {
  if (const auto stored = store_->read("snapshot", snapshot_limit))
    static_cast<void>(set_.restore_snapshot(*stored));
  if (set_.snapshot_current()) co_return Result<void>();
  const trust::MetaFile expected = set_.timestamp()->snapshot;
  const std::uint64_t limit = std::min(expected.length.value_or(snapshot_limit), snapshot_limit);
  const Verdict take = [&](const std::string& bytes) { return set_.update_snapshot(bytes); };
  const auto bytes = co_await fetch("snapshot", file_version(expected.version), limit, take);
  if (!bytes) co_return fail(bytes.error());
  auto kept = co_await keep("snapshot", *bytes);  // 5.5.7
  co_return kept;
}

// 5.6.6 is settle()'s.
Task<Result<void>> MetadataClient::obtain(std::string role, Verdict take) {
  const auto stored = store_->read(role, targets_limit);
  if (stored && take(*stored)) co_return Result<void>();
  const auto expected = set_.meta(role);
  if (!expected) co_return fail(expected.error());
  const std::uint64_t limit = std::min(expected->length.value_or(targets_limit), targets_limit);
  const auto bytes = co_await fetch(role, file_version(expected->version), limit, take);
  if (!bytes) co_return fail(bytes.error());
  fresh_.push_back({role, *bytes});
  co_return Result<void>();
}

Task<Result<void>> MetadataClient::settle() {
  const auto batch = std::make_shared<std::vector<RoleFile>>(std::exchange(fresh_, {}));
  if (batch->empty()) co_return Result<void>();
  const std::function<Result<void>()> work = [this, batch] { return store_->write(*batch); };
  auto written = co_await worker_->run(work);
  co_return written;
}

Task<Result<void>> MetadataClient::load(std::string role, std::string delegator) {
  const Verdict take = [&](const std::string& bytes) {
    return set_.update_targets(bytes, role, delegator);
  };
  auto obtained = co_await obtain(role, take);
  auto settled = co_await settle();
  co_return obtained ? settled : obtained;
}

Task<Result<void>> MetadataClient::obtain_one_of_many(std::string role, std::string delegator,
                                                      Each each) {
  trust::Targets targets;
  const Verdict take = [&](const std::string& bytes) -> Result<void> {
    targets = TRY(set_.take_targets(bytes, role, delegator));
    return {};
  };
  auto obtained = co_await obtain(role, take);
  if (obtained) obtained = each(role, std::move(targets));
  if (!obtained || fresh_.size() < batch_roles) co_return obtained;
  auto settled = co_await settle();
  co_return settled;
}

Task<Result<void>> MetadataClient::load_all(std::vector<std::string> roles, std::string delegator,
                                            std::size_t lanes, Each each) {
  const Job job = [&](std::size_t index) {
    return obtain_one_of_many(roles[index], delegator, each);
  };
  auto obtained = co_await run_jobs(roles.size(), lanes, job);
  auto settled = co_await settle();
  co_return obtained ? settled : obtained;
}

Task<Result<bool>> MetadataClient::unchanged(std::string etag) {
  const auto fresh = set_.finish_root();
  if (!fresh) co_return fail(fresh.error());
  const auto stored = store_->read("timestamp", timestamp_limit);
  if (!stored) co_return fail(stored.error());
  const auto restored = set_.restore_timestamp(*stored);
  if (!restored) co_return fail(restored.error());
  MemorySink sink;
  FetchRequest request;
  request.path = trust::metadata_path("timestamp", 0);
  request.max_bytes = timestamp_limit;
  request.etag = etag;
  request.accept_gzip = true;
  request.purpose = Purpose::metadata;
  const auto fetched = co_await transport_->fetch(request, sink);
  if (!fetched) co_return fail(fetched.error(), request.path);
  co_return fetched->not_modified || sink.bytes() == *stored;
}

}  // namespace rohnamo::core
