// The pictures that a channel's items name.
#pragma once

#include <optional>
#include <vector>

#include "content/publish/pictures.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

enum class PicturePlace { slide, card };  // on a slide it fills what there is

// Rendered; what is wrong with it, or not as good as it could be, is a fault where it is named.
// Nothing where it cannot be used. Any thread, with faults of its own.
std::optional<Rendering> render_picture(const PictureSource& source, PicturePlace place,
                                        PictureRenderer& renderer, Faults& faults);

struct SourcePicture {
  base::Path file;
  Rendering rendering;
};

// Those of all items that are published, in their order, on all processors.
std::vector<SourcePicture> render_pictures(const Source& source, PictureRenderer& renderer,
                                           Faults& faults);

}  // namespace rohnamo::publish
