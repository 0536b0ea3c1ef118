#include "content/feed/article_html.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>
#include <utility>

#include "content/feed/markdown_writer.hpp"

namespace rohnamo::feed {
namespace {

constexpr std::size_t most_columns = 6, most_rows = 40;  // of a table that a screen can show
constexpr int tracker_side = 3;                          // pixels
constexpr int deepest_list = 8;

using Names = std::set<std::string, std::less<>>;

// Gone with all that is in them.
const Names unwanted{"script", "style", "iframe", "object",   "embed", "form",  "video",
                     "audio",  "svg",   "canvas", "noscript", "input", "applet"};
const Names silent{"head", "template", "button", "select", "meta", "link"};
const Names blocks{"p",       "div",     "section", "article", "header",     "footer", "main",
                   "aside",   "figure",  "body",    "html",    "center",     "pre",    "address",
                   "details", "summary", "dl",      "dt",      "dd",         "nav",    "figcaption",
                   "table",   "ul",      "ol",      "li",      "blockquote", "hr"};

std::string name_of(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : "";
}

std::string attribute(xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
      xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
  return value ? reinterpret_cast<const char*>(value.get()) : "";
}

bool is_heading(const std::string& name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

bool is_web(std::string_view link) {
  return (link.starts_with("https://") || link.starts_with("http://")) && link.size() <= 2000 &&
         link.find_first_of(" \t\r\n\"<>") == std::string_view::npos;
}

bool is_tiny(const std::string& length) {
  int pixels = 0;
  const auto end = std::from_chars(length.data(), length.data() + length.size(), pixels).ptr;
  return end != length.data() && pixels <= tracker_side;
}

// Of spaces alone, those that editors put into empty paragraphs (U+00A0) too.
bool is_blank(const Runs& runs) {
  std::string words = plain(runs);
  for (auto at = words.find("\xc2\xa0"); at != std::string::npos; at = words.find("\xc2\xa0", at))
    words.erase(at, 2);
  return words.find_first_not_of(' ') == std::string::npos;
}

class Cleaner {
 public:
  CleanedArticle clean(xmlNode* root) {
    walk(root);
    flush();
    return std::move(article_);
  }
  Dropped& dropped() { return article_.dropped; }

 private:
  void walk_children(xmlNode* node) {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) walk(child);
  }

  void walk(xmlNode* node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      return add_text(reinterpret_cast<const char*>(node->content));
    const std::string name = name_of(node);
    if (name.empty() || silent.contains(name)) return;
    if (unwanted.contains(name)) return dropped().add(name);
    if (name == "img") return picture(node);
    if (name == "br") return add_text(" ");
    if (is_heading(name)) return heading(node, name[1] <= '2' ? 2 : 3);
    if (name == "ul" || name == "ol") return list(node, name == "ol");
    if (name == "table") return table(node);
    if (name == "blockquote") return quote(node);
    if (name == "hr") return rule();
    if (name == "figcaption") return caption(node);
    const bool block = blocks.contains(name);
    if (block) flush();
    inline_element(node, name);
    if (block) flush();
  }

  void inline_element(xmlNode* node, const std::string& name) {
    const Run before = style_;
    if (name == "b" || name == "strong") style_.bold = true;
    if (name == "i" || name == "em" || name == "cite") style_.italic = true;
    if (name == "a") {
      const std::string link = attribute(node, "href");
      if (is_web(link))
        style_.link = link;
      else if (!link.empty())
        dropped().add("link to no web page");
    }
    walk_children(node);
    style_ = before;
  }

  // White space is one space; control characters are none.
  void add_text(std::string_view text) {
    Run run = style_;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (space && (run.text.empty() ? ends_with_space() : run.text.back() == ' ')) continue;
      if (space || c < 0 || (c >= 0x20 && c != 0x7f)) run.text += space ? ' ' : c;
    }
    if (run.text.empty()) return;
    const bool same = !runs_.empty() && runs_.back().bold == run.bold &&
                      runs_.back().italic == run.italic && runs_.back().link == run.link;
    if (same)
      runs_.back().text += run.text;
    else
      runs_.push_back(std::move(run));
  }

  [[nodiscard]] bool ends_with_space() const {
    return runs_.empty() || runs_.back().text.ends_with(' ');
  }

  // Ends the block at work. Inside an item or a cell there is one block alone.
  void flush() {
    if (inside_ > 0) return add_text(" ");
    Block block;
    block.type = quotes_ > 0 ? Block::Type::quote : Block::Type::paragraph;
    put(std::move(block));
  }

  void put(Block block) {
    block.runs = std::move(runs_);
    runs_.clear();
    if (!is_blank(block.runs)) article_.text.blocks.push_back(std::move(block));
  }

  void heading(xmlNode* node, int level) {
    flush();
    if (inside_ > 0 || quotes_ > 0) return walk_children(node), flush();
    ++inside_;
    walk_children(node);
    --inside_;
    for (Run& run : runs_) run.bold = false;
    Block block;
    block.type = Block::Type::heading;
    block.level = level;
    put(std::move(block));
  }

