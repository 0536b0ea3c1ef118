// Small vector shapes to coverage: round strokes, fills and cut-outs, antialiased by distance.
#pragma once

#include <vector>

#include "kiosk/render/mask.hpp"

namespace rohnamo::render {

struct Point {
  double x = 0, y = 0;
};

struct Shape {
  enum class Kind { stroke, fill, cut };  // cut: a stroke that takes away what lies below
  Kind kind = Kind::stroke;
  std::vector<Point> points;
  bool closed = false;
  double width = 2;  // of the pen
};

// Points along an arc; degrees clockwise from three o'clock, as y points down.
std::vector<Point> arc(Point center, double radius_x, double radius_y, double from, double to);
// Points along a cubic Bézier curve.
std::vector<Point> curve(Point from, Point control_1, Point control_2, Point to);

// Shapes on a grid of `grid` units, scaled to size x size pixels, in their order.
Mask rasterise(const std::vector<Shape>& shapes, double grid, int size);

}  // namespace rohnamo::render
