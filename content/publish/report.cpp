#include "content/publish/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>

namespace rohnamo::publish {
namespace {

std::string_view word(Change::What what) {
  switch (what) {
    case Change::What::added:
      return "new";
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
    text += fmt::format("  {:7} {} ({})\n", word(changes[i].what), changes[i].target,
                        size_in_words(changes[i].length));
  if (changes.size() > most_lines)
    text += fmt::format("  … and {} more\n", changes.size() - most_lines);
  return text;
}

std::string roles_in_words(const std::vector<std::string>& roles) {
  const auto of_the_mission = [](const std::string& role) {
    return role == mission_role || role.starts_with(fmt::format("{}-", mission_role));
  };
  std::vector<std::string> words;
  if (const auto files = std::ranges::count_if(roles, of_the_mission); files > 0)
    words.push_back(fmt::format("the mission ({} {})", files, files == 1 ? "file" : "files"));
  for (const auto& role : roles)
    if (!of_the_mission(role)) words.push_back(role);
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string to_string(const PublishReport& report) {
  std::string text = to_string(report.on_screens);
  if (report.changes.empty())
    text += "  nothing has changed; the signatures are renewed\n";
  else if (report.on_screens.empty())
    text += "  nothing changes on the screens\n";
  for (const auto& note : report.notes) text += "  note: " + note + "\n";
  return text +
         fmt::format(
             "Publication {}: a screen fetches about {}; {} files and {} in all; signed anew: {}; "
             "good until {}.\n",
             report.version, size_in_words(report.fetched_bytes), report.targets,
             size_in_words(report.bytes), roles_in_words(report.signed_roles),
             base::to_rfc3339(report.expires).substr(0, 10));
}

boost::json::object to_json(const PublishReport& report) {
  boost::json::array on_screens, changes;
  for (const ScreenChange& change : report.on_screens)
    on_screens.push_back({{"what", word(change.what)},
                          {"item", change.item},
                          {"title", change.title},
                          {"details", boost::json::value_from(change.details)}});
  for (const Change& change : report.changes)
    changes.push_back(
        {{"what", word(change.what)}, {"target", change.target}, {"bytes", change.length}});
  return {{"version", report.version},
          {"expires", base::to_rfc3339(report.expires)},
          {"on_screens", std::move(on_screens)},
          {"targets", std::move(changes)},
          {"signed", boost::json::value_from(report.signed_roles)},
          {"files", report.targets},
          {"bytes", report.bytes},
          {"new_bytes", report.new_bytes},
          {"fetched_bytes", report.fetched_bytes},
          {"notes", boost::json::value_from(report.notes)}};
}

}  // namespace rohnamo::publish
