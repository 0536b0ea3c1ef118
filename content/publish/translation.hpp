// A channel's texts on their way to a translator and back: what is written into an XLIFF or PO
// file, and what is read from one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "content/publish/fault.hpp"

namespace rohnamo::publish {

// One text to be translated.
struct Unit {
  std::string id;        // "story/home-after-a-decade/body/3"
  std::string language;  // of the source
  std::string source;
  std::string target;     // empty where there is none yet
  bool reviewed = false;  // somebody read the target
  bool stale = false;     // the original changed since the target was made
  std::vector<std::string> notes;
};

// What belongs together: a story, a notice, a contact, the channel itself, the screen's words.
struct Item {
  std::string id;        // "story/home-after-a-decade", with which the ids of its units begin
  std::string file;      // of the source, below the channel's folder: "stories/…/en.md"
  std::string revision;  // of the source (source_revision()); empty but for stories and notices
  std::vector<Unit> units;
};

struct Translation {
  std::string channel;   // its id
  std::string language;  // of the targets
  std::vector<Item> items;

  // The one language of all sources; "mul" (ISO 639-2) where they are of several.
  [[nodiscard]] std::string source_language() const;
};

// One text as it came back.
struct ReturnedUnit {
  std::string id;
  std::string source;     // as it was when it was exported
  std::string target;     // without white space around it; may be empty
  bool reviewed = false;  // somebody read the target
  bool stale = false;     // the file says so still
  Place place;            // in the file
};

struct Returned {
  std::string file;  // its name
  std::string channel, language;
  std::vector<ReturnedUnit> units;
  std::map<std::string, std::string, std::less<>> revisions;  // of sources, by the item's id
};

constexpr std::uint64_t translation_file_limit = 64 << 20;  // bytes
constexpr std::size_t returned_units_limit = 1'000'000;

}  // namespace rohnamo::publish
