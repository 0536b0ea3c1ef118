// Items of a feed -> stories of a channel, as drafts.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "content/feed/feed.hpp"
#include "content/publish/channel_reader.hpp"

namespace rohnamo::publish {

struct ImportWishes {
  std::string language;  // of all items; empty: as the feed says
  std::string since;     // YYYY-MM-DD; items before it are left; may be empty
  std::size_t limit = SIZE_MAX;
  bool dry_run = false;  // nothing is written or fetched
  bool fetch_pictures = false;
  base::Path beside;  // the feed's folder; empty: it has none
  std::function<void(std::size_t done, std::size_t total)> progress = [](auto, auto) {};
};

struct ImportedStory {
  // kept: the item is another one now, but somebody worked on the story meanwhile.
  // left: it cannot be a story of this channel; a note says why.
  enum class Outcome { added, changed, unchanged, kept, left };
  Outcome outcome = Outcome::left;
  std::string id;            // of the story; empty where there is none
  std::string language;      // of its text; empty where it is none of the channel's
  bool translation = false;  // into that language, of a story that is there
  std::string title;
  std::vector<std::string> notes;  // sentences, for the editor
};

std::string_view to_string(ImportedStory::Outcome outcome);

// In the feed's order, translations behind their originals: what a feed knows as translations of
// one text are the texts of one story. They are known again by the items' ids, which story.yaml
// keeps; what somebody changed is never written over. An error is one of the disk.
base::Result<std::vector<ImportedStory>> import_stories(base::Fs& fs, const base::Path& folder,
                                                        const model::Channel& channel,
                                                        const feed::Feed& feed,
                                                        const ImportWishes& wishes);

}  // namespace rohnamo::publish
