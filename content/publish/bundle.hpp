// The same publication put straight into a cache folder, unsigned: the channel that a kiosk is
// installed with.
#pragma once

#include "content/publish/publication.hpp"

namespace rohnamo::publish {

base::Result<model::EditionId> bundle(base::Fs& fs, const Publication& publication,
                                      const base::Path& cache);

}  // namespace rohnamo::publish
