// The items of one role, the mission or an office: stories, contacts, notices.
#pragma once

#include "content/publish/article.hpp"
#include "content/publish/channel_reader.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/story_index.hpp"

namespace rohnamo::publish {

std::vector<StoryLink> links_in(const Articles& articles);

class ItemReader {
 public:
  // All of these outlive the reader. Items are read on several threads, each fault told in the
  // order of the items.
  // `index`: what is remembered of stories; null: all are read.
  ItemReader(base::Fs& fs, const ChannelFile& channel, base::Time now, Faults& faults,
             StoryIndex* index = nullptr)
      : fs_(fs), channel_(channel), now_(now), faults_(faults), index_(index) {}

  // Whether the channel's items can be edited in Decap CMS.
  static bool in_browser(base::Fs& fs, const base::Path& channel);

  // The folders <folder>/stories (unless it is an office's), contacts and notices, where they are.
  Items read(const base::Path& folder, bool office);

 private:
  template <class Item>
  struct Told {
    std::optional<Item> item;
    Faults faults;
  };
  // Several at once.
  Told<StorySource> read_story(const base::Path& folder) const;
  Told<StorySource> recall_or_read_story(const base::Path& folder) const;
  std::vector<StorySource> read_stories(const base::Path& folder);
  template <class Item>
  std::vector<Item> take(std::vector<Told<Item>> read);
  // Items that have a folder each, of articles and one YAML file.
  template <class Item>
  Told<Item> read_alone(const base::Path& folder, ArticleKind kind,
                        const std::string& file_name) const;
  template <class Item>
  std::vector<Item> read_folders(const base::Path& folder, ArticleKind kind,
                                 const std::string& file_name);
  template <class Item>
  std::optional<Item> read_folder(const base::Path& folder, ArticleKind kind,
                                  const std::string& file_name);
  void read_fields(const Yaml& root, const base::Path& folder, StorySource& story,
                   std::set<std::string>& used);
  void read_fields(const Yaml& root, const base::Path& folder, NoticeSource& notice,
                   std::set<std::string>& used);
  void read_contacts(const base::Path& folder, Items& items);
  std::optional<ContactSource> read_contact(const base::Path& file, const std::string& id);

  // A folder that is named by an id; anything else is a fault.
  bool is_item(const base::Path& folder, Faults& faults) const;
  Articles read_articles(const base::Path& folder, const std::set<std::string>& names,
                         ArticleKind kind, std::set<std::string>& used,
                         std::set<std::string>& draft_languages);
  std::optional<PictureSource> read_picture(const Yaml& field, const base::Path& folder);
  // `id` says again what the item's folder or file is called.
  void check_id(const Yaml& root, const std::string& id);
  std::string read_topic(const Yaml& root);
  void read_schedule(const Yaml& root, bool dated, model::Entry& entry);  // dated: with both days
  std::string check_original(const Yaml& field, const Articles& articles);
  void warn_of_stale(const std::string& original, Articles& articles);
  void check_descriptions(const StorySource& story, const base::Path& folder);
  std::set<std::string> names_in(const base::Path& folder);
  void warn_of_unused(const base::Path& folder, const std::set<std::string>& names,
                      const std::set<std::string>& used);

  base::Fs& fs_;
  const ChannelFile& channel_;
  base::Time now_;
  Faults& faults_;
  StoryIndex* index_;
  bool in_browser_ = false;
};

}  // namespace rohnamo::publish
