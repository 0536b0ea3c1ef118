#include "content/publish/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rohnamo::publish {
namespace {

constexpr std::size_t letters_to_a_mistake = 3;

// By optimal string alignment: no letter is mended twice.
std::size_t mistakes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last, row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::move(last);
    last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view word,
                                        const std::set<std::string, std::less<>>& known) {
  std::size_t fewest = std::max<std::size_t>(1, word.size() / letters_to_a_mistake) + 1;
  std::optional<std::string> nearest;
  for (const std::string& name : known) {
    const std::size_t count = mistakes(word, name);
    if (count >= fewest) continue;
    fewest = count;
    nearest = name;
  }
  return nearest;
}

std::string advice_on_name(std::string_view word, const std::set<std::string, std::less<>>& known,
                           std::string_view otherwise) {
  const auto meant = nearest_name(word, known);
  if (!meant) return std::string(otherwise);
  return fmt::format("Did you mean `{}`? Correct the name, or take it out.", *meant);
}

}  // namespace rohnamo::publish
