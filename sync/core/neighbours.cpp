#include "sync/core/neighbours.hpp"

#include <algorithm>
#include <utility>

#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::core {
namespace {

using base::Code;
using base::Result;
using std::chrono::milliseconds;

constexpr std::size_t reputations_limit = 64;

enum class Kind { timestamp, root, immutable, other };

// "metadata/3.mission-a.json" never changes, "metadata/mission-a.json" does.
Kind kind_of(std::string_view path) {
  constexpr std::string_view metadata = "metadata/";
  constexpr std::string_view digits = "0123456789";
  if (path.starts_with("targets/")) return Kind::immutable;
  if (path == trust::metadata_path(trust::Timestamp::type, 0)) return Kind::timestamp;
  if (!path.starts_with(metadata)) return Kind::other;
  path.remove_prefix(metadata.size());
  const std::size_t version = std::min(path.find_first_not_of(digits), path.size());
  if (version == 0 || !path.substr(version).starts_with('.')) return Kind::other;
  return path.substr(version) == ".root.json" ? Kind::root : Kind::immutable;
}

// A fetch that is under way, for as long as this lives.
class Busy {
 public:
  explicit Busy(int& count) : count_(&count) { ++*count_; }
  ~Busy() { --*count_; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  int* count_;
};

bool newest(const Neighbour& a, const Neighbour& b) {
  return a.version > b.version;
}

}  // namespace

Neighbours::Neighbours(Transport& servers, Options options)
    : servers_(&servers), options_(std::move(options)) {}

void Neighbours::meet(std::vector<Neighbour> all) {
  all_ = std::move(all);
  if (all_.size() > neighbours_limit) all_.resize(neighbours_limit);
}

void Neighbours::begin_update() {
  silence_.reset();
  faults_ = 0;
  for (auto& [name, reputation] : reputations_) {
    reputation.misses = 0;
    reputation.gave = false;
  }
}

std::size_t Neighbours::in_use() const {
  const milliseconds now = options_.ticks();
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [&](const Neighbour& neighbour) {
        const auto known = reputations_.find(neighbour.name);
        return known == reputations_.end() || known->second.alone_until <= now;
      }));
}

// Of those that are no longer needed the one whose time has run out longest is forgotten.
Neighbours::Reputation& Neighbours::reputation(const std::string& name) {
  const auto known = reputations_.find(name);
  if (known != reputations_.end()) return known->second;
  if (reputations_.size() >= reputations_limit) {
    auto oldest = reputations_.end();
    for (auto i = reputations_.begin(); i != reputations_.end(); ++i) {
      const bool better =
          oldest == reputations_.end() || i->second.alone_until < oldest->second.alone_until;
      if (i->second.busy == 0 && better) oldest = i;
    }
    if (oldest != reputations_.end()) reputations_.erase(oldest);
  }
  const std::uint64_t seed = options_.seed + std::hash<std::string>()(name);
  return reputations_.try_emplace(name, Backoff(options_.backoff, seed)).first->second;
}

// The best of those that may be asked now; it is then among the asked.
std::optional<Neighbour> Neighbours::next(Asked& asked, const Order& before) {
  if (faults_ >= faults_limit || asked.size() >= asked_limit) return std::nullopt;
  const milliseconds now = options_.ticks();
  const Neighbour* best = nullptr;
  for (const Neighbour& neighbour : all_) {
    const Reputation& known = reputation(neighbour.name);
    const bool passed_over = known.misses >= misses_limit && !known.gave;
    if (asked.contains(neighbour.name) || known.alone_until > now || passed_over) continue;
    if (best == nullptr || before(neighbour, *best)) best = &neighbour;
  }
  if (best == nullptr) return std::nullopt;
  asked.insert(best->name);
  return *best;
}

Task<Result<Fetched>> Neighbours::fetch(FetchRequest request, Sink& sink) {
  Result<Fetched> fetched = base::fail(Code::offline, "nobody was asked");
  switch (kind_of(request.path)) {
    case Kind::timestamp:
      fetched = co_await fetch_timestamp(std::move(request), sink);
      break;
    case Kind::root:
      fetched = co_await fetch_root(std::move(request), sink);
      break;
    case Kind::immutable:
      fetched = co_await fetch_immutable(std::move(request), sink);
      break;
    case Kind::other:
      fetched = co_await servers_->fetch(std::move(request), sink);
      break;
  }
  co_return fetched;
}

