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

std::string sample_catalog(const std::string& channel, const std::vector<SampleStory>& stories) {
  model::Channel head;
  head.id = channel;
  head.organisation = {{"en", "An organisation"}};
  head.name = {{"en", channel}};
  head.default_language = "en";
  head.timezone = "UTC";
  head.languages.push_back({.code = "en", .name = "English", .locale = "en", .strings = {}});
  model::CatalogBuilder builder(head);
  for (const SampleStory& sample : stories) {
    model::Story story;
    story.id = sample.id;
    model::Text text;
    text.title = sample.title;
    text.translation = "original";
    text.body = ref_of(sample.body);
    story.texts.emplace("en", text);
    builder.add(model::Entry(), story);
  }
  return builder.build();
}

}  // namespace rohnamo::fakes
