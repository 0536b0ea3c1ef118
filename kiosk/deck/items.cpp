#include "kiosk/deck/items.hpp"

#include <algorithm>

namespace rohnamo::deck {

std::optional<std::size_t> find(const Items& items, std::string_view name, std::size_t near) {
  const std::size_t size = items.size();
  if (size == 0 || name.empty()) return std::nullopt;
  near = std::min(near, size - 1);
  for (std::size_t distance = 0; distance < size; ++distance) {
    if (near + distance < size && items.name(near + distance) == name) return near + distance;
    if (distance != 0 && distance <= near && items.name(near - distance) == name)
      return near - distance;
  }
  return std::nullopt;
}

}  // namespace rohnamo::deck
