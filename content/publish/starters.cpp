#include "content/publish/starters.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "content/publish/decap.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/locale.hpp"
#include "content/publish/text_file.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr int notice_days = 30;

constexpr const char* channel_yaml = R"(# Who speaks, in which languages, about what.
# Every field is described in README.md beside this file.
format: 1
id: {id}
# The screen's first line:
organisation:
{names}# And its second:
name:
{names}# The screen returns to this one of the languages:
default_language: {first}
timezone: {timezone}
tint: "#0b5d8a"             # the channel's colour
languages:
{languages}# topics:                   # stories can go by topic:
#   - {{id: work, name: {{{first}: Work}}, tint: "#8a5a0b"}}
# screen: {{inches: 21.5, reading_distance_mm: 500}}
# carousel: {{dwell_seconds: 12}}
help: office                # the contact that "help" leads to
)";

constexpr const char* contact_yaml = R"(format: 1
id: {id}
status: {status}            # approved: it is published; draft: it is checked only
order: 10                   # lower comes first
name:
{names}# address_as_given: 1 Example Street, Dushanbe
# phones:
#   - {{number: "(+992 00) 000 0000", dial: "+992000000000"}}
# email: someone@example.org
# web: https://example.org
# opening:
#   mon-fri: ["09:00-12:00", "13:00-17:00"]
# hours: {{{first}: In August by appointment}}
)";

constexpr const char* story_yaml = R"(format: 1
id: {id}
{topic}# The language it is written in:
original: {first}
status: draft               # approved: it is published; draft: it is checked only
# date: 2026-01             # YYYY, YYYY-MM or YYYY-MM-DD
# picture: {{file: picture.jpg, focus: [0.5, 0.4]}}   # beside this file; what must stay visible
# order: 10                 # lower comes first
# show_from: 2026-01-01
# show_until: 2026-12-31
)";

constexpr const char* notice_yaml = R"(format: 1
id: {id}
urgency: normal             # or urgent: the whole screen, until somebody says to have read it
status: draft               # approved: it is published; draft: it is checked only
show_from: {from:%F}
show_until: {until:%F}
)";

constexpr const char* article_md = R"(---
title: {title}
summary: In one or two sentences, what this is about
language: {language}
translation: original
---
Write here, one empty line between paragraphs.
)";

constexpr const char* readme_md = R"(# {name}

This folder is a channel: what the screens show. It is plain files, and any editor will do.

- A new story: `rohnamo-content new story . its-name`, then write in `stories/its-name/{first}.md`.
- Other languages go beside it: {others}.
- Look at it as a visitor will, find what is wrong, see what is to come:
  `rohnamo-content check .` and `rohnamo-content status .`
- Or in forms, in a browser: see below.
- When it is good, write `status: approved` in its `.yaml`.
- Then publish: `rohnamo-content publish . --keys KEYS --out REPOSITORY`

`rohnamo-content --help` says more. Notices and contacts are begun with `new notice` and
`new contact`; a notice ends by itself on its `show_until`.

## In a browser

`admin/` holds the forms of [Decap CMS](https://decapcms.org) for this channel. On your own
computer, with Node.js, in this folder, both at once:

    npx decap-server@3.11.3
    npx http-server@14.1.1 -a localhost -p 8080

Then open http://localhost:8080/admin/. For several people, put this folder into a git repository
on Gitea, GitLab or GitHub, put `admin/` onto a web server, and say in `admin/config.yml` where the
repository is. Begin a story under “Stories”, then write its text under each language. When
languages or topics in `channel.yaml` change: `rohnamo-content new admin .`
)";

constexpr const char* gitignore = R"(# What computers leave behind
.DS_Store
Thumbs.db
desktop.ini
*~
*.swp
)";

constexpr const char* gitattributes =
    R"(# Texts have one kind of line end on every computer; the rest is not to be touched or compared.
