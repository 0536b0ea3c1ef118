// What a publication changed, for the person who made it.
#pragma once

#include <string>
#include <vector>

#include "content/base/time.hpp"
#include "content/publish/expiry.hpp"
#include "content/publish/screen_changes.hpp"

namespace rohnamo::publish {

struct Change {
  enum class What { added, changed, removed };
  What what = What::added;
  std::string target;
  std::uint64_t length = 0;  // bytes; of what is removed, what it had
};

struct PublishReport {
  std::int64_t version = 0;  // of the timestamp; 0: there was nothing to publish
  base::Time expires;        // the first of the signatures
  std::vector<RoleExpiry> expiries;
  std::vector<ScreenChange> on_screens;
  std::vector<Change> changes;
  std::vector<std::string> signed_roles;  // anew, in the order of writing
  std::size_t targets = 0;
  std::uint64_t bytes = 0;          // of all targets
  std::uint64_t new_bytes = 0;      // of the targets written now
  std::uint64_t fetched_bytes = 0;  // by a screen that has the publication before
  std::size_t pruned = 0;           // files of old versions, removed
  std::vector<std::string> notes;   // what a person should know of, though nothing is wrong
};

std::vector<Change> changes_between(const Targets& before, const Targets& after);  // by target

std::string size_in_words(std::uint64_t bytes);  // "1.5 MB"

// In words; changes beyond the first twenty are counted only.
std::string to_string(const std::vector<Change>& changes);
std::string to_string(const PublishReport& report);
// "the mission (2 of its files), snapshot and timestamp"
std::string roles_in_words(const std::vector<std::string>& roles);
// All of it, for programs.
boost::json::object to_json(const PublishReport& report);

}  // namespace rohnamo::publish
