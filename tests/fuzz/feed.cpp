// Somebody's feed, and the HTML in it, on the way to a story.
#include "content/feed/feed.hpp"

#include "content/feed/article_html.hpp"
#include "content/feed/markdown_writer.hpp"
#include "content/publish/article.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

// What is written of it is Markdown that a story takes, whatever it was.
void check(std::string_view html) {
  const std::string body = feed::to_markdown(feed::clean_html(html).text);
  if (body.empty()) return;
  const publish::TextFile file{"in",
                               "---\ntitle: a\nsummary: b\ntranslation: original\n---\n" + body};
  publish::Faults faults;
  static_cast<void>(publish::read_article(file, publish::ArticleKind::story, faults));
  for (const auto& fault : faults.sorted())
    if (fault.severity == publish::Severity::error)
      std::fprintf(stderr, "%s", publish::to_string(fault).c_str());
  fuzz::require(faults.errors() == 0, "what is cleaned has no fault");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  check(bytes);
  const auto feed = feed::read_feed(bytes, feed::Unpublished::take);
  if (!feed) return 0;
  for (const auto& item : feed->items) check(item.html);
  return 0;
}
