#include "sync/core/update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "content/cache/edition.hpp"
#include "content/cache/store.hpp"
#include "content/model/catalog.hpp"
#include "sync/core/contents.hpp"
#include "sync/core/download.hpp"
#include "sync/core/lanes.hpp"
#include "sync/core/metadata_client.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::chrono::hours full_workflow_interval{24};

std::string name_offices(const std::optional<std::vector<std::string>>& offices) {
  if (!offices) return "*";
  std::string names;
  for (const std::string& office : *offices) names += office + "\n";
  return names;
}

// Everything that one update works with.
class Run {
 public:
  Run(base::Fs& fs, Worker& worker, const UpdateOptions& options, MetadataStore& metadata,
      cache::Store& store, MetadataClient& client)
      : fs_(&fs),
        worker_(&worker),
        options_(&options),
        metadata_(&metadata),
        store_(&store),
        client_(&client) {}

  // Nothing: the whole workflow is due.
  Task<Result<std::optional<Outcome>>> poll();
  Task<Result<Outcome>> update(Transport& transport, std::function<void(const Progress&)> progress);

 private:
  [[nodiscard]] bool poll_is_enough(const Poll& poll, const std::string& current) const;
  Task<Result<void>> raise_floor();
  Result<void> make_room(std::uint64_t bytes, const model::Manifest& wanted);
  Result<void> check_catalogs(Contents& contents);
  Result<std::shared_ptr<const base::Mapping>> map_catalog(const model::Manifest::Catalog& catalog);
  Task<Result<void>> install(Contents& contents, Outcome& outcome);
  Result<void> remember(const Outcome& outcome);

  base::Fs* fs_;
  Worker* worker_;
  const UpdateOptions* options_;
  MetadataStore* metadata_;
  cache::Store* store_;
  MetadataClient* client_;
};

bool Run::poll_is_enough(const Poll& poll, const std::string& current) const {
  const base::Time now = client_->set().now();
  return poll.edition == current && poll.offices == name_offices(options_->offices) &&
         poll.expires > now && poll.checked <= now && now < poll.checked + full_workflow_interval;
}

Task<Result<std::optional<Outcome>>> Run::poll() {
  std::optional<Outcome> outcome;
  const auto poll = metadata_->poll();
  const auto current = cache::current_edition(*fs_, options_->cache);
  if (!poll || !current || !poll_is_enough(*poll, *current)) co_return outcome;
  const auto same = co_await client_->unchanged(poll->etag);
  if (!same && (same.error().code == Code::offline || same.error().code == Code::timeout ||
                same.error().code == Code::cancelled))
    co_return fail(same.error());
  const trust::Timestamp* held = client_->set().timestamp();
  if (!same || !*same || held->version != poll->timestamp_version) co_return outcome;
  outcome.emplace();
  outcome->edition = *current;
  outcome->metadata_expires = poll->expires;
  co_return outcome;
}

// As soon as the timestamp is verified, whatever comes of the rest.
Task<Result<void>> Run::raise_floor() {
  const trust::Timestamp* timestamp = client_->set().timestamp();
  if (timestamp == nullptr || !timestamp->signed_at) co_return Result<void>();
  // What was signed to expire before it was signed proves nothing.
  const base::Time proved = std::min(*timestamp->signed_at, timestamp->expires);
  const std::function<Result<void>()> work = [this, proved] {
    return store_->raise_time_floor(proved);
  };
  auto raised = co_await worker_->run(work);
  co_return raised;
}

// Collection before a sync is slow and so only where there is no other way.
Result<void> Run::make_room(std::uint64_t bytes, const model::Manifest& wanted) {
  if (TRY(fs_->free_space(options_->cache)) >= bytes + options_->reserve) return {};
  TRY(store_->collect(wanted));
  const std::uint64_t free = TRY(fs_->free_space(options_->cache));
  if (free >= bytes + options_->reserve) return {};
  return fail(Code::no_space, fmt::format("{} bytes are to come and {} to stay free; {} are free",
                                          bytes, options_->reserve, free));
}

Result<std::shared_ptr<const base::Mapping>> Run::map_catalog(
    const model::Manifest::Catalog& catalog) {
  std::shared_ptr<const base::Mapping> bytes =
      TRY(fs_->map(cache::blob_path(options_->cache, catalog.blob.hash)));
  if (base::sha256(bytes->bytes()) == catalog.blob.hash) return bytes;
  TRY(store_->discard(catalog.blob));
  return fail(Code::corrupt, "the catalog of " + catalog.role + " was spoiled on the disk");
}

