// The recordings that a channel's items have.
#pragma once

#include <optional>
#include <vector>

#include "content/publish/recordings.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

// Rendered; what is wrong with it, or not as good as it could be, is a fault of the file. Nothing
// where it cannot be used. Any thread, with faults of its own.
std::optional<RenderedRecording> render_recording(const base::Path& recording,
                                                  RecordingRenderer& renderer, Faults& faults);

// Those of all items that are published, on all processors.
void render_recordings(const Source& source, RecordingRenderer& renderer, Faults& faults);

}  // namespace rohnamo::publish
