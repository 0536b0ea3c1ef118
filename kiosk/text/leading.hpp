// The distance of two baselines, in type sizes. Private to this folder.
#pragma once

namespace rohnamo::text {

// What suits Latin and Cyrillic, and how far it grows for scripts with tall and deep letters, whose
// fonts ask for more than is pleasant to read.
constexpr double natural_leading = 1.45;
constexpr double tallest_leading = 1.6;

}  // namespace rohnamo::text