Task<Neighbours::Attempt> Neighbours::ask(Neighbour neighbour, FetchRequest request, Sink& sink) {
  Reputation& known = reputation(neighbour.name);
  const Busy busy(known.busy);
  Attempt attempt;
  attempt.incidents = known.incidents;
  attempt.place = request.offset;
  WatchingSink watching(sink, attempt, options_.ticks);
  attempt.result = co_await neighbour.transport->fetch(std::move(request), watching);
  if (attempt.result) {
    known.gave = true;
    if (known.incidents == attempt.incidents) known.backoff.reset();
    co_return attempt;
  }
  const Code code = attempt.result.error().code;
  if (code == Code::not_found) ++known.misses;
  if (code != Code::not_found && code != Code::cancelled && !attempt.by_sink)
    blame(neighbour.name, attempt);
  co_return attempt;
}

void Neighbours::blame(const std::string& name, const Attempt& attempt) {
  Reputation& known = reputation(name);
  ++faults_;
  if (known.incidents != attempt.incidents) return;
  ++known.incidents;
  const milliseconds wait = known.backoff.next();
  known.alone_until = options_.ticks() + (attempt.other_bytes ? options_.backoff.cap : wait);
}

Task<Result<Fetched>> Neighbours::fetch_immutable(FetchRequest request, Sink& sink) {
  const Order least_busy = [this](const Neighbour& a, const Neighbour& b) {
    return reputation(a.name).busy < reputation(b.name).busy;
  };
  Asked asked;
  for (auto neighbour = next(asked, least_busy); neighbour; neighbour = next(asked, least_busy)) {
    const Attempt attempt = co_await ask(*neighbour, request, sink);
    const bool ours =
        attempt.by_sink || (!attempt.result && attempt.result.error().code == Code::cancelled);
    if (attempt.result || ours) co_return attempt.result;
    request.etag.clear();
    request.offset = attempt.other_bytes ? 0 : attempt.place;
  }
  auto finished = co_await finish(std::move(request), sink);
  co_return finished;
}

// What a neighbour has sent before it broke off may be wrong: then once more, from the start.
Task<Result<Fetched>> Neighbours::finish(FetchRequest request, Sink& sink) {
  Passage passage;
  passage.place = request.offset;
  WatchingSink watching(sink, passage, options_.ticks);
  auto fetched = co_await servers_->fetch(request, watching);
  if (fetched || !passage.other_bytes || passage.whole) co_return fetched;
  request.offset = 0;
  request.etag.clear();
  fetched = co_await servers_->fetch(std::move(request), sink);
  co_return fetched;
}

Task<std::optional<Result<Fetched>>> Neighbours::ask_servers(FetchRequest request, Sink& sink) {
  std::optional<Result<Fetched>> answer;
  if (silence_) co_return answer;
  Passage passage;
  WatchingSink watching(sink, passage, options_.ticks);
  answer = co_await servers_->fetch(std::move(request), watching);
  if (*answer || passage.by_sink || passage.other_bytes) co_return answer;
  const Code code = answer->error().code;
  if (code == Code::cancelled || code == Code::not_found) co_return answer;
  silence_ = answer->error();
  answer.reset();
  co_return answer;
}

Task<Result<Fetched>> Neighbours::fetch_timestamp(FetchRequest request, Sink& sink) {
  const auto answer = co_await ask_servers(request, sink);
  if (answer) co_return *answer;
  request.etag.clear();
  Asked asked;
  for (auto neighbour = next(asked, newest); neighbour; neighbour = next(asked, newest)) {
    BufferSink buffer;
    Attempt attempt = co_await ask(*neighbour, request, buffer);
    if (!attempt.result && attempt.result.error().code == Code::cancelled) co_return attempt.result;
    if (!attempt.result) continue;
    const auto version = timestamp_version(buffer.bytes());
    if (version && *version <= options_.held_version()) continue;
    const auto poured = co_await buffer.pour(sink);
    if (poured) co_return Fetched();  // its entity tag is none of the servers'
    if (poured.error().code == Code::behind) continue;
    if (!is_about_bytes(poured.error().code)) co_return base::fail(poured.error());
    attempt.other_bytes = true;
    blame(neighbour->name, attempt);
  }
  co_return base::fail(*silence_);
}

// That a neighbour has no newer root is an answer: it is what the servers would most likely say.
Task<Result<Fetched>> Neighbours::fetch_root(FetchRequest request, Sink& sink) {
  const auto answer = co_await ask_servers(request, sink);
  if (answer) co_return *answer;
  std::optional<base::Error> none;
  Asked asked;
  for (auto neighbour = next(asked, newest); neighbour; neighbour = next(asked, newest)) {
    const Attempt attempt = co_await ask(*neighbour, request, sink);
    const bool ours =
        attempt.by_sink || (!attempt.result && attempt.result.error().code == Code::cancelled);
    if (attempt.result || ours) co_return attempt.result;
    if (attempt.result.error().code == Code::not_found) none = attempt.result.error();
  }
  co_return base::fail(none ? *none : *silence_);
}

}  // namespace rohnamo::core
