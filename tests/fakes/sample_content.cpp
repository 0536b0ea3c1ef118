#include "tests/fakes/sample_content.hpp"

#include "content/model/catalog.hpp"
#include "content/model/document.hpp"

namespace rohnamo::fakes {

model::BlobRef ref_of(std::string_view bytes) {
  return {base::sha256(bytes), bytes.size()};
}

std::string sample_body(const std::string& text) {
  model::Block paragraph;
  paragraph.spans.emplace_back().text = text;
  return model::serialize(model::Document{{paragraph}});
}

namespace {

model::Texts texts_of(const SampleText& sample) {
  model::Text text;
  text.title = sample.title;
  text.translation = "original";
  text.body = ref_of(sample.body);
  return {{"en", text}};
}

}  // namespace

std::string sample_catalog(const std::string& channel, const std::vector<SampleText>& stories,
                           const std::vector<SampleText>& notices, bool text_first) {
  model::Channel head;
  head.id = channel;
  head.organisation = {{"en", "An organisation"}};
  head.name = {{"en", channel}};
  head.default_language = "en";
  head.timezone = "UTC";
  head.languages.push_back({.code = "en", .name = "English", .locale = "en", .strings = {}});
  head.text_first = text_first;
  model::CatalogBuilder builder(head);
  for (const SampleText& sample : stories) {
    model::Story story;
    story.id = sample.id;
    story.texts = texts_of(sample);
    builder.add(model::Entry(), story);
  }
  for (const SampleText& sample : notices) {
    model::Notice notice;
    notice.id = sample.id;
    notice.urgency = model::Urgency::urgent;
    notice.texts = texts_of(sample);
    model::Entry entry;
    entry.kind = model::Kind::notice;
    entry.urgency = model::Urgency::urgent;
    builder.add(entry, notice);
  }
  return builder.build();
}

}  // namespace rohnamo::fakes
