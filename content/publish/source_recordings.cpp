#include "content/publish/source_recordings.hpp"

#include <fmt/format.h>

#include "content/publish/parallel.hpp"

namespace rohnamo::publish {
namespace {

constexpr int clipping_is_heard = 5;  // places
constexpr double quiet = -40;         // LUFS

void warn_of_sound(const base::Path& path, const RenderedRecording& recording, Faults& faults) {
  if (recording.clipped >= clipping_is_heard)
    faults.warning(Place{path.string()},
                   fmt::format("the recording is distorted in {} places: it was too loud for the "
                               "microphone",
                               recording.clipped),
                   "Record it again with the microphone turned down, or further away.");
  if (recording.loudness < quiet)
    faults.warning(Place{path.string()},
                   fmt::format("the recording is very quiet: {:.0f} LUFS; made as loud as the "
                               "others, its noise is heard too",
                               recording.loudness),
                   "Record it again, closer to the microphone.");
}

void add(const Articles& articles, std::vector<base::Path>& recordings) {
  for (const auto& [language, article] : articles)
    if (article.narration) recordings.push_back(*article.narration);
}

void add(const Items& items, std::vector<base::Path>& recordings) {
  for (const auto& story : items.stories)
    if (!story.draft) add(story.articles, recordings);
  for (const auto& notice : items.notices)
    if (!notice.draft) add(notice.articles, recordings);
}

}  // namespace

std::optional<RenderedRecording> render_recording(const base::Path& path,
                                                  RecordingRenderer& renderer, Faults& faults) {
  auto recording = renderer.render(path);
  if (!recording) {
    faults.error(Place{path.string()}, "the recording cannot be used: " + recording.error().message,
                 "Save or record it again as WAV, FLAC, MP3 or Opus, of one second to an hour.");
    return std::nullopt;
  }
  warn_of_sound(path, *recording, faults);
  return std::move(*recording);
}

void render_recordings(const Source& source, RecordingRenderer& renderer, Faults& faults) {
  std::vector<base::Path> recordings;
  add(source.mission, recordings);
  for (const auto& [name, items] : source.offices) add(items, recordings);
  std::vector<Faults> told(recordings.size());
  each_in_parallel(recordings.size(), [&](std::size_t i) {
    (void)render_recording(recordings[i], renderer, told[i]);
  });
  for (auto& faulty : told) faults.add(std::move(faulty));
}

}  // namespace rohnamo::publish
