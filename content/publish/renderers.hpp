// What makes of an editor's files what the screens get, with one folder where both remember it.
#pragma once

#include "content/publish/pictures.hpp"
#include "content/publish/recordings.hpp"

namespace rohnamo::publish {

struct Renderers {
  // An empty `cache`: nothing is remembered.
  Renderers(base::Fs& fs, const base::Path& cache)
      : pictures(fs, cache.empty() ? cache : cache / "pictures"),
        recordings(fs, cache.empty() ? cache : cache / "recordings") {}

  PictureRenderer pictures;
  RecordingRenderer recordings;
};

}  // namespace rohnamo::publish
