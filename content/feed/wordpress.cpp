#include "content/feed/wordpress.hpp"

#include <fmt/format.h>

#include <regex>

namespace rohnamo::feed {
namespace {

// Polylang's taxonomies.
constexpr std::string_view of_languages = "language", of_translations = "post_translations";

std::string meta(const pugi::xml_node& item, std::string_view key) {
  for (const auto& entry : item.children("wp:postmeta"))
    if (entry.child_value("wp:meta_key") == key) return entry.child_value("wp:meta_value");
  return {};
}

// `%d1%82` as browsers write what is not ASCII.
std::string unescaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool code = text[i] == '%' && i + 2 < text.size() &&
                      std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                      std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    result += code ? static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)) : text[i];
    if (code) i += 2;
  }
  return result;
}

// The letters of a shortcode's name behind `[` or `[/`.
std::string_view shortcode_name(std::string_view text) {
  const bool closes = text.starts_with("[/");
  text.remove_prefix(closes ? 2 : 1);
  const auto end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-");
  return text.substr(0, end);
}

// `[gallery ids="1,2"]`, `[caption]`, `[/caption]`; not `[sic]` or `[a note]`.
bool is_shortcode(std::string_view text, std::string_view whole) {
  static const std::map<std::string_view, bool> alone{
      {"gallery", true}, {"more", true}, {"playlist", true}, {"audio", true}, {"video", true}};
  const auto name = shortcode_name(text);
  if (name.empty()) return false;
  if (text.starts_with("[/") || text.find('=') != std::string_view::npos) return true;
  const bool only_name = text.size() == name.size() + 2;
  return only_name && (alone.contains(name) ||
                       whole.find("[/" + std::string(name) + "]") != std::string_view::npos);
}

std::string without_shortcodes(const std::string& html, Dropped& dropped) {
  constexpr std::size_t longest = 1000;
  std::string result;
  for (std::size_t at = 0; at < html.size();) {
    const auto open = std::min(html.find('[', at), html.size());
    result.append(html, at, open - at);
    at = open;
    if (at == html.size()) break;
    const auto close = html.find(']', at);
    const std::size_t length = close == std::string::npos ? 0 : close + 1 - at;
    if (length > 2 && length <= longest && is_shortcode({html.data() + at, length}, html)) {
      if (html[at + 1] != '/') dropped.add("shortcode");
      at += length;
    } else {
      result += html[at++];
    }
  }
  return result;
}

// The editor before WordPress 5 wrote no <p>: an empty line parts paragraphs.
std::string with_paragraphs(const std::string& html) {
  if (html.find("<p") != std::string::npos || html.find("<!-- wp:") != std::string::npos)
    return html;
  static const std::regex empty_line("\r?\n[ \t]*\r?\n");
  return std::regex_replace(html, empty_line, "\n<p>");
}

// Of Polylang, and of WPML with its Export and Import, whose numbers begin anew on each site.
void put_language(const pugi::xml_node& node, const std::string& site, Item& item) {
  for (const auto& category : node.children("category")) {
    const std::string_view domain = category.attribute("domain").value();
    if (domain == of_languages) item.language = category.attribute("nicename").value();
    if (domain == of_translations) item.group = category.attribute("nicename").value();
  }
  const std::string language = meta(node, "_wpml_import_language_code");
  if (language.empty()) return;
  item.language = language;
  const std::string group = meta(node, "_wpml_import_translation_group");
  if (!group.empty()) item.group = fmt::format("{}#{}", site, group);
  item.translated = !meta(node, "_wpml_import_source_language_code").empty();
}

}  // namespace

WordPress::WordPress(const pugi::xml_node& channel)
    : is_export_(channel.child("wp:wxr_version") != nullptr),
      site_(channel.child_value("wp:base_blog_url")) {
  for (const auto& item : channel.children("item"))
    if (item.child_value("wp:post_type") == std::string_view("attachment"))
      attachments_[item.child_value("wp:post_id")] = {item.child_value("wp:attachment_url"),
                                                      meta(item, "_wp_attachment_image_alt")};
}

bool WordPress::takes(const pugi::xml_node& node, Unpublished unpublished, Dropped& skipped) const {
  const std::string type = node.child_value("wp:post_type");
  const std::string status = node.child_value("wp:status");
  if (type != "post" && type != "page") {
    if (type != "attachment") skipped.add("item that is neither post nor page");
    return false;
  }
  if (status == "publish" || status.empty()) return true;
  const bool kept =
      status == "draft" || status == "pending" || status == "private" || status == "future";
  if (kept && unpublished == Unpublished::take) return true;
  skipped.add(kept ? status + " " + type : "deleted " + type);
  return false;
}

void WordPress::complete(const pugi::xml_node& node, Item& item) const {
  item.slug = unescaped(node.child_value("wp:post_name"));
  if (const std::string date = node.child_value("wp:post_date"); !date.empty())
    item.date = date.substr(0, 10);
  put_language(node, site_, item);
  const auto thumbnail = attachments_.find(meta(node, "_thumbnail_id"));
  if (thumbnail != attachments_.end()) {
    item.picture = thumbnail->second.url;
    item.picture_description = thumbnail->second.description;
  }
  item.html = with_paragraphs(without_shortcodes(item.html, item.dropped));
}

bool WordPress::is_topic(const pugi::xml_node& category) {
  const std::string_view domain = category.attribute("domain").value();
  return domain != of_languages && domain != of_translations;
}

}  // namespace rohnamo::feed
