#include "content/publish/overview.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

template <class Item>
TranslationRow row(const std::string& name, const Item& item) {
  TranslationRow row{name + item.id, item.draft, {}, {}};
  for (const auto& [language, article] : item.articles) {
    row.states.emplace(language, article.stale ? "stale" : article.translation);
    if (article.narration) row.read_aloud.insert(language);
  }
  for (const auto& language : item.draft_languages) row.states.emplace(language, "draft");
  return row;
}

// Of the mission and of every office, with the folder that its items lie in.
template <class Visit>
void each_role(const Source& source, const Visit& visit) {
  visit(std::string(), source.mission);
  for (const auto& [name, items] : source.offices) visit("offices/" + name + "/", items);
}

const std::string& state_of(const TranslationRow& row, const std::string& language) {
  static const std::string missing = "-";
  const auto state = row.states.find(language);
  return state == row.states.end() ? missing : state->second;
}

bool complete(const TranslationRow& row, const model::Channel& channel) {
  return std::ranges::all_of(channel.languages, [&](const model::Language& language) {
    const std::string& state = state_of(row, language.code);
    return state == "original" || state == "reviewed";
  });
}

void add(std::vector<Coming>& all, const std::string& item, const model::Entry& entry,
         base::Time now, int days) {
  const base::Time end = now + std::chrono::days(days);
  const auto within = [&](const std::optional<base::Time>& time) {
    return time && *time > now && *time <= end;
  };
  if (within(entry.from)) all.push_back({*entry.from, item, true});
  if (within(entry.until)) all.push_back({*entry.until, item, false});
}

}  // namespace

std::vector<TranslationRow> translations(const Source& source) {
  std::vector<TranslationRow> rows;
  each_role(source, [&](const std::string& folder, const Items& items) {
    for (const auto& story : items.stories) rows.push_back(row(folder + "stories/", story));
    for (const auto& notice : items.notices) rows.push_back(row(folder + "notices/", notice));
  });
  std::ranges::sort(rows, {}, &TranslationRow::item);
  return rows;
}

std::string to_table(const std::vector<TranslationRow>& rows, const model::Channel& channel) {
  constexpr std::size_t cell = 10;  // "unreviewed"
  std::size_t widest = 0;
  std::vector<const TranslationRow*> lacking;
  for (const TranslationRow& row : rows) {
    if (complete(row, channel)) continue;
    lacking.push_back(&row);
    widest = std::max(widest, row.item.size());
  }
  if (lacking.empty()) return {};
  std::string table = fmt::format("{:{}}", "", widest);
  for (const auto& language : channel.languages)
    table += fmt::format("  {:{}}", language.code, cell);
  for (const TranslationRow* row : lacking) {
    table += fmt::format("\n{:{}}", row->item, widest);
    for (const auto& language : channel.languages)
      table += fmt::format("  {:{}}", state_of(*row, language.code), cell);
    if (row->draft) table += "  draft";
  }
  return table + "\n";
}

std::string missing_recordings(const std::vector<TranslationRow>& rows) {
  std::string lines;
  for (const TranslationRow& row : rows) {
    std::vector<std::string> missing;
    for (const auto& [language, state] : row.states)
      if (state != "draft" && !row.read_aloud.contains(language)) missing.push_back(language);
    if (!row.read_aloud.empty() && !missing.empty())
      lines += fmt::format("{}  {}\n", row.item, fmt::join(missing, ", "));
  }
  return lines;
}

std::vector<Coming> coming(const Source& source, base::Time now, int days) {
  std::vector<Coming> all;
  each_role(source, [&](const std::string& folder, const Items& items) {
    for (const auto& story : items.stories)
      if (!story.draft) add(all, folder + "stories/" + story.id, story.entry, now, days);
    for (const auto& notice : items.notices)
      if (!notice.draft) add(all, folder + "notices/" + notice.id, notice.entry, now, days);
  });
  std::ranges::stable_sort(all, {}, &Coming::when);
  return all;
}

}  // namespace rohnamo::publish
