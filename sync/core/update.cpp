#include "sync/core/update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "content/cache/edition.hpp"
#include "content/cache/store.hpp"
#include "sync/core/catalogs.hpp"
#include "sync/core/contents.hpp"
#include "sync/core/download.hpp"
#include "sync/core/lanes.hpp"
#include "sync/core/metadata_client.hpp"
#include "sync/core/refusal.hpp"
#include "sync/core/scrub.hpp"
#include "sync/core/software.hpp"

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
      cache::Store& store, MetadataClient& client, const Refusal& refusal)
      : fs_(&fs),
        worker_(&worker),
        options_(&options),
        metadata_(&metadata),
        store_(&store),
        client_(&client),
        refusal_(&refusal) {}

  Task<Result<Outcome>> poll_or_update(Transport& transport,
                                       std::function<void(const Progress&)> progress);
  // The whole workflow.
  Task<Result<Outcome>> update(Transport& transport, std::function<void(const Progress&)> progress);
  // A step of it. Returns how many spoiled blobs it discarded.
  Task<std::size_t> scrub();

 private:
  // Nothing: the whole workflow is due.
  Task<Result<std::optional<Outcome>>> poll();
  [[nodiscard]] bool poll_is_enough(const Poll& poll, const std::string& current) const;
  Task<Result<void>> raise_floor();
  Result<void> make_room(std::uint64_t bytes, const model::Manifest& wanted);
  Task<Result<CatalogFacts>> open(Contents* contents);
  Task<Result<void>> fetch(Download* download, Contents* contents);
  Task<Result<void>> show_text(const Contents* contents);
  Task<Result<void>> install(Contents* contents, Outcome* outcome);
  Task<bool> fetch_packages(Transport* transport, Outcome* outcome);
  Result<void> remember(const Outcome& outcome);
  Result<void> forget_poll();

  base::Fs* fs_;
  Worker* worker_;
  const UpdateOptions* options_;
  MetadataStore* metadata_;
  cache::Store* store_;
  MetadataClient* client_;
  const Refusal* refusal_;
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

Task<Result<CatalogFacts>> Run::open(Contents* contents) {
  CatalogFacts facts;
  const std::function<Result<void>()> work = [&]() -> Result<void> {
    facts = TRY(open_catalogs(*fs_, *store_, *contents));
    return {};
  };
  const auto opened = co_await worker_->run(work);
  if (!opened) co_return fail(opened.error());
  co_return facts;
}

// Everything that the edition needs, the most wanted first.
Task<Result<void>> Run::fetch(Download* download, Contents* contents) {
  auto fetched = co_await download->run(model::BlobKind::catalog, options_->parallel);
  if (!fetched) co_return fetched;
  const auto facts = co_await open(contents);
  if (!facts) co_return fail(facts.error());
  download->hurry(facts->urgent);
  fetched = co_await download->run(model::BlobKind::font, options_->parallel);
  if (!fetched) co_return fetched;
  if (facts->text_first && !download->done()) {
    auto shown = co_await show_text(contents);
    if (!shown) co_return shown;
  }
  fetched = co_await download->run(model::BlobKind::audio, options_->parallel);
  co_return fetched;
}

// The edition without the pictures and recordings that are still to come, unless the current one
// says the same already.
Task<Result<void>> Run::show_text(const Contents* contents) {
  model::Manifest text = contents->manifest;
  text.whole = false;
  std::erase_if(text.blobs, [&](const auto& blob) { return !store_->has(blob.blob); });
  const model::EditionId whole = contents->manifest.id();
  const std::function<Result<void>()> commit = [&]() -> Result<void> {
    const auto current = cache::current_edition(*fs_, options_->cache);
    const auto shown = current ? store_->head(*current) : fail(current.error());
    if (shown && shown->catalogs == text.catalogs) return {};
    if (refusal_->covers(text.id()) || refusal_->covers(whole)) return {};
    return store_->commit(text);
  };
  auto committed = co_await worker_->run(commit);
  co_return committed;
}

Task<Result<void>> Run::install(Contents* contents, Outcome* outcome) {
  const auto before = cache::current_edition(*fs_, options_->cache);
  outcome->edition = contents->manifest.id();
  if (before && refusal_->covers(outcome->edition)) {
    outcome->warnings.push_back("edition " + outcome->edition +
                                " cannot be shown, as the screen says; the one before stays until "
                                "the publication changes");
    outcome->edition = *before;
    co_return Result<void>();
  }
  outcome->changed = !before || *before != outcome->edition;
  const std::function<Result<void>()> commit = [&] { return store_->commit(contents->manifest); };
  auto committed = co_await worker_->run(commit);
  co_return committed;
}

