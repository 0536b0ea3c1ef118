#include "content/feed/dropped.hpp"

#include <fmt/format.h>

namespace rohnamo::feed {

void Dropped::add(const Dropped& others) {
  for (const auto& [what, count] : others.counts_) add(what, count);
}

std::string to_string(const Dropped& dropped) {
  std::string words;
  for (const auto& [what, count] : dropped.counts())
    words +=
        fmt::format("{}{} {}{}", words.empty() ? "" : ", ", count, what, count == 1 ? "" : "s");
  return words;
}

}  // namespace rohnamo::feed
