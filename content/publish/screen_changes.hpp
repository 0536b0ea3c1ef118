// What one publication shows on the screens and another does not, in an editor's words. Pure.
#pragma once

#include <string>
#include <vector>

#include "content/publish/catalogs.hpp"

namespace rohnamo::publish {

struct ScreenChange {
  enum class What { appears, changes, disappears };
  What what = What::appears;
  std::string item;                  // "story home-after-a-decade"; "channel"
  std::string title;                 // in the channel's first language that has one
  std::vector<std::string> details;  // "tg: title, text", "from 2026-12-01"
};

// The channel first, then stories, contacts and notices, each by id. Days are those of the
// channel's time zone; what appears only after `now`, or is over by then, says so.
std::vector<ScreenChange> screen_changes(const Catalogs& before, const Catalogs& after,
                                         base::Time now);

// What it is of, in one line without its end: `story home "Home": from 2026-12-01`.
std::string to_string(const ScreenChange& change);
// A line each, those beyond the first forty counted only. "" if there are none.
std::string to_string(const std::vector<ScreenChange>& changes);
std::string_view word(ScreenChange::What what);  // "appears"

}  // namespace rohnamo::publish
