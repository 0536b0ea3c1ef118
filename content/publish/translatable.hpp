// A part of a channel's folder whose texts go to a translator and come back.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/publish/translation.hpp"

namespace rohnamo::publish {

// What came back for one item.
struct ReturnedItem {
  struct Text {
    const ReturnedUnit* unit = nullptr;
    bool known = false;  // it was put in, or it was said why not
  };
  std::map<std::string, Text, std::less<>> texts;  // by id
  std::string revision;                            // of the source that was exported; may be empty

  // The text of this id; nothing where none came back.
  Text* find(std::string_view id);
};

// Warns that the source of what came back is not the unit's any more.
void warn_of_changed_source(ReturnedItem::Text& text, Faults& faults);
// What came back for a text that has no state of its own; nothing where that is no other text than
// is there, and where its source is another one now, which is warned of.
const ReturnedUnit* changed(ReturnedItem& returned, const Unit& unit, Faults& faults);
// Warns of links and bold that are in the source and not in what came back.
void warn_of_lost_marks(const ReturnedUnit& unit, Faults& faults);

// A file of the channel as it shall be.
struct ChangedFile {
  base::Path path;
  std::string text;
  std::size_t texts = 0;  // how many of its texts are new
};

class Translatable {
 public:
  virtual ~Translatable() = default;
  // With an empty list of units where nothing is to be translated.
  [[nodiscard]] virtual const Item& item() const = 0;
  // The file with what came back in it; nothing where that changes nothing. What cannot be put in
  // is a warning that names it, and left as it was. Files that cannot be written are errors.
  virtual std::optional<ChangedFile> take(ReturnedItem& returned, Faults& faults) = 0;
};

struct Translatables {
  std::string channel;  // its id
  std::vector<std::unique_ptr<Translatable>> parts;
};

// All of a channel that has texts to be translated into `language`, which must be one of it;
// `shipped_strings` holds the program's own <language>.yaml files. What cannot be read is an error.
Translatables find_translatables(base::Fs& fs, const base::Path& folder,
                                 const base::Path& shipped_strings, const std::string& language,
                                 Faults& faults);

// The files that are new with what came back. Nothing is written.
std::vector<ChangedFile> take_back(Translatables& into, const Returned& returned, Faults& faults);

}  // namespace rohnamo::publish
