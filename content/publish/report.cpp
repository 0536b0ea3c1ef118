#include "content/publish/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

std::string_view word(Change::What what) {
  switch (what) {
    case Change::What::added:
      return "new    ";
    case Change::What::changed:
      return "changed";
    case Change::What::removed:
      return "removed";
  }
  return "";
}

}  // namespace

std::string size_in_words(std::uint64_t bytes) {
  constexpr double kilo = 1000;
  const auto size = static_cast<double>(bytes);
  if (size < kilo) return fmt::format("{} bytes", bytes);
  if (size < kilo * kilo) return fmt::format("{:.1f} kB", size / kilo);
  return fmt::format("{:.1f} MB", size / kilo / kilo);
}

std::vector<Change> changes_between(const Targets& before, const Targets& after) {
  std::vector<Change> changes;
  for (const auto& [path, target] : after) {
    const auto old = before.find(path);
    if (old == before.end())
      changes.push_back({Change::What::added, path, target.length});
    else if (old->second.hashes != target.hashes)
      changes.push_back({Change::What::changed, path, target.length});
  }
  for (const auto& [path, target] : before)
    if (!after.contains(path)) changes.push_back({Change::What::removed, path, target.length});
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.target < b.target; });
  return changes;
}

std::string to_string(const std::vector<Change>& changes) {
  constexpr std::size_t most_lines = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), most_lines); ++i)
    text += fmt::format("  {} {} ({})\n", word(changes[i].what), changes[i].target,
                        size_in_words(changes[i].length));
  if (changes.size() > most_lines)
    text += fmt::format("  … and {} more\n", changes.size() - most_lines);
  return text;
}

std::string to_string(const PublishReport& report) {
  std::string text = to_string(report.changes);
  if (report.changes.empty()) text += "  nothing has changed; the signatures are renewed\n";
  for (const auto& note : report.notes) text += "  note: " + note + "\n";
  return text +
         fmt::format(
             "Publication {}: {} new, {} files and {} in all, {} roles signed, good until {}.\n",
             report.version, size_in_words(report.new_bytes), report.targets,
             size_in_words(report.bytes), report.signed_roles.size(),
             base::to_rfc3339(report.expires).substr(0, 10));
}

}  // namespace rohnamo::publish
