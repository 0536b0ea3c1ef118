#include "content/feed/feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "content/feed/article_html.hpp"
#include "content/feed/dates.hpp"
#include "content/feed/drupal.hpp"
#include "content/feed/encoding.hpp"
#include "content/feed/markdown_writer.hpp"
#include "content/feed/wordpress.hpp"

namespace rohnamo::feed {
namespace {

using base::Code;
using base::fail;
using base::Result;
using pugi::xml_node;

std::string trimmed(std::string_view text) {
  constexpr const char* spaces = " \t\r\n";
  const auto first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(spaces) + 1 - first));
}

// All text and CDATA of it, together.
std::string text_of(const xml_node& node) {
  std::string text;
  for (const auto& child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  return trimmed(text);
}

std::string text_of(const xml_node& node, const char* name) {
  return text_of(node.child(name));
}

// The first of these that says something.
std::string first_of(const xml_node& node, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (auto text = text_of(node, name); !text.empty()) return text;
  return {};
}

bool is_picture(const xml_node& node) {
  const std::string_view type = node.attribute("type").value();
  const std::string_view medium = node.attribute("medium").value();
  if (!type.empty()) return type.starts_with("image/");
  if (!medium.empty()) return medium == "image";
  const std::string url = node.attribute("url").value();
  const auto dot = url.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : url.substr(dot);
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png" || ending == ".webp";
}

// Of RSS's enclosures and Yahoo's media fields, wherever they are nested.
void find_picture(const xml_node& node, Item& item) {
  for (const auto& child : node.children()) {
    const std::string_view name = child.name();
    if (name == "media:group") find_picture(child, item);
    if (!item.picture.empty()) return;
    const bool picture = name == "media:thumbnail" ||
                         ((name == "enclosure" || name == "media:content") && is_picture(child));
    if (!picture) continue;
    item.picture = child.attribute("url").value();
    item.picture_description = first_of(child, {"media:description", "media:title"});
  }
}

Item read_rss_item(const xml_node& node) {
  Item item;
  item.link = text_of(node, "link");
  item.id = text_of(node, "guid");
  if (item.id.empty()) item.id = node.attribute("rdf:about").value();
  if (item.id.empty()) item.id = item.link;
  if (item.link.empty() && item.id.starts_with("http")) item.link = item.id;
  item.title = plain_text(text_of(node, "title"));
  item.html = first_of(node, {"content:encoded", "description"});
  const std::string excerpt = first_of(node, {"excerpt:encoded", "description"});
  if (excerpt != item.html) item.summary = plain_text(excerpt);
  item.date = day_of(first_of(node, {"pubDate", "dc:date"}));
  item.language = first_of(node, {"dc:language"});
  for (const auto& category : node.children("category"))
    if (WordPress::is_topic(category)) item.categories.push_back(text_of(category));
  for (const auto& subject : node.children("dc:subject"))
    item.categories.push_back(text_of(subject));
  find_picture(node, item);
  return item;
}

// RFC 4287 3.1: plain text, HTML in text, or XHTML as elements. Atom 0.3, which it replaced, names
// media types.
std::string atom_html(const xml_node& text) {
  const std::string_view type = text.attribute("type").value();
  if (std::ranges::any_of(text.children(), [](const xml_node& child) {
        return child.type() == pugi::node_element;
      })) {
    std::ostringstream html;
    for (const auto& child : text.children()) child.print(html, "", pugi::format_raw);
    return html.str();
  }
  const std::string words = text_of(text);
  const bool html = type == "html" || type == "text/html" || type == "application/xhtml+xml";
  return html ? words : escaped_html(words);
}

Item read_atom_entry(const xml_node& node) {
  Item item;
  item.id = text_of(node, "id");
  for (const auto& link : node.children("link")) {
    const std::string_view relation = link.attribute("rel").as_string("alternate");
    const std::string address = link.attribute("href").value();
    if (relation == "alternate" && item.link.empty()) item.link = address;
    const std::string_view type = link.attribute("type").value();
    if (relation == "enclosure" && type.starts_with("image/") && item.picture.empty())
      item.picture = address;
  }
  if (item.id.empty()) item.id = item.link;
  item.title = plain_text(atom_html(node.child("title")));
  item.summary = plain_text(atom_html(node.child("summary")));
  item.html = atom_html(node.child("content"));
  if (item.html.empty()) {
    item.html = atom_html(node.child("summary"));
    item.summary.clear();
  }
  item.date = day_of(first_of(node, {"published", "issued", "created", "updated", "modified"}));
  item.language = node.attribute("xml:lang").value();
  for (const auto& category : node.children("category")) {
    const std::string label = category.attribute("label").value();
    item.categories.push_back(label.empty() ? category.attribute("term").value() : label);
  }
  find_picture(node, item);
  return item;
}

// "/a.jpg" and "//host/a.jpg" on the item's own page.
std::string whole_address(const std::string& address, const std::string& page) {
  const auto host = page.find("://");
  if (host == std::string::npos || !address.starts_with('/')) return address;
  const bool names_host = address.starts_with("//");
  return page.substr(0, names_host ? host + 1 : page.find('/', host + 3)) + address;
}

// What is only found in the text itself.
void complete(Item& item) {
  if (item.picture.empty()) {
    const auto found = clean_html(item.html).picture;
    item.picture = found.url;
    item.picture_description = found.description;
  }
  item.picture = whole_address(item.picture, item.link);
  std::erase(item.categories, "");
  if (item.id.empty()) item.group.clear();
}

Result<Feed> read_rss(const xml_node& channel, const xml_node& items, Unpublished unpublished) {
  const WordPress wordpress(channel);
  Feed feed;
  feed.language = first_of(channel, {"language", "dc:language"});
  for (const auto& node : items.children("item")) {
    if (wordpress.is_export() && !wordpress.takes(node, unpublished, feed.skipped)) continue;
    Item item = read_rss_item(node);
    if (wordpress.is_export()) wordpress.complete(node, item);
    feed.items.push_back(std::move(item));
  }
  return feed;
}

Result<Feed> read_atom(const xml_node& root) {
  Feed feed;
  feed.language = root.attribute("xml:lang").value();
  for (const auto& node : root.children("entry")) feed.items.push_back(read_atom_entry(node));
  return feed;
}

Result<Feed> read_root(const xml_node& root, Unpublished unpublished) {
  const std::string_view name = root.name();
  if (name == "rss") return read_rss(root.child("channel"), root.child("channel"), unpublished);
  if (name == "rdf:RDF") return read_rss(root.child("channel"), root, unpublished);
  if (name == "feed") return read_atom(root);
  if (name == "html" || name == "HTML")
    return fail(Code::invalid_input,
                "this is a web page, not a feed: look on it for a link to RSS or Atom");
  return fail(
      Code::invalid_input,
      fmt::format("its root is <{}>: it is neither RSS, Atom nor WordPress's export", name));
}

int line_of(std::string_view text, std::ptrdiff_t offset) {
  const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + end, '\n'));
}

