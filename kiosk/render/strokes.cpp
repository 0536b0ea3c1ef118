#include "kiosk/render/strokes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rohnamo::render {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double degrees_a_step = 6;
constexpr int curve_steps = 16;

double squared(double x, double y) {
  return x * x + y * y;
}

double squared_distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = squared(dx, dy);
  const double along =
      length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  return squared(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

double distance_to(const Shape& shape, Point p) {
  const auto& points = shape.points;
  double nearest = std::numeric_limits<double>::max();
  if (points.size() == 1) return std::sqrt(squared(p.x - points[0].x, p.y - points[0].y));
  for (std::size_t i = 1; i < points.size(); ++i) {
    nearest = std::min(nearest, squared_distance_to_segment(p, points[i - 1], points[i]));
  }
  if (shape.closed && points.size() > 2) {
    nearest = std::min(nearest, squared_distance_to_segment(p, points.back(), points.front()));
  }
  return std::sqrt(nearest);
}

bool inside(const std::vector<Point>& points, Point p) {  // even-odd
  bool in = false;
  for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
    const Point a = points[i];
    const Point b = points[j];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    if (p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

// How much of the pixel around `p` is covered, 0 to 1; all lengths in pixels.
double coverage_at(const Shape& shape, Point p) {
  const double distance = distance_to(shape, p);
  const bool filled = shape.kind == Shape::Kind::fill && inside(shape.points, p);
  const double reach = shape.width / 2 + (filled ? distance : -distance);
  return filled ? 1.0 : std::clamp(reach + 0.5, 0.0, 1.0);
}

Shape scaled(Shape shape, double scale) {
  for (auto& point : shape.points) point = {point.x * scale, point.y * scale};
  shape.width *= scale;
  return shape;
}

void draw(const Shape& shape, Mask& mask) {
  const double margin = shape.width / 2 + 1;
  double left = mask.width, right = 0, top = mask.height, bottom = 0;
  for (const auto& point : shape.points) {
    left = std::min(left, point.x - margin);
    right = std::max(right, point.x + margin);
    top = std::min(top, point.y - margin);
    bottom = std::max(bottom, point.y + margin);
  }
  const int last_x = std::min(mask.width, static_cast<int>(std::ceil(right)));
  const int last_y = std::min(mask.height, static_cast<int>(std::ceil(bottom)));
  for (int y = std::max(0, static_cast<int>(top)); y < last_y; ++y) {
    for (int x = std::max(0, static_cast<int>(left)); x < last_x; ++x) {
      const double covered = coverage_at(shape, {x + 0.5, y + 0.5});
      auto& pixel = mask.row(y)[x];
      const auto value = static_cast<std::uint8_t>(std::lround(covered * 255));
      if (shape.kind == Shape::Kind::cut) {
        pixel = std::min<std::uint8_t>(pixel, static_cast<std::uint8_t>(255 - value));
      } else {
        pixel = std::max(pixel, value);
      }
    }
  }
}

}  // namespace

std::vector<Point> arc(Point center, double radius_x, double radius_y, double from, double to) {
  const int steps = std::max(2, static_cast<int>(std::abs(to - from) / degrees_a_step));
  std::vector<Point> points;
  for (int i = 0; i <= steps; ++i) {
    const double angle = (from + (to - from) * i / steps) * pi / 180;
    points.push_back(
        {center.x + radius_x * std::cos(angle), center.y + radius_y * std::sin(angle)});
  }
  return points;
}

std::vector<Point> curve(Point from, Point control_1, Point control_2, Point to) {
  std::vector<Point> points;
  for (int i = 0; i <= curve_steps; ++i) {
    const double t = static_cast<double>(i) / curve_steps;
    const double s = 1 - t;
    const double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    points.push_back({a * from.x + b * control_1.x + c * control_2.x + d * to.x,
                      a * from.y + b * control_1.y + c * control_2.y + d * to.y});
  }
  return points;
}

Mask rasterise(const std::vector<Shape>& shapes, double grid, int size) {
  Mask mask(size, size);
  for (const auto& shape : shapes) draw(scaled(shape, size / grid), mask);
  return mask;
}

}  // namespace rohnamo::render