* text=auto eol=lf
*.jpg binary
*.jpeg binary
*.png binary
*.webp binary
*.opus binary
*.ttf binary
)";

// The same text in every language, a line each.
std::string for_each_language(const std::vector<std::string>& languages, const std::string& text) {
  std::string lines;
  for (const auto& language : languages) lines += fmt::format("  {}: {}\n", language, text);
  return lines;
}

// A text as YAML takes it between quotes.
std::string quoted(const std::string& text) {
  std::string quotes = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quotes += '\\';
    quotes += c;
  }
  return quotes + '"';
}

class Writer {
 public:
  explicit Writer(base::Fs& fs) : fs_(fs) {}

  Result<void> write(const Path& path, std::string_view text) {
    if (fs_.exists(path))
      return fail(Code::invalid_input, fmt::format("{} is there already", path.string()));
    return replace(path, text);
  }
  Result<void> replace(const Path& path, std::string_view text) {
    TRY(fs_.make_directories(path.parent_path()));
    TRY(base::write_whole(fs_, path, text));
    written_.push_back(path);
    return {};
  }
  Paths take() { return std::move(written_); }

 private:
  base::Fs& fs_;
  Paths written_;
};

Result<void> check_names(const std::string& id, const NewChannel& channel) {
  if (!is_id(id))
    return fail(Code::invalid_input,
                fmt::format("`{}` is no id: name the folder with a-z, 0-9 and - alone", id));
  if (channel.languages.empty())
    return fail(Code::invalid_input, "a channel needs a language, as in --languages tg,ru,en");
  for (const auto& language : channel.languages)
    if (!is_language_tag(language))
      return fail(Code::invalid_input,
                  fmt::format("`{}` is no language: write a BCP 47 tag such as tg, fa or uz-Cyrl",
                              language));
  if (!is_timezone(channel.timezone))
    return fail(Code::invalid_input,
                fmt::format("`{}` is no time zone: write an IANA name such as Asia/Dushanbe",
                            channel.timezone));
  return {};
}

std::string language_lines(const std::vector<std::string>& languages) {
  std::string lines;
  for (const auto& code : languages)
    lines += fmt::format("  - {{code: {}, name: {}}}\n", code, quoted(own_name(code)));
  return lines;
}

// The English words under another language's name: a person translates them.
Result<void> begin_strings(base::Fs& fs, Writer& writer, const Path& folder,
                           const std::string& language, const Path& shipped) {
  if (fs.exists(shipped / (language + ".yaml"))) return {};
  std::string words = TRY(fs.read(shipped / "en.yaml", text_file_limit));
  const std::string english = "language: en\n";
  const auto at = words.find(english);
  if (at == std::string::npos) return fail(Code::corrupt, "en.yaml names no language");
  words.replace(at, english.size(),
                fmt::format("language: {}   # translate what follows\n", language));
  return writer.write(folder / "strings" / (language + ".yaml"), words);
}

std::string others(const std::vector<std::string>& languages) {
  std::string names;
  for (std::size_t i = 1; i < languages.size(); ++i)
    names += fmt::format("{}`{}.md`", i > 1 ? ", " : "", languages[i]);
  return names.empty() ? "add one to channel.yaml first" : names;
}

model::Channel with_languages(const NewChannel& channel) {
  model::Channel model;
  model.default_language = channel.languages.front();
  for (const auto& code : channel.languages) {
    model::Language language;
    language.code = code;
    language.name = own_name(code);
    model.languages.push_back(std::move(language));
  }
  return model;
}

// What a technician changed in it stays.
Result<void> write_page(base::Fs& fs, Writer& writer, const Path& page) {
  if (fs.exists(page)) return {};
  return writer.write(page, decap_page());
}

}  // namespace

