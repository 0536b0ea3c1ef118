// The page on which Decap CMS shows a channel's forms: it loads Decap, and mends what Decap writes.
#pragma once

#include <string_view>

namespace rohnamo::publish {

constexpr std::string_view decap_page_html = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Channel</title>
<link rel="cms-config-url" type="text/yaml" href="config.yml">
</head>
<body>
<!-- Decap CMS, MIT licence, one fixed version, from the Internet. For a network without it:
     npm pack decap-cms@3.16.3, unpack it, put its folder dist here as admin/decap-cms, and write
     src="decap-cms/decap-cms.js". -->
<script src="https://unpkg.com/decap-cms@3.16.3/dist/decap-cms.js"
        integrity="sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p"
        crossorigin="anonymous"></script>
<script>
"use strict";

// Decap writes fields that nobody filled in as empty texts: they are left out.
function withoutEmpty(value) {
  if (!value || typeof value.filter !== "function") return value;
  return value.map(withoutEmpty)
      .filter(part => part !== "" && part !== null && part !== undefined && part.size !== 0);
}

function isWithoutFile(picture) {
  return picture && typeof picture.has === "function" && !picture.has("file");
}

function cleaned(data) {
  let clean = withoutEmpty(data);
  if (isWithoutFile(clean.get("picture"))) clean = clean.delete("picture");
  const body = clean.get("body");
  return body && !body.endsWith("\n") ? clean.set("body", body + "\n") : clean;
}

// An item's name is that of its folder, or of its file. Another one would move the whole folder.
function checkName(entry) {
  if (entry.get("newRecord")) return;
  const now = entry.get("path").split("/")[1].replace(/\.yaml$/, "");
  const wanted = entry.getIn(["data", "id"]) || entry.getIn(["meta", "path"]);
  if (wanted !== now)
    throw new Error(`this is called “${now}” and keeps that name: write “${now}” again`);
}

CMS.registerEventListener({
  name: "preSave",
  handler: ({entry}) => {
    checkName(entry);
    return cleaned(entry.get("data"));
  },
});

// After saving, Decap goes to the text's name in small letters, which is no text's where the
// language has capitals (uz-Cyrl).
addEventListener("hashchange", () => {
  const place = location.hash.match(/^(#\/collections\/[a-z]+_([^/]+)\/entries\/[^/]+\/)([^/]+)$/);
  if (!place || place[3] === place[2] || place[3] !== place[2].toLowerCase()) return;
  location.replace(place[1] + place[2]);
  location.reload();
});
</script>
</body>
</html>
)";

}  // namespace rohnamo::publish
