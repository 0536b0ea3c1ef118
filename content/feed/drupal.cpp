#include "content/feed/drupal.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <map>

#include "content/base/json.hpp"
#include "content/feed/article_html.hpp"
#include "content/feed/dates.hpp"

namespace rohnamo::feed {
namespace {

using base::Code;
using base::fail;
using base::Result;
using base::json::Value;

// Any field may be null or missing: a site chooses its fields.
const Value* find(const Value& value, std::initializer_list<std::string_view> path) {
  const Value* at = &value;
  for (const auto name : path) {
    at = at->is_object() ? at->get_object().if_contains(name) : nullptr;
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::string text_at(const Value& value, std::initializer_list<std::string_view> path) {
  const Value* found = find(value, path);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

// Without control characters, in one line.
std::string words_at(const Value& value, std::initializer_list<std::string_view> path) {
  return plain_text(escaped_html(text_at(value, path)));
}

// What a relationship or `data` names: one, several, or none.
std::vector<const Value*> all_of(const Value* data) {
  std::vector<const Value*> all;
  if (data != nullptr && data->is_object()) all.push_back(data);
  if (data != nullptr && data->is_array())
    for (const Value& each : data->get_array()) all.push_back(&each);
  return all;
}

std::vector<const Value*> related(const Value& resource, std::string_view field) {
  return all_of(find(resource, {"relationships", field, "data"}));
}

std::string key_of(const Value& resource) {
  return fmt::format("{} {}", text_at(resource, {"type"}), text_at(resource, {"id"}));
}

// "https://site.example/fa" of "https://site.example/fa/jsonapi/node/article".
std::string site_of(const std::string& address) {
  const auto end = address.find("/jsonapi");
  return end == std::string::npos ? "" : address.substr(0, end);
}

// JSON:API 1.0 writes a link as an object or as a text.
std::string link_at(const Value& resource, std::string_view name) {
  const auto href = words_at(resource, {"links", name, "href"});
  return href.empty() ? words_at(resource, {"links", name}) : href;
}

class Document {
 public:
  Document(const Value& root, Unpublished unpublished) : root_(root), unpublished_(unpublished) {
    for (const Value* resource : all_of(find(root, {"included"})))
      included_[key_of(*resource)] = resource;
  }

  Feed read() {
    Feed feed;
    for (const Value* node : all_of(find(root_, {"data"})))
      if (takes(*node, feed.skipped)) feed.items.push_back(item(*node));
    const Value* omitted = find(root_, {"meta", "omitted", "links"});
    if (omitted != nullptr && omitted->is_object())
      for (const auto& link : omitted->get_object())
        if (link.key() != "help") feed.skipped.add("hidden item");
    feed.next = link_at(root_, "next");
    return feed;
  }

 private:
  bool takes(const Value& node, Dropped& skipped) const {
    if (!text_at(node, {"type"}).starts_with("node--")) {
      skipped.add("item that is no article");
      return false;
    }
    const Value* status = find(node, {"attributes", "status"});
    const bool draft = status != nullptr && status->is_bool() && !status->get_bool();
    if (!draft || unpublished_ == Unpublished::take) return true;
    skipped.add("draft article");
    return false;
  }

  [[nodiscard]] Item item(const Value& node) const {
    Item item;
    item.language = text_at(node, {"attributes", "langcode"});
    if (item.language == "und" || item.language == "zxx") item.language.clear();
    const std::string id = text_at(node, {"id"});
    if (!id.empty()) item.id = fmt::format("{}#{}", id, item.language);
    item.group = id;  // all translations of an article have it
    const Value* original = find(node, {"attributes", "default_langcode"});
    item.translated = original != nullptr && original->is_bool() && !original->get_bool();
    item.title = words_at(node, {"attributes", "title"});
    const Value* body = body_of(node);
    if (body != nullptr) {
      item.html = text_at(*body, {"processed"});
      if (item.html.empty()) item.html = text_at(*body, {"value"});
      item.summary = plain_text(text_at(*body, {"summary"}));
    }
    item.date = day_of(text_at(node, {"attributes", "created"}));
    if (item.date.empty()) item.date = day_of(text_at(node, {"attributes", "changed"}));
    put_address(node, item);
    put_related(node, item);
    return item;
  }

  // `body`, else the first field that is a formatted text.
  static const Value* body_of(const Value& node) {
    const Value* body = find(node, {"attributes", "body"});
    if (body != nullptr && body->is_object()) return body;
    const Value* attributes = find(node, {"attributes"});
    if (attributes != nullptr && attributes->is_object())
      for (const auto& field : attributes->get_object())
        if (find(field.value(), {"processed"}) != nullptr) return &field.value();
    return nullptr;
  }

  void put_address(const Value& node, Item& item) const {
    const std::string alias = text_at(node, {"attributes", "path", "alias"});
    if (!alias.empty()) item.slug = alias.substr(alias.rfind('/') + 1);
    std::string site = site_of(link_at(node, "self"));
    if (site.empty()) site = site_of(link_at(root_, "self"));
    const Value* number = find(node, {"attributes", "drupal_internal__nid"});
    if (site.empty()) return;
    if (alias.starts_with('/'))
      item.link = site + alias;
    else if (number != nullptr && number->is_int64())
      item.link = fmt::format("{}/node/{}", site, number->get_int64());
  }

  void put_related(const Value& node, Item& item) const {
    put_picture(related(node, "field_image"), item);
    const Value* fields = find(node, {"relationships"});
    if (fields == nullptr || !fields->is_object()) return;
    for (const auto& field : fields->get_object()) {
      const auto resources = all_of(find(field.value(), {"data"}));
      for (const Value* resource : resources)
        if (text_at(*resource, {"type"}).starts_with("taxonomy_term--"))
          if (const Value* term = included(*resource))
            item.categories.push_back(words_at(*term, {"attributes", "name"}));
      if (item.picture.empty() && field.key() != "field_image") put_picture(resources, item);
    }
  }

  // Of files and of Drupal's media, which name a file in turn. The first is taken.
  void put_picture(const std::vector<const Value*>& resources, Item& item) const {
    for (const Value* resource : resources) {
      const std::string type = text_at(*resource, {"type"});
      if (type != "file--file" && type != "media--image") continue;
      const Value* whole = included(*resource);
      if (whole == nullptr) {
        item.dropped.add("absent picture");
        continue;
      }
      if (type == "media--image") {
        put_picture(related(*whole, "field_media_image"), item);
        continue;
      }
      const std::string kind = text_at(*whole, {"attributes", "filemime"});
      if (!kind.empty() && !kind.starts_with("image/")) continue;
      const std::string address = text_at(*whole, {"attributes", "uri", "url"});
      if (address.empty()) continue;
      if (!item.picture.empty()) {
        item.dropped.add("further picture");
        continue;
      }
      item.picture = address;
      item.picture_description = text_at(*resource, {"meta", "alt"});
    }
  }

  [[nodiscard]] const Value* included(const Value& resource) const {
    const auto found = included_.find(key_of(resource));
    return found == included_.end() ? nullptr : found->second;
  }

  const Value& root_;
  Unpublished unpublished_;
  std::map<std::string, const Value*, std::less<>> included_;  // by type and id
};

}  // namespace

bool is_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

Result<Feed> read_drupal(std::string_view json, Unpublished unpublished) {
  const Value root = TRY(base::json::parse(json, feed_limit));
  for (const Value* error : all_of(find(root, {"errors"})))
    return fail(Code::invalid_input,
                fmt::format("the site answered \"{}: {}\" instead of articles",
                            words_at(*error, {"title"}), words_at(*error, {"detail"})));
  const Value* data = find(root, {"data"});
  if (data == nullptr || !(data->is_object() || data->is_array()))
    return fail(Code::invalid_input,
                "it is JSON, but no list of articles as Drupal gives it at /jsonapi/node/article");
  return Document(root, unpublished).read();
}

}  // namespace rohnamo::feed
