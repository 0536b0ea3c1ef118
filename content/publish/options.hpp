// The arguments of rohnamo-content, not yet understood.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace rohnamo::publish {

struct Options {
  std::vector<std::string> words;            // the command and its operands
  std::set<std::string, std::less<>> given;  // options, by name
  std::string keys, out, repo, prepare, office, key, public_key, cache, data, now;
  std::string lang, from;                          // of a translation
  std::string languages, name, timezone;           // of a new channel
  std::string size, language, fonts, screenshots;  // of a preview
  std::string screens;                             // of a check
  std::vector<std::string> signers, thresholds;    // "root=2"; of signers also "3"
  std::string since;                               // of an import
  std::int64_t after = 0, limit = 0;
  std::string to;        // where a publication is uploaded
  std::size_t step = 0;  // of its files
  bool portrait = false, pictures = false, drafts = false;
  bool dry_run = false, undo = false;
  bool strict = false, quiet = false, json = false, help = false, version = false;
  bool downgrade = false;  // of packages
};

// Throws boost::program_options::error, which says what is wrong.
Options parse_options(const std::vector<std::string>& arguments);

}  // namespace rohnamo::publish
