#include "content/publish/article.hpp"

#include <fmt/format.h>

#include "content/base/utf8.hpp"
#include "content/publish/revision.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {
namespace {

// The end of the line that begins at `start`, past its line feed.
std::size_t next_line(std::string_view text, std::size_t start) {
  const auto end = text.find('\n', start);
  return end == std::string_view::npos ? text.size() : end + 1;
}

bool is_fence(std::string_view line) {
  const auto last = line.find_last_not_of(" \t\n");
  return line.substr(0, last + 1) == "---";
}

void advise_length(const Yaml& field, const std::string& text, std::size_t advised) {
  const auto length = base::utf8::characters(text);
  if (length > advised)
    field.warning(fmt::format("this has {} characters, advised are at most {}", length, advised),
                  "Shorten it: a slide may not have room for all of it.");
}

// Bytes that they have at most when they are put together: a byte of text as \u00xx, and no more
// names and numbers around it than this.
constexpr std::size_t most_for_a_byte = 6, most_around = 100;

std::size_t most_bytes(const model::Spans& spans) {
  std::size_t bytes = 0;
  for (const auto& span : spans)
    bytes += most_around + (span.text.size() + span.link.size()) * most_for_a_byte;
  return bytes;
}

std::size_t most_bytes(const std::vector<model::Block>& blocks) {
  std::size_t bytes = 0;
  for (const auto& block : blocks) {
    bytes += most_around + most_bytes(block.spans) + most_bytes(block.blocks);
    for (const auto& row : block.rows)
      for (const auto& cell : row) bytes += most_around + most_bytes(cell);
  }
  return bytes;
}

// Few documents are so long that they must be put together to know it.
bool is_too_long(const model::Document& document) {
  return most_around + most_bytes(document.blocks) > model::document_limit &&
         model::serialize(document).size() > model::document_limit;
}

std::string read_translation(const Yaml& root, Faults& faults) {
  const Yaml field = root.required("translation");
  const auto value = field.text();
  if (!value) return {};
  if (*value != "original" && *value != "draft" && *value != "unreviewed" && *value != "reviewed")
    field.error(fmt::format("`translation` is `{}`", *value),
                "Write original, draft, unreviewed or reviewed.");
  if (*value == "draft")
    field.warning("this translation is a draft and is not shown",
                  "Translate what it lacks, then write `translation: unreviewed`.");
  if (*value == "unreviewed")
    faults.untranslated(
        field.place(), "nobody has read this translation yet",
        "Have a speaker of the language read it, then write `translation: reviewed`.");
  return *value;
}

// Says again what the file's name says, for editors that know fields alone.
bool says_language(const Yaml& root, const TextFile& file) {
  const Yaml field = root.optional("language");
  const auto value = field.text();
  const std::string named = base::Path(file.name).stem().string();
  if (value && *value != named)
    field.error(fmt::format("`language` is `{}`, the file's name says `{}`", *value, named),
                fmt::format("Write `language: {}`, or move the text to {}.md.", named, *value));
  return field.present();
}

}  // namespace

std::optional<FrontMatter> find_front_matter(const TextFile& file, Faults& faults) {
  const std::string_view text = file.text;
  FrontMatter found;
  found.begin = next_line(text, 0);
  if (!is_fence(text.substr(0, found.begin))) {
    faults.error(Place{file.name, 1, 1}, "the file does not begin with front matter",
                 "Begin with a line `---`, then `title: …`, then another line `---`.");
    return std::nullopt;
  }
  for (std::size_t line = found.begin; line < text.size(); line = found.body) {
    found.body = next_line(text, line);
    found.end = line;
    if (is_fence(text.substr(line, found.body - line))) return found;
  }
  faults.error(Place{file.name, 1, 1}, "the front matter does not end",
               "Put a line `---` between the front matter and the body.");
  return std::nullopt;
}

std::optional<Article> read_article(const TextFile& file, ArticleKind kind, Faults& faults) {
  const auto front = find_front_matter(file, faults);
  if (!front) return std::nullopt;
  Article article;
  article.body = read_markdown(file, front->body, faults);
  if (article.body.document.blocks.empty() && kind == ArticleKind::story)
    faults.error(file.place(file.text.size()), "the story has no body",
                 "Write the story after the line `---`.");
  if (is_too_long(article.body.document))
    faults.error(file.whole(), "the body is too long for the screens", "Split the story in two.");

  const auto root = Yaml::parse_part(file, front->begin, front->end, faults);
  if (!root) return std::nullopt;
  const Yaml title = root->required("title");
  article.title = title.text().value_or("");
  advise_length(title, article.title, title_advised);
  const Yaml summary =
      kind == ArticleKind::story ? root->required("summary") : root->optional("summary");
  article.summary = summary.text().value_or("");
  advise_length(summary, article.summary, summary_advised);
  article.picture_description = root->optional("picture").text().value_or("");
  article.translation = read_translation(*root, faults);
  article.says_language = says_language(*root, file);
  const Yaml source = root->optional("source");
  article.source = source.text().value_or("");
  if (source) article.source_place = source.place();
  article.revision = source_revision(article.title, article.summary, article.picture_description,
                                     std::string_view(file.text).substr(front->body));
  root->unknown();
  if (article.title.empty()) return std::nullopt;
  return article;
}

}  // namespace rohnamo::publish