Result<Feed> read_xml(const std::string& text, Unpublished unpublished) {
  pugi::xml_document document;
  // Entities that a file defines stay as they are written: pugixml expands none of them.
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  const xml_node root = document.document_element();
  const std::string_view name = root.name();
  if (!parsed && name != "html" && name != "HTML")
    return fail(Code::invalid_input,
                fmt::format("line {}: {}: it is damaged, cut off, or no feed",
                            line_of(text, parsed.offset), parsed.description()));
  return read_root(root, unpublished);
}

}  // namespace

Result<Feed> read_feed(std::string_view bytes, Unpublished unpublished) {
  if (bytes.starts_with("\x1f\x8b"))
    return fail(Code::invalid_input, "it is packed by gzip: unpack it first, as with gunzip");
  if (bytes.starts_with("PK\x03\x04"))
    return fail(Code::invalid_input, "it is a ZIP archive: unpack it, and import the file in it");
  if (bytes.size() > feed_limit)
    return fail(Code::too_large, fmt::format("it has more than {} MB", feed_limit >> 20));
  const Decoded decoded = TRY(to_utf8(bytes));
  Feed feed = TRY(is_json(decoded.text) ? read_drupal(decoded.text, unpublished)
                                        : read_xml(decoded.text, unpublished));
  for (Item& item : feed.items) complete(item);
  feed.encoding = decoded.encoding;
  feed.guessed = decoded.guessed;
  return feed;
}

}  // namespace rohnamo::feed
