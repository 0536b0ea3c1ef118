#include "sync/core/watching_sink.hpp"

#include <utility>

#include "content/trust/envelope.hpp"

namespace rohnamo::core {

using base::Code;
using base::Result;

WatchingSink::WatchingSink(Sink& sink, Passage& passage,
                           std::function<std::chrono::milliseconds()> ticks)
    : sink_(&sink), passage_(&passage), ticks_(std::move(ticks)) {}

Task<Result<void>> WatchingSink::begin(std::uint64_t offset) {
  if (!passage_->began) passage_->began = ticks_();
  passage_->whole = offset == 0;
  passage_->place = offset;
  auto begun = co_await sink_->begin(offset);
  passage_->by_sink = !begun;
  co_return begun;
}

Task<Result<void>> WatchingSink::write(std::string_view bytes) {
  auto written = co_await sink_->write(bytes);
  passage_->by_sink = !written;
  if (written) passage_->place += bytes.size();
  co_return written;
}

Task<Result<void>> WatchingSink::end() {
  auto ended = co_await sink_->end();
  passage_->other_bytes = !ended && is_about_bytes(ended.error().code);
  passage_->by_sink = !ended && !passage_->other_bytes && ended.error().code != Code::offline;
  co_return ended;
}

Task<Result<void>> BufferSink::begin(std::uint64_t) {
  bytes_.clear();
  co_return Result<void>();
}

Task<Result<void>> BufferSink::write(std::string_view bytes) {
  bytes_.append(bytes);
  co_return Result<void>();
}

Task<Result<void>> BufferSink::pour(Sink& into) {
  auto done = co_await into.begin(0);
  if (done) done = co_await into.write(bytes_);
  if (done) done = co_await into.end();
  co_return done;
}

bool is_about_bytes(Code code) {
  return code == Code::untrusted || code == Code::expired || code == Code::invalid_input ||
         code == Code::corrupt || code == Code::not_found || code == Code::too_large ||
         code == Code::unsupported;
}

std::optional<std::int64_t> timestamp_version(std::string_view file) {
  const auto parsed = trust::parse<trust::Timestamp>(file);
  return parsed ? std::optional(parsed->role.version) : std::nullopt;
}

}  // namespace rohnamo::core
