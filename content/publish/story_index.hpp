// What a channel's stories were compiled to, remembered by the stamps of their files: a story of
// which nothing changed is not read. As git's index, it is never needed and never believed against
// the folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/hash.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

// What was written so shortly before it was read could be written again under the same stamp: it is
// read anew the next time. Longer than the clock of any file system takes for a step.
constexpr base::seconds unsettled{3};

// Those of its links that lead to no published story, sorted, each once.
std::vector<std::string> dead_links(const StorySource& story,
                                    const std::set<std::string>& published);

class StoryIndex {
 public:
  // Whether nobody will ask for a file's contents, since they are where it is published to. Any
  // thread.
  using Published = std::function<bool(const PublishedFile&)>;

  // `cache`: a folder that may be removed at any time and be shared by several processes; what it
  // has of the sixteen channels saved last is kept. `maker` names who compiles: another one, and
  // all is made anew. `clock`: what the machine's shows, before anything is read.
  StoryIndex(base::Fs& fs, base::Path cache, std::string_view maker, base::Time clock,
             Published published);
  ~StoryIndex();

  // Loads what is remembered of the stories in that folder, if all else that they depend on is what
  // it was.
  void open(const base::Path& stories, std::string_view depends_on);

  // The story in `folder`, one of those, with what was said of it, where every file there is what
  // it was, the same is to be said at `now`, and all of its files are published. It has no articles
  // and no picture, and its links may live or die since. Any thread, each story on one.
  std::optional<StorySource> find(const base::Path& folder, base::Time now, Faults& faults);

  // The story is going to be read: what is remembered of it goes. Nothing where it cannot be
  // remembered, as where part of it lies on another disk. Any thread, each story on one.
  std::optional<FolderStamps> begin(const base::Path& folder);

  // Remembers a story that has an origin; `faults` are those of compiling it. One with errors, or
  // with files that only just changed, is not remembered.
  void keep(const StorySource& story, const CompiledStory& compiled, const Faults& faults);

  // Writes what changed. What cannot be written costs only the memory.
  void save();

 private:
  struct Shard;
  base::Result<void> write();
  void drop_older_channels();
  [[nodiscard]] Shard& shard_of(std::string_view id);
  [[nodiscard]] bool settled(const FolderStamps& stamps) const;

  base::Fs& fs_;
  base::Path cache_, folder_;
  std::string maker_;
  base::Time clock_;
  Published published_;
  base::Hash depends_on_;
  std::unique_ptr<base::Folder> stories_;
  std::vector<Shard> shards_;
};

}  // namespace rohnamo::publish