Result<Paths> begin_admin(base::Fs& fs, const Path& folder, const model::Channel& channel) {
  const Path file = folder / "admin/config.yml";
  std::string before;
  if (fs.exists(file)) before = TRY(fs.read(file, text_file_limit));
  const auto config = decap_config(channel, before);
  if (!config)
    return fail(
        Code::invalid_input,
        fmt::format("{} was not written by `new admin`: rename it and try again", file.string()));
  Writer writer(fs);
  TRY(writer.replace(file, *config));
  TRY(write_page(fs, writer, folder / "admin/index.html"));
  return writer.take();
}

Result<Paths> begin_channel(base::Fs& fs, const Path& folder, const NewChannel& channel,
                            const Path& shipped_strings) {
  const std::string id = folder.filename().string();
  TRY(check_names(id, channel));
  if (const auto names = fs.list(folder); names && !names->empty())
    return fail(Code::invalid_input,
                fmt::format("{} is not empty: choose another folder", folder.string()));
  const std::string& first = channel.languages.front();
  const std::string names = for_each_language(channel.languages, quoted(channel.name));
  Writer writer(fs);
  TRY(writer.write(folder / "channel.yaml",
                   fmt::format(channel_yaml, fmt::arg("id", id), fmt::arg("names", names),
                               fmt::arg("first", first), fmt::arg("timezone", channel.timezone),
                               fmt::arg("languages", language_lines(channel.languages)))));
  TRY(writer.write(
      folder / "contacts/office.yaml",
      fmt::format(contact_yaml, fmt::arg("id", "office"), fmt::arg("status", "approved"),
                  fmt::arg("names", names), fmt::arg("first", first))));
  for (const auto& language : channel.languages)
    TRY(begin_strings(fs, writer, folder, language, shipped_strings));
  TRY(writer.write(folder / "README.md",
                   fmt::format(readme_md, fmt::arg("name", channel.name), fmt::arg("first", first),
                               fmt::arg("others", others(channel.languages)))));
  TRY(writer.write(folder / ".gitignore", gitignore));
  TRY(writer.write(folder / ".gitattributes", gitattributes));
  Paths written = writer.take();
  const Paths admin = TRY(begin_admin(fs, folder, with_languages(channel)));
  written.insert(written.end(), admin.begin(), admin.end());
  return written;
}

Result<Paths> begin_item(base::Fs& fs, const Path& folder, NewItem kind, const std::string& id,
                         const model::Channel& channel, base::Time now) {
  if (!is_id(id))
    return fail(Code::invalid_input,
                fmt::format("`{}` is no id: a-z, 0-9 and - alone, at most 64 of them", id));
  const std::string& first = channel.default_language;
  const std::string article =
      fmt::format(article_md, fmt::arg("title", quoted(id)), fmt::arg("language", first));
  Writer writer(fs);
  if (kind == NewItem::contact) {
    std::vector<std::string> languages;
    for (const auto& language : channel.languages) languages.push_back(language.code);
    TRY(writer.write(folder / "contacts" / (id + ".yaml"),
                     fmt::format(contact_yaml, fmt::arg("id", id), fmt::arg("status", "draft"),
                                 fmt::arg("names", for_each_language(languages, quoted(id))),
                                 fmt::arg("first", first))));
  } else if (kind == NewItem::story) {
    const std::string topic =
        channel.topics.empty() ? "" : fmt::format("topic: {}\n", channel.topics.front().id);
    TRY(writer.write(folder / "stories" / id / "story.yaml",
                     fmt::format(story_yaml, fmt::arg("id", id), fmt::arg("topic", topic),
                                 fmt::arg("first", first))));
    TRY(writer.write(folder / "stories" / id / (first + ".md"), article));
  } else {
    TRY(writer.write(folder / "notices" / id / "notice.yaml",
                     fmt::format(notice_yaml, fmt::arg("id", id), fmt::arg("from", now),
                                 fmt::arg("until", now + std::chrono::days(notice_days)))));
    TRY(writer.write(folder / "notices" / id / (first + ".md"), article));
  }
  return writer.take();
}

}  // namespace rohnamo::publish
