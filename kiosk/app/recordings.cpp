#include "kiosk/app/recordings.hpp"

#include <spdlog/spdlog.h>

#include "content/model/opus.hpp"

namespace rohnamo::app {
namespace {

constexpr std::size_t most_complaints = 256;  // then one may be logged again

}  // namespace

void Recordings::complain(const model::BlobRef& blob, const base::Error& error) {
  if (complained_.size() >= most_complaints) complained_.clear();
  if (complained_.insert(blob).second)
    spdlog::warn("a recording, {}: {}", blob.hash.hex(), error.message);
}

base::Result<Recording> Recordings::open(const cache::Edition& edition, const model::Text& text) {
  const auto mapping = TRY(edition.map(*text.narration));
  Recording recording;
  recording.length = TRY(model::opus_length(mapping->bytes()));
  recording.file = edition.path(*text.narration);
  if (!text.timings) return recording;
  auto timings = edition.timings(*text.timings);
  if (timings)
    recording.timings = std::move(*timings);
  else
    complain(*text.timings, timings.error());
  return recording;
}

const Recording* Recordings::of(const cache::Edition& edition, const model::Text& text) {
  if (!text.narration || !player_->available()) return nullptr;
  if (blob_ != *text.narration) {
    blob_ = *text.narration;
    auto recording = open(edition, text);
    if (!recording) complain(blob_, recording.error());
    recording_ = recording ? std::optional(std::move(*recording)) : std::nullopt;
  }
  return recording_ ? &*recording_ : nullptr;
}

}  // namespace rohnamo::app
