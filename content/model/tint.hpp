// A channel's colours as the screens draw them: what the editor is told of is what the kiosk does.
// Contrasts are those of WCAG 2.2 (relative luminance, 1 to 21).
#pragma once

#include "content/model/channel.hpp"

namespace rohnamo::model {

constexpr Color page_paper{250, 247, 241, 255}, page_ink{27, 31, 36, 255};
constexpr double text_contrast = 4.5;  // 1.4.3
constexpr double chip_share = 0.13;    // of a tint in the ground of its own chip

// `share` of `over` laid on `under`; 0 to 1.
Color mix(Color under, Color over, double share);
double contrast(Color a, Color b);
// The same hue, mixed with `ink` until it has a contrast of at least `least` to `paper`.
Color readable(Color color, Color paper, Color ink, double least);

// The least contrast that text has where this is its colour or its ground: in a chip on the page.
double tint_contrast(Color tint);
// The tint as the page shows it: itself, or darkened until that is text_contrast.
Color readable_tint(Color tint);
// The lightest of its darker shades that is shown as it is.
Color nearest_readable_tint(Color tint);

}  // namespace rohnamo::model
