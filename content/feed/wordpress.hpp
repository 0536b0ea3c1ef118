// What is WordPress's own in its export, an RSS feed with more fields (WXR 1.0 to 1.2).
#pragma once

#include <map>
#include <pugixml.hpp>

#include "content/feed/feed.hpp"

namespace rohnamo::feed {

class WordPress {
 public:
  // The feed's <channel>, which outlives this.
  explicit WordPress(const pugi::xml_node& channel);
  [[nodiscard]] bool is_export() const { return is_export_; }

  // Whether the item is a post or a page that is to be taken; what is not is counted.
  bool takes(const pugi::xml_node& node, Unpublished unpublished, Dropped& skipped) const;
  // Languages, picture, slug and paragraphs, as WordPress keeps them.
  void complete(const pugi::xml_node& node, Item& item) const;

  // Whether it sorts its posts by such a category; some join translations instead.
  static bool is_topic(const pugi::xml_node& category);

 private:
  struct Attachment {
    std::string url, description;
  };
  bool is_export_;
  std::string site_;                                            // its address
  std::map<std::string, Attachment, std::less<>> attachments_;  // by the post's id
};

}  // namespace rohnamo::feed
