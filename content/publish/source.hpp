// An editor's folder, read and found good: what compile() makes a publication of.
// The format is in content/channels/README.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/model/catalog.hpp"
#include "content/model/strings.hpp"
#include "content/model/timings.hpp"
#include "content/publish/compiled_story.hpp"
#include "content/publish/fonts.hpp"
#include "content/publish/markdown.hpp"

namespace rohnamo::publish {

// What must stay visible of a picture: 0 to 1 from the left and the top.
struct Focus {
  double x = 0.5, y = 0.5;
};

struct PictureSource {
  base::Path file;             // exists
  std::optional<Focus> focus;  // where none is given, one is found
  Place place;                 // where it is named
};

// One language of a story or a notice.
struct Article {
  std::string title;
  std::string summary;
  std::string picture_description;
  std::string translation;     // original, draft, unreviewed or reviewed
  std::string revision;        // of this text: source_revision()
  std::string source;          // the revision of the original that this was made from; may be empty
  Place source_place;          // where that is said
  bool stale = false;          // the original is another one now
  bool says_language = false;  // in a field of its own
  Body body;
  std::optional<base::Path> narration;  // as the editor gave it
  std::optional<model::Timings> timings;
};

using Articles = std::map<std::string, Article, std::less<>>;  // by language; no drafts

struct StorySource {
  std::string id;
  std::string topic, date, url;  // date and url may be empty
  bool draft = false;            // checked, not published
  model::Entry entry;
  std::optional<PictureSource> picture;
  Articles articles;
  std::set<std::string> draft_languages;      // of texts that no screen shows yet
  std::vector<StoryLink> links;               // of all its texts
  std::shared_ptr<const StoryOrigin> origin;  // only where an index may remember it
  std::shared_ptr<CompiledStory> compiled;    // remembered by an index: it was not read
};

struct ContactSource {
  model::Contact contact;  // but for the pictures
  bool draft = false;
  model::Entry entry;
  std::optional<PictureSource> picture, map;
};

struct NoticeSource {
  std::string id;
  bool draft = false;
  model::Entry entry;
  Articles articles;
  std::set<std::string> draft_languages;  // of texts that no screen shows yet
};

struct Items {
  std::vector<StorySource> stories;  // an office has none
  std::vector<ContactSource> contacts;
  std::vector<NoticeSource> notices;
};

struct Source {
  model::Channel channel;         // but for the blobs of its strings and fonts
  std::vector<FontSource> fonts;  // in fonts_folder
  base::Path fonts_folder;
  std::map<std::string, model::Strings, std::less<>> strings;  // by language, complete
  Items mission;
  std::map<std::string, Items, std::less<>> offices;  // by name
};

class StoryIndex;

// Reads all of the folder, but for the stories that `index` remembers: such a source is only good
// for one compile(), which takes them out of it. `shipped_strings` holds the program's own
// <language>.yaml files. Notices and stories whose time is over at `now` are warned of. The source
// is whole only if no fault is an error; it is empty if channel.yaml gives no languages to read the
// rest by.
Source read_source(base::Fs& fs, const base::Path& folder, const base::Path& shipped_strings,
                   base::Time now, Faults& faults, StoryIndex* index = nullptr);

// One office's items alone: those of <folder>/offices/<name> where the folder is a whole channel,
// else those of the folder itself, which needs a channel.yaml too. What an office may not publish
// is an error.
Source read_office_source(base::Fs& fs, const base::Path& folder, const std::string& name,
                          base::Time now, Faults& faults);

}  // namespace rohnamo::publish
