#include "kiosk/render/icons.hpp"

#include <algorithm>
#include <initializer_list>

#include "kiosk/render/strokes.hpp"

namespace rohnamo::render {
namespace {

using scene::Icon;
using Points = std::vector<Point>;
using Shapes = std::vector<Shape>;

constexpr double grid = 24;

Shape line(Points points, double width = 2) {
  return {Shape::Kind::stroke, std::move(points), false, width};
}
Shape ring(Points points) {
  return {Shape::Kind::stroke, std::move(points), true, 2};
}
Shape solid(Points points, double rounding = 2) {
  return {Shape::Kind::fill, std::move(points), true, rounding};
}
Shape cut(Points points) {
  return {Shape::Kind::cut, std::move(points), false, 5.5};
}
Shape dot(double x, double y, double diameter = 2.8) {
  return line({{x, y}}, diameter);
}
Shape circle(double x, double y, double radius) {
  return ring(arc({x, y}, radius, radius, 0, 360));
}

// One path of several stretches.
Points path(std::initializer_list<Points> parts) {
  Points all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Points rounded(double left, double top, double right, double bottom, double radius) {
  return path({arc({left + radius, top + radius}, radius, radius, 180, 270),
               arc({right - radius, top + radius}, radius, radius, 270, 360),
               arc({right - radius, bottom - radius}, radius, radius, 0, 90),
               arc({left + radius, bottom - radius}, radius, radius, 90, 180)});
}

Shapes back() {
  return {line({{20, 12}, {4, 12}}), line({{10.5, 5.5}, {4, 12}, {10.5, 18.5}})};
}
Shapes forward() {
  return {line({{4, 12}, {20, 12}}), line({{13.5, 5.5}, {20, 12}, {13.5, 18.5}})};
}
Shapes up() {
  return {line({{12, 20}, {12, 4}}), line({{5.5, 10.5}, {12, 4}, {18.5, 10.5}})};
}
Shapes down() {
  return {line({{12, 4}, {12, 20}}), line({{5.5, 13.5}, {12, 20}, {18.5, 13.5}})};
}
Shapes close() {
  return {line({{6, 6}, {18, 18}}), line({{18, 6}, {6, 18}})};
}

Shapes home() {
  return {line({{2.8, 11.6}, {12, 3.6}, {21.2, 11.6}}),
          line(path({{{5.4, 9.6}},
                     arc({6.9, 18.9}, 1.5, 1.5, 180, 90),
                     arc({17.1, 18.9}, 1.5, 1.5, 90, 0),
                     {{18.6, 9.6}}})),
          line({{9.8, 20.4}, {9.8, 14}, {14.2, 14}, {14.2, 20.4}})};
}

// A handset's outline: the two ends bulge inwards, towards the top right.
Shapes phone() {
  return {ring(path({curve({3.2, 5.6}, {3.2, 4.2}, {4.3, 3.2}, {5.6, 3.2}),
                     {{8, 3.2}},
                     curve({8, 3.2}, {8.8, 3.2}, {9.4, 3.7}, {9.6, 4.4}),
                     {{10.4, 7.6}},
                     curve({10.4, 7.6}, {10.6, 8.4}, {10.4, 9}, {9.8, 9.5}),
                     {{8.4, 10.6}},
                     curve({8.4, 10.6}, {9.5, 12.8}, {11.2, 14.5}, {13.4, 15.6}),
                     {{14.5, 14.2}},
                     curve({14.5, 14.2}, {15, 13.6}, {15.6, 13.4}, {16.4, 13.6}),
                     {{19.6, 14.4}},
                     curve({19.6, 14.4}, {20.3, 14.6}, {20.8, 15.2}, {20.8, 16}),
                     {{20.8, 18.4}},
                     curve({20.8, 18.4}, {20.8, 19.7}, {19.8, 20.8}, {18.4, 20.8}),
                     curve({18.4, 20.8}, {10, 20.8}, {3.2, 14}, {3.2, 5.6})}))};
}

Shapes fax() {
  return {line({{7, 9}, {7, 3.5}, {17, 3.5}, {17, 9}}),
          line(path({{{7, 17}},
                     arc({4.8, 15.2}, 1.8, 1.8, 90, 180),
                     arc({4.8, 10.8}, 1.8, 1.8, 180, 270),
                     arc({19.2, 10.8}, 1.8, 1.8, 270, 360),
                     arc({19.2, 15.2}, 1.8, 1.8, 0, 90),
                     {{17, 17}}})),
          ring({{7, 14}, {17, 14}, {17, 20.5}, {7, 20.5}}), dot(17.4, 11.6, 2)};
}

Shapes place() {
  return {
      ring(path({curve({12, 21.4}, {8.5, 17.6}, {5, 14}, {5, 9.8}), arc({12, 9.8}, 7, 7, 180, 360),
                 curve({19, 9.8}, {19, 14}, {15.5, 17.6}, {12, 21.4})})),
      circle(12, 9.8, 2.4)};
}

Shapes mail() {
  return {ring(rounded(3, 5, 21, 19, 2)), line({{4, 7.6}, {12, 13.4}, {20, 7.6}})};
}

Shapes web() {
  return {circle(12, 12, 9), ring(arc({12, 12}, 3.9, 9, 0, 360)), line({{3.4, 9.2}, {20.6, 9.2}}),
          line({{3.4, 14.8}, {20.6, 14.8}})};
}

Shapes clock() {
  return {circle(12, 12, 9), line({{12, 6.8}, {12, 12}, {15.6, 14.2}})};
}
Shapes pause() {
  return {line({{8.5, 6}, {8.5, 18}}, 3.2), line({{15.5, 6}, {15.5, 18}}, 3.2)};
}
Shapes play() {
  return {solid({{8, 5.5}, {18.5, 12}, {8, 18.5}})};
}

// A pointing hand, and the ring that its touch makes.
Shapes touch() {
  return {ring(path({{{9, 15.2}},
                     arc({10.8, 7.6}, 1.8, 1.8, 180, 360),
                     {{12.6, 11.6}},
                     {{17.3, 12.7}},
                     curve({17.3, 12.7}, {18.6, 13}, {19.4, 14}, {19.2, 15.4}),
                     curve({19.2, 15.4}, {18.9, 17.4}, {18.7, 18.6}, {18, 21}),
                     {{10.4, 21}},
                     curve({10.4, 21}, {9.2, 19.2}, {7, 17.2}, {5.6, 15.8}),
                     curve({5.6, 15.8}, {4.7, 14.8}, {6, 13.4}, {7.2, 14.2})})),
          line(arc({10.8, 7.6}, 5.3, 5.3, 168, 372))};
}

Shapes help() {
  return {circle(12, 12, 9.2),
          line(path({arc({12, 9.6}, 2.7, 2.7, 185, 395), {{12, 12.6}, {12, 13.6}}})), dot(12, 17)};
}

Shapes list() {
  Shapes shapes;
  for (const double y : {6.0, 12.0, 18.0}) {
    shapes.push_back(dot(4.2, y));
    shapes.push_back(line({{9, y}, {20.5, y}}));
  }
  return shapes;
}

Shapes notice() {  // a bell
  return {ring(path({{{4, 17.4}},
                     curve({4, 17.4}, {6, 15.4}, {6, 13.6}, {6, 10.6}),
                     arc({12, 9.6}, 6, 6, 180, 360),
                     curve({18, 10.6}, {18, 13.6}, {18, 15.4}, {20, 17.4})})),
          line(arc({12, 18.4}, 2.6, 2.6, 25, 155))};
}

Shapes check() {
  return {line({{4.5, 12.8}, {9.6, 17.8}, {19.5, 6.8}}, 2.4)};
}

Shapes offline() {  // radio waves, struck out
  Shapes shapes;
  for (const double radius : {5.6, 11.8}) {
    shapes.push_back(line(arc({12, 18.4}, radius, radius, 220, 320)));
  }
  shapes.push_back(dot(12, 18.4, 3.2));
  shapes.push_back(cut({{4.8, 3.6}, {19.6, 20.4}}));
  shapes.push_back(line({{4.8, 3.6}, {19.6, 20.4}}));
  return shapes;
}

// A capital A on its baseline.
Shapes letter(double left, double right, double top, double base) {
  const double middle = (left + right) / 2;
  const double bar = top + (base - top) * 0.66;
  const double inset = (right - left) / 2 * 0.34;
  return {line({{left, base}, {middle, top}, {right, base}}),
          line({{left + inset, bar}, {right - inset, bar}})};
}

Shapes with(Shapes shapes, const Shapes& more) {
  shapes.insert(shapes.end(), more.begin(), more.end());
  return shapes;
}

Shapes text_size() {
  return with(letter(2, 10, 10.5, 19.5), letter(10.5, 22.5, 5, 19.5));
}
Shapes smaller() {
  return with(letter(3, 13, 7.5, 19.5), {line({{16, 9}, {22, 9}})});
}
Shapes larger() {
  return with(letter(2, 14.5, 5, 19.5),
              {line({{15.6, 8}, {22.2, 8}}), line({{18.9, 4.7}, {18.9, 11.3}})});
}

Shapes contrast() {
  return {circle(12, 12, 9), solid(path({arc({12, 12}, 8, 8, 90, 270)}), 1)};
}

Shapes alert() {
  return {line({{12, 4}, {12, 13.6}}, 2.6), dot(12, 19, 3.2)};
}

Shapes erase() {
  return {ring({{8.4, 5.5}, {21, 5.5}, {21, 18.5}, {8.4, 18.5}, {2.6, 12}}),
          line({{11.6, 9.2}, {17.2, 14.8}}), line({{17.2, 9.2}, {11.6, 14.8}})};
}

Shapes sync() {  // two arrows, one after the other
  return {line(arc({12, 12}, 8, 8, 200, 330)), line({{19.4, 3.4}, {18.9, 8}, {14.4, 7.6}}),
          line(arc({12, 12}, 8, 8, 20, 150)), line({{4.6, 20.6}, {5.1, 16}, {9.6, 16.4}})};
}

Shapes qr() {
  return {ring(rounded(3.5, 3.5, 9.5, 9.5, 1)),
          ring(rounded(14.5, 3.5, 20.5, 9.5, 1)),
          ring(rounded(3.5, 14.5, 9.5, 20.5, 1)),
          dot(14.8, 14.8),
          dot(20.2, 14.8),
          dot(17.5, 17.5),
          dot(14.8, 20.2),
          dot(20.2, 20.2)};
}

Shapes power() {
  return {line(arc({12, 13}, 8, 8, 310, 590)), line({{12, 3.4}, {12, 11.6}})};
}

// A loudspeaker's horn, its left edge at 2.5.
Shape horn() {
  return ring({{3, 9.5}, {6.5, 9.5}, {11.5, 5}, {11.5, 19}, {6.5, 14.5}, {3, 14.5}});
}
Shapes speaker() {
  return {horn(), line(arc({11.5, 12}, 4.6, 4.6, -42, 42)),
          line(arc({11.5, 12}, 9.2, 9.2, -48, 48))};
}
Shapes quieter() {
  return {horn(), line({{16, 12}, {22, 12}})};
}
Shapes louder() {
  return {horn(), line({{15.5, 12}, {22.5, 12}}), line({{19, 8.5}, {19, 15.5}})};
}

// For USB: its plug above.
Shapes stick() {
  return {ring(rounded(7, 9.5, 17, 21, 2)),
          line({{9.2, 9.5}, {9.2, 3.2}, {14.8, 3.2}, {14.8, 9.5}}), line({{12, 13}, {12, 16.5}})};
}

Shapes shapes_of(Icon icon) {
  switch (icon) {
    case Icon::back:
      return back();
    case Icon::forward:
      return forward();
    case Icon::close:
      return close();
    case Icon::home:
      return home();
    case Icon::phone:
      return phone();
    case Icon::fax:
      return fax();
    case Icon::place:
      return place();
    case Icon::mail:
      return mail();
    case Icon::web:
      return web();
    case Icon::clock:
      return clock();
    case Icon::pause:
      return pause();
    case Icon::play:
      return play();
    case Icon::touch:
      return touch();
    case Icon::help:
      return help();
    case Icon::list:
      return list();
    case Icon::notice:
      return notice();
    case Icon::check:
      return check();
    case Icon::offline:
      return offline();
    case Icon::up:
      return up();
    case Icon::down:
      return down();
    case Icon::text_size:
      return text_size();
    case Icon::smaller:
      return smaller();
    case Icon::larger:
      return larger();
    case Icon::contrast:
      return contrast();
    case Icon::alert:
      return alert();
    case Icon::erase:
      return erase();
    case Icon::sync:
      return sync();
    case Icon::qr:
      return qr();
    case Icon::power:
      return power();
    case Icon::speaker:
      return speaker();
    case Icon::quieter:
      return quieter();
    case Icon::louder:
      return louder();
    case Icon::stick:
      return stick();
  }
  return {};
}

}  // namespace

Mask draw_icon(Icon icon, int size, bool mirrored) {
  auto mask = rasterise(shapes_of(icon), grid, size);
  for (int y = 0; mirrored && y < size; ++y) std::reverse(mask.row(y), mask.row(y) + size);
  return mask;
}

}  // namespace rohnamo::render