// The mission's must open; an office's that does not costs that office.
Result<void> Run::check_catalogs(Contents& contents) {
  std::vector<model::Manifest::Catalog> good;
  for (const auto& catalog : contents.manifest.catalogs) {
    const auto opened = model::Catalog::open(TRY(map_catalog(catalog)));
    if (opened)
      good.push_back(catalog);
    else if (catalog.role == "mission")
      return fail(opened.error(), "the mission's catalog");
    else
      contents.warnings.push_back(catalog.role + " is left out: " + opened.error().message);
  }
  contents.manifest.catalogs = std::move(good);
  return {};
}

Task<Result<void>> Run::install(Contents& contents, Outcome& outcome) {
  const std::function<Result<void>()> check = [&] { return check_catalogs(contents); };
  auto checked = co_await worker_->run(check);
  if (!checked) co_return checked;
  const auto before = cache::current_edition(*fs_, options_->cache);
  outcome.edition = contents.manifest.id();
  outcome.changed = !before || *before != outcome.edition;
  if (!outcome.changed) co_return Result<void>();
  const std::function<Result<void>()> commit = [&] { return store_->commit(contents.manifest); };
  auto committed = co_await worker_->run(commit);
  co_return committed;
}

Result<void> Run::remember(const Outcome& outcome) {
  const TrustedSet& set = client_->set();
  Poll poll;
  poll.etag = client_->timestamp_etag();
  poll.timestamp_version = set.timestamp()->version;
  poll.edition = outcome.edition;
  poll.offices = name_offices(options_->offices);
  poll.checked = set.now();
  poll.expires = outcome.metadata_expires;
  return metadata_->set_poll(poll);
}

Task<Result<Outcome>> Run::update(Transport& transport,
                                  std::function<void(const Progress&)> progress) {
  Outcome outcome;
  const auto refreshed = co_await client_->refresh();
  const auto raised = co_await raise_floor();
  if (!refreshed) co_return fail(refreshed.error());
  if (!raised) co_return fail(raised.error());
  auto contents =
      co_await load_contents(*client_, *metadata_, *store_, options_->offices, options_->parallel);
  if (!contents) co_return fail(contents.error());

  Download download(*store_, transport, *worker_, *contents, std::move(progress));
  const std::function<Result<void>()> clear = [&] {
    return make_room(download.bytes_to_come(), contents->manifest);
  };
  const auto room = co_await worker_->run(clear);
  if (!room) co_return fail(room.error());
  const auto fetched = co_await download.run(options_->parallel);
  if (!fetched) co_return fail(fetched.error());
  const auto installed = co_await install(*contents, outcome);
  if (!installed) co_return fail(installed.error());

  outcome.bytes_fetched = download.bytes_fetched();
  outcome.metadata_expires = client_->set().expires();
  outcome.warnings = std::move(contents->warnings);
  const std::function<Result<void>()> finish = [&]() -> Result<void> {
    TRY(remember(outcome));
    if (outcome.changed) TRY(store_->collect(contents->manifest));
    return {};
  };
  const auto finished = co_await worker_->run(finish);
  if (!finished) outcome.warnings.push_back("after the update: " + finished.error().message);
  co_return outcome;
}

}  // namespace

UpdateCycle::UpdateCycle(base::Fs& fs, Transport& transport, Worker& worker, UpdateOptions options)
    : fs_(&fs), transport_(&transport), worker_(&worker), options_(std::move(options)) {}

Task<Result<Outcome>> UpdateCycle::run(base::Time system,
                                       std::function<void(const Progress&)> progress) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  auto store = cache::Store::open(*fs_, options_.cache);
  if (!store) co_return fail(store.error());
  auto metadata = MetadataStore::open(*fs_, options_.state);
  if (!metadata) co_return fail(metadata.error());
  const auto lock = metadata->lock();
  if (!lock) co_return fail(lock.error());
  const auto floor = [this] {
    const auto held = cache::time_floor(*fs_, options_.cache);
    return held ? std::max(*held, options_.floor) : options_.floor;
  };
  const auto root = metadata->begin_root(options_.trusted_root);
  if (!root) co_return fail(root.error());
  auto set = TrustedSet::begin(*root, base::trusted_now(system, floor()));
  if (!set) co_return fail(set.error(), "the trusted root");

  MetadataClient client(*metadata, *transport_, *worker_, std::move(*set));
  Run work(*fs_, *worker_, options_, *metadata, *store, client);
  auto polled = co_await work.poll();
  if (!polled) co_return fail(polled.error());
  if (*polled) {
    (*polled)->time_floor = floor();
    co_return std::move(**polled);
  }
  auto outcome = co_await work.update(*transport_, std::move(progress));
  if (outcome) outcome->time_floor = floor();
  co_return outcome;
}

}  // namespace rohnamo::core
