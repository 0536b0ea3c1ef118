#include "content/publish/contact_sheet.hpp"

#include <fmt/format.h>

namespace rohnamo::publish {
namespace {

constexpr const char* head = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{0}</title>
<style>
  body {{ margin: 2rem; font: 1rem/1.4 system-ui, sans-serif; color: #1b1f24; background: #f4f5f6; }}
  h2 {{ margin: 2.5rem 0 1rem; }}
  .pages {{ display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); align-items: end; }}
  figure {{ margin: 0; }}
  img {{ width: 100%; display: block; box-shadow: 0 1px 4px #0004; }}
  figcaption {{ margin-top: .4rem; font-size: .9rem; color: #555; }}
  @media print {{ figure {{ break-inside: avoid; }} }}
</style>
<h1>{0}</h1>
)";

std::string escaped(const std::string& text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

}  // namespace

std::string contact_sheet(const std::string& title, const std::vector<base::Path>& pictures) {
  std::string html = fmt::format(head, escaped(title));
  base::Path folder;
  bool open = false;
  for (const base::Path& picture : pictures) {
    if (!open || picture.parent_path() != folder) {
      folder = picture.parent_path();
      html += fmt::format("{}<h2>{}</h2>\n<div class=\"pages\">\n", open ? "</div>\n" : "",
                          escaped(folder.string()));
      open = true;
    }
    html += fmt::format(
        "<figure><a href=\"{0}\"><img loading=\"lazy\" src=\"{0}\" alt=\"{1}\"></a>"
        "<figcaption>{1}</figcaption></figure>\n",
        escaped(picture.string()), escaped(picture.stem().string()));
  }
  return html + (open ? "</div>\n" : "") + "</html>\n";
}

}  // namespace rohnamo::publish
