#include "kiosk/text/lines.hpp"

#include <algorithm>
#include <limits>

namespace rohnamo::text {
namespace {

// What a bad place costs, in squares of percents of the width that a line leaves free: a word is
// not left hanging unless the line would then be some two fifths empty.
constexpr int clinging_word = 1600;
constexpr int clinging_number = 2500;
constexpr int clinging_hyphen = 1600;
constexpr int pause_gain = 200;
constexpr int lonely_cost = 2500;
constexpr int lonely_share = 3;  // a last line is lonely below a third of the width

struct Way {
  std::size_t from = 0;  // the first segment of the line that ends here
  std::size_t lines = std::numeric_limits<std::size_t>::max();
  std::int64_t cost = 0;

  [[nodiscard]] bool better_than(const Way& other) const {
    return lines != other.lines ? lines < other.lines : cost < other.cost;
  }
};

int cost_of_place(Clings place, Shape shape) {
  switch (place) {
    case Clings::pause:
      return shape == Shape::balanced ? -pause_gain : 0;
    case Clings::word:
      return clinging_word;
    case Clings::number:
      return clinging_number;
    case Clings::hyphen:
      return clinging_hyphen;
    case Clings::no:
      break;
  }
  return 0;
}

class Breaker {
 public:
  Breaker(const std::vector<Segment>& segments, int max_width, Shape shape)
      : segments_(segments), max_width_(max_width), shape_(shape), ways_(segments.size() + 1) {
    ways_[0].lines = 0;
  }

  std::vector<Line> run() {
    for (std::size_t last = 1; last <= segments_.size(); ++last) find_way_to(last);
    std::vector<Line> lines;
    for (std::size_t at = segments_.size(); at > 0; at = ways_[at].from)
      lines.push_back({ways_[at].from, at});
    std::ranges::reverse(lines);
    return lines;
  }

 private:
  // The best last line of all that end behind segment last - 1.
  void find_way_to(std::size_t last) {
    int width = segments_[last - 1].width;
    for (std::size_t first = last; first-- > 0;) {
      if (first + 1 < last) {
        if (segments_[first].ends_line) break;
        width += segments_[first].width + segments_[first].space;
      }
      if (first + 1 < last && max_width_ > 0 && width > max_width_) break;
      // Without a width a line ends nowhere else.
      if (max_width_ <= 0 && first > 0 && !segments_[first - 1].ends_line) continue;
      const Way& before = ways_[first];
      if (before.lines == std::numeric_limits<std::size_t>::max()) continue;
      const Way way{first, before.lines + 1, before.cost + cost_of_line(last, width)};
      if (way.better_than(ways_[last])) ways_[last] = way;
    }
  }

  [[nodiscard]] std::int64_t cost_of_line(std::size_t last, int width) const {
    if (max_width_ <= 0) return 0;
    const bool ends = last == segments_.size() || segments_[last - 1].ends_line;
    const std::int64_t free = std::max(0, max_width_ - width);
    const std::int64_t percent = free * 100 / max_width_;
    std::int64_t cost = ends && shape_ == Shape::running ? 0 : percent * percent;
    if (!ends) cost += cost_of_place(segments_[last - 1].clings, shape_);
    if (ends && width * lonely_share < max_width_) cost += lonely_cost;
    return cost;
  }

  const std::vector<Segment>& segments_;
  int max_width_;
  Shape shape_;
  std::vector<Way> ways_;  // to the end of each segment; the first: to the beginning
};

}  // namespace

std::vector<Line> break_lines(const std::vector<Segment>& segments, int max_width, Shape shape) {
  return Breaker(segments, max_width, shape).run();
}

}  // namespace rohnamo::text
