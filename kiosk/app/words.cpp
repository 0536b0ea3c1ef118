#include "kiosk/app/words.hpp"

#include <spdlog/spdlog.h>

namespace rohnamo::app {

Words::Words(std::shared_ptr<const cache::Edition> edition, const model::Channel& channel)
    : edition_(std::move(edition)), channel_(&channel) {}

// The language's own, else the default language's, else any.
model::Strings Words::strings(const model::Language& language) const {
  std::vector<const model::Language*> order{&language};
  for (const std::string& code : channel_->language_order())
    order.push_back(channel_->language(code));
  for (const auto* one : order) {
    if (edition_ == nullptr || one == nullptr || !one->strings) continue;
    auto strings = edition_->strings(*one->strings);
    if (strings) return std::move(*strings);
    spdlog::warn("the words of {}: {}", one->code, strings.error().message);
  }
  return {};
}

const text::Wording& Words::in(std::string_view code) {
  const model::Language* language = channel_->language(code);
  if (language == nullptr) language = channel_->language(channel_->default_language);
  if (language == nullptr) language = &channel_->languages.front();
  const auto known = wordings_.find(language->code);
  if (known != wordings_.end()) return known->second;
  return wordings_
      .emplace(language->code, text::Wording(*language, strings(*language), channel_->timezone))
      .first->second;
}

}  // namespace rohnamo::app