// Whether the next poll may rest: what is whole, and what its signer has to mend, is not asked for
// again as soon.
Task<bool> Run::fetch_packages(Transport* transport, Outcome* outcome) {
  if (options_->architecture.empty()) co_return true;
  SoftwareOptions options{options_->state, options_->architecture, options_->reserve};
  const auto fetched = co_await fetch_software(*fs_, *client_, *transport, *worker_, options);
  if (fetched) {
    outcome->software_fetched = *fetched;
    co_return true;
  }
  outcome->warnings.push_back("the packages of the program itself: " + fetched.error().message);
  co_return is_the_roles_own(fetched.error().code);
}

// A scrub that fails is tried again with the next: it is no reason to call an update failed.
Task<std::size_t> Run::scrub() {
  std::size_t spoiled = 0;
  const std::function<Result<void>()> step = [&]() -> Result<void> {
    spoiled = TRY(Scrub(*fs_, options_->state).step(*store_, options_->scrub));
    return spoiled > 0 ? forget_poll() : Result<void>();
  };
  static_cast<void>(co_await worker_->run(step));
  co_return spoiled;
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

// The next update goes through the whole workflow.
Result<void> Run::forget_poll() {
  Poll poll = TRY(metadata_->poll());
  poll.edition.clear();
  return metadata_->set_poll(poll);
}

Task<Result<Outcome>> Run::poll_or_update(Transport& transport,
                                          std::function<void(const Progress&)> progress) {
  if (options_->source == Source::stick) {
    auto taken = co_await update(transport, std::move(progress));
    co_return taken;
  }
  auto polled = co_await poll();
  if (!polled) co_return fail(polled.error());
  if (*polled) co_return std::move(**polled);
  auto updated = co_await update(transport, std::move(progress));
  co_return updated;
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
  const auto fetched = co_await fetch(&download, &*contents);
  if (!fetched) co_return fail(fetched.error());
  const auto installed = co_await install(&*contents, &outcome);
  if (!installed) co_return fail(installed.error());

  outcome.bytes_fetched = download.bytes_fetched();
  outcome.metadata_expires = client_->set().expires();
  auto& warnings = contents->warnings;
  outcome.warnings.insert(outcome.warnings.end(), warnings.begin(), warnings.end());
  const bool all_came = co_await fetch_packages(&transport, &outcome);
  const std::function<Result<void>()> finish = [&]() -> Result<void> {
    if (options_->source == Source::server && all_came) TRY(remember(outcome));
    if (!all_came) static_cast<void>(forget_poll());  // there may be none
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
  const base::seconds grace = options_.source == Source::stick ? stick_grace : base::seconds(0);
  auto set = TrustedSet::begin(*root, base::trusted_now(system, floor()), grace);
  if (!set) co_return fail(set.error(), "the trusted root");

  Refusal refusal(*fs_, options_.state);
  const auto refused = options_.refused ? options_.refused() : std::nullopt;
  const std::function<Result<void>()> heed = [&]() -> Result<void> {
    if (refused) return refusal.heed(*refused, *store);
    return {};
  };
  const auto heeded = co_await worker_->run(heed);
  if (!heeded) co_return fail(heeded.error());

  MetadataClient client(*metadata, *transport_, *worker_, std::move(*set), options_.source);
  Run work(*fs_, *worker_, options_, *metadata, *store, client, refusal);
  auto outcome = co_await work.poll_or_update(*transport_, progress);
  if (outcome && options_.scrub > 0 && scrub_is_due(system)) {
    const std::size_t spoiled = co_await work.scrub();
    if (spoiled > 0) outcome = co_await work.update(*transport_, progress);
    if (outcome && spoiled > 0)
      outcome->warnings.push_back(
          fmt::format("{} files that the disk had spoiled were fetched again", spoiled));
  }
  if (outcome) outcome->time_floor = floor();
  co_return outcome;
}

bool UpdateCycle::scrub_is_due(base::Time system) {
  const bool due = scrubbed_ && (system < *scrubbed_ || system >= *scrubbed_ + scrub_interval);
  if (due || !scrubbed_) scrubbed_ = system;
  return due;
}

}  // namespace rohnamo::core
