// What a channel has in which language, and what its screens will begin and cease to show: what an
// editor plans by. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "content/publish/source.hpp"

namespace rohnamo::publish {

// One story or notice: "stories/home-after-a-decade", "offices/khujand/notices/holiday".
struct TranslationRow {
  std::string item;
  bool draft = false;
  std::map<std::string, std::string>
      states;                        // by language: original, reviewed, unreviewed, stale or draft
  std::set<std::string> read_aloud;  // the languages that have a recording
};

// Every story and notice, in the order of their names.
std::vector<TranslationRow> translations(const Source& source);

// The rows with something missing, a draft, unread or stale, under one another by language: "-" is
// missing. "" if there is none.
std::string to_table(const std::vector<TranslationRow>& rows, const model::Channel& channel);

// Of each item that is read aloud in some language, the others that it is there in, on a line.
// "" if there is none.
std::string missing_recordings(const std::vector<TranslationRow>& rows);

struct Coming {
  base::Time when;
  std::string item;
  bool appears = true;  // else it disappears
};

// What appears and disappears from `now` on for `days` days, by time; drafts do neither.
std::vector<Coming> coming(const Source& source, base::Time now, int days);

}  // namespace rohnamo::publish