  void list(xmlNode* node, bool numbered) {
    if (quotes_ > 0 || cells_ > 0 || level_ >= deepest_list) {
      walk_children(node);
      return flush();
    }
    if (level_ == 0) flush();
    ++level_;
    int number = 0;
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string name = name_of(child);
      if (name == "li") item(child, numbered ? ++number : 0);
      if (name != "ul" && name != "ol") continue;
      --level_;
      list(child, name == "ol");
      ++level_;
    }
    --level_;
  }

  // All of its own text comes before the lists within it, as Markdown here demands.
  void item(xmlNode* node, int number) {
    Runs outside = std::move(runs_);
    runs_.clear();
    const int inside = std::exchange(inside_, 1);
    std::vector<xmlNode*> within;
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string name = name_of(child);
      if (name == "ul" || name == "ol")
        within.push_back(child);
      else
        walk(child);
    }
    Block block;
    block.type = Block::Type::item;
    block.level = level_;
    block.number = number;
    const bool empty = is_blank(runs_);
    put(std::move(block));
    for (xmlNode* more : within) {
      if (empty) level_ -= 1;  // an item without text of its own: what is within takes its place
      list(more, name_of(more) == "ol");
      if (empty) level_ += 1;
    }
    inside_ = inside;
    runs_ = std::move(outside);
  }

  void quote(xmlNode* node) {
    flush();
    ++quotes_;
    walk_children(node);
    flush();
    --quotes_;
  }

  void rule() {
    flush();
    if (inside_ > 0 || quotes_ > 0) return;
    Block block;
    block.type = Block::Type::rule;
    const auto& all = article_.text.blocks;
    if (!all.empty() && all.back().type != Block::Type::rule)
      article_.text.blocks.push_back(std::move(block));
  }

  void find_rows(xmlNode* node, Block& table) {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string name = name_of(child);
      if (name == "tr") table.rows.push_back(cells_of(child));
      if (name == "tbody" || name == "thead" || name == "tfoot") find_rows(child, table);
    }
    std::erase_if(table.rows, [](const auto& row) { return row.empty(); });
  }

  std::vector<Runs> cells_of(xmlNode* row) {
    std::vector<Runs> cells;
    ++inside_, ++cells_;
    for (xmlNode* child = row->children; child != nullptr; child = child->next) {
      const std::string name = name_of(child);
      if (name != "td" && name != "th") continue;
      walk_children(child);
      cells.push_back(std::move(runs_));
      runs_.clear();
    }
    --inside_, --cells_;
    return cells;
  }

  // One that screens cannot show becomes a paragraph for each row.
  void table(xmlNode* node) {
    flush();
    if (inside_ > 0) return walk_children(node), flush();
    Block block;
    block.type = Block::Type::table;
    find_rows(node, block);
    if (block.rows.empty()) return;
    const auto widest =
        std::ranges::max(block.rows, {}, [](const auto& row) { return row.size(); });
    if (quotes_ == 0 && block.rows.size() > 1 && block.rows.size() <= most_rows &&
        widest.size() > 1 && widest.size() <= most_columns)
      return article_.text.blocks.push_back(std::move(block));
    if (widest.size() > 1) dropped().add("table's form");
    for (auto& row : block.rows) {
      for (auto& cell : row) {
        if (!runs_.empty()) add_text(" ");
        runs_.insert(runs_.end(), cell.begin(), cell.end());
      }
      flush();
    }
  }

  void picture(xmlNode* node) {
    if (is_tiny(attribute(node, "width")) || is_tiny(attribute(node, "height")))
      return dropped().add("tracker");
    const std::string url = attribute(node, "src");
    if (url.empty() || url.starts_with("data:")) return dropped().add("picture");
    if (!article_.picture.url.empty()) return dropped().add("further picture");
    article_.picture = {url, attribute(node, "alt")};
  }

  // Under the first picture it describes that, else it is text.
  void caption(xmlNode* node) {
    flush();
    const std::size_t before = article_.text.blocks.size();
    walk_children(node);
    if (article_.picture.url.empty() || !article_.picture.description.empty() || inside_ > 0)
      return flush();
    article_.picture.description = plain(runs_);
    runs_.clear();
    article_.text.blocks.resize(before);
  }

  CleanedArticle article_;
  Runs runs_;  // of the block at work
  Run style_;  // of text to come; without words
  int inside_ = 0, quotes_ = 0, cells_ = 0;
  int level_ = 0;  // of lists
};

}  // namespace

CleanedArticle clean_html(std::string_view html) {
  Cleaner cleaner;
  if (html.size() > html_limit) {
    html = html.substr(0, html_limit);
    cleaner.dropped().add("end of a text that is too long");
  }
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlReadMemory(html.data(), static_cast<int>(html.size()), "", "UTF-8", options), xmlFreeDoc);
  xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  return root == nullptr ? CleanedArticle{} : cleaner.clean(root);
}

std::string plain_text(std::string_view html) {
  std::string text;
  for (const Block& block : clean_html(html).text.blocks)
    text += (text.empty() ? "" : " ") + plain(block.runs);
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::string escaped_html(std::string_view words) {
  std::string html;
  for (const char c : words) html += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return html;
}

}  // namespace rohnamo::feed
