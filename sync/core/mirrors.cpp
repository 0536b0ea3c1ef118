#include "sync/core/mirrors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "content/trust/paths.hpp"

namespace rohnamo::core {
namespace {

using base::Code;
using base::Result;
using std::chrono::milliseconds;

// Differences of fewer steps are no reason to change the mirror.
int steps(std::optional<milliseconds> first_byte) {
  if (!first_byte || *first_byte < milliseconds(250)) return 0;
  if (*first_byte < milliseconds(1'000)) return 1;
  return *first_byte < milliseconds(4'000) ? 2 : 3;
}

}  // namespace

Mirrors::Mirrors(std::vector<Mirror> mirrors, Options options)
    : mirrors_(std::move(mirrors)),
      options_(std::move(options)),
      next_opinion_(options_.ticks() + options_.second_opinion) {
  for (std::size_t i = 0; i < mirrors_.size(); ++i)
    health_.emplace_back(Backoff(options_.backoff, options_.seed + i));
}

Task<Result<Fetched>> Mirrors::fetch(FetchRequest request, Sink& sink) {
  if (request.purpose == Purpose::metadata) {
    auto metadata = co_await fetch_metadata(std::move(request), sink);
    co_return metadata;
  }
  auto content = co_await fetch_content(std::move(request), sink);
  co_return content;
}

void Mirrors::begin_update() {
  metadata_mirror_.reset();
  asked_first_.reset();
  const milliseconds now = options_.ticks();
  if (now < next_opinion_) return;
  next_opinion_ = now + options_.second_opinion;
  opinion_ = (opinion_ + 1) % mirrors_.size();
  asked_first_ = opinion_;
}

void Mirrors::end_update(std::optional<Code> failure) {
  if (!metadata_mirror_ || !failure || !is_about_bytes(*failure)) return;
  Attempt attempt;
  attempt.incidents = health_[*metadata_mirror_].incidents;
  attempt.other_bytes = true;
  blame(*metadata_mirror_, attempt);
}

// "There is no such file" is an answer like another, except for the timestamp, which is always
// there.
Task<Result<Fetched>> Mirrors::fetch_metadata(FetchRequest request, Sink& sink) {
  const bool timestamp = request.path == trust::metadata_path(trust::Timestamp::type, 0);
  Asked asked(mirrors_.size());
  Attempt attempt;
  std::optional<base::Error> lagging;
  for (auto next = first_for_metadata(); next; next = healthiest(asked)) {
    asked[*next] = true;
    if (timestamp) {
      attempt = co_await ask_for_timestamp(*next, request, sink);
    } else {
      attempt = co_await ask(*next, request, sink);
    }
    if (attempt.result) metadata_mirror_ = next;
    if (attempt.result || attempt.by_sink) co_return attempt.result;
    const Code code = attempt.result.error().code;
    if (code == Code::cancelled || (code == Code::not_found && !timestamp))
      co_return attempt.result;
    blame(*next, attempt);
    if (attempt.lags) lagging = attempt.result.error();
    if (metadata_mirror_ && !timestamp) co_return attempt.result;
  }
  if (lagging) co_return base::fail(*lagging);
  co_return attempt.result;
}

Task<Mirrors::Attempt> Mirrors::ask_for_timestamp(std::size_t mirror, FetchRequest request,
                                                  Sink& sink) {
  if (timestamp_mirror_ && *timestamp_mirror_ != mirror) request.etag.clear();
  BufferSink buffer;
  Attempt attempt = co_await ask(mirror, std::move(request), buffer);
  if (!attempt.result || attempt.result->not_modified) co_return attempt;
  const std::int64_t held = options_.held_version ? options_.held_version() : 0;
  const std::int64_t offered = timestamp_version(buffer.bytes()).value_or(held);
  attempt.lags = offered < held;
  if (attempt.lags) {
    attempt.result = base::fail(
        Code::behind, fmt::format("the mirror {} lags behind: it has version {}, {} is held",
                                  mirrors_[mirror].name, offered, held));
    co_return attempt;
  }
  timestamp_mirror_ = mirror;
  const auto poured = co_await buffer.pour(sink);
  attempt.by_sink = !poured;
  if (!poured) attempt.result = base::fail(poured.error());
  co_return attempt;
}

Task<Result<Fetched>> Mirrors::fetch_content(FetchRequest request, Sink& sink) {
  Asked asked(mirrors_.size());
  Attempt attempt;
  for (auto next = healthiest(asked); next; next = healthiest(asked)) {
    asked[*next] = true;
    attempt = co_await ask(*next, request, sink);
    if (attempt.result || attempt.by_sink || attempt.result.error().code == Code::cancelled)
      co_return attempt.result;
    request.etag.clear();
    if (attempt.other_bytes && !attempt.whole) {
      asked[*next] = false;  // the part that was held may be the wrong one
    } else {
      blame(*next, attempt);
    }
    request.offset = attempt.other_bytes ? 0 : attempt.place;
  }
  co_return attempt.result;
}

Task<Mirrors::Attempt> Mirrors::ask(std::size_t mirror, FetchRequest request, Sink& sink) {
  Attempt attempt;
  attempt.incidents = health_[mirror].incidents;
  attempt.place = request.offset;
  const milliseconds start = options_.ticks();
  WatchingSink watching(sink, attempt, options_.ticks);
  attempt.result = co_await mirrors_[mirror].transport->fetch(std::move(request), watching);
  if (attempt.result) praise(mirror, attempt, attempt.began.value_or(options_.ticks()) - start);
  co_return attempt;
}

bool Mirrors::left_alone(std::size_t mirror) const {
  return health_[mirror].alone_until > options_.ticks();
}

std::optional<std::size_t> Mirrors::first_for_metadata() const {
  if (metadata_mirror_) return metadata_mirror_;
  if (asked_first_ && !left_alone(*asked_first_)) return asked_first_;
  return healthiest(Asked(mirrors_.size()));
}

std::optional<std::size_t> Mirrors::healthiest(const Asked& asked) const {
  const milliseconds now = options_.ticks();
  std::optional<std::size_t> best;
  const auto rank = [&](std::size_t mirror) {
    const Health& health = health_[mirror];
    const bool alone = left_alone(mirror);
    return std::tuple(alone, alone ? health.alone_until : now, steps(health.first_byte), mirror);
  };
  for (std::size_t i = 0; i < mirrors_.size(); ++i)
    if (!asked[i] && (!best || rank(i) < rank(*best))) best = i;
  return best;
}

void Mirrors::praise(std::size_t mirror, const Attempt& attempt, milliseconds took) {
  Health& health = health_[mirror];
  health.first_byte = health.first_byte ? (*health.first_byte * 3 + took) / 4 : took;
  if (health.incidents != attempt.incidents) return;
  health.backoff.reset();
  health.alone_until = milliseconds::min();
}

// A mirror that gives other bytes than it should is left alone for the longest time at once.
void Mirrors::blame(std::size_t mirror, const Attempt& attempt) {
  Health& health = health_[mirror];
  if (health.incidents != attempt.incidents) return;
  ++health.incidents;
  const milliseconds wait = health.backoff.next();
  health.alone_until = options_.ticks() + (attempt.other_bytes ? options_.backoff.cap : wait);
}

}  // namespace rohnamo::core
