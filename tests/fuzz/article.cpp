// An editor's <language>.md: front matter and Markdown.
#include "content/publish/article.hpp"

#include "tests/fakes/memory_fs.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

void check(const publish::TextFile& file, publish::ArticleKind kind) {
  publish::Faults faults;
  const auto article = publish::read_article(file, kind, faults);
  if (!article) {
    fuzz::require(faults.errors() > 0, "what is no article has a fault");
    return;
  }
  if (faults.errors() > 0) return;
  const auto document = model::parse_document(model::serialize(article->body.document));
  fuzz::require(document && *document == article->body.document,
                "what has no fault is read by the screens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fakes::MemoryFs fs;
  publish::Faults faults;
  fuzz::require(base::write_whole(fs, "/en.md", fuzz::as_text(data, size)).has_value(),
                "a file can be written");
  const auto file = publish::read_text(fs, "/en.md", faults);
  if (!file) return 0;
  check(*file, publish::ArticleKind::story);
  check(*file, publish::ArticleKind::notice);
  return 0;
}
