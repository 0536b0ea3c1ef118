// The screen's own words of an edition, one Wording a language, made when first needed.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "content/cache/edition.hpp"
#include "kiosk/text/wording.hpp"

namespace rohnamo::app {

class Words {
 public:
  // nullptr: there is no edition; the channel's languages have keys for words.
  Words(std::shared_ptr<const cache::Edition> edition, const model::Channel& channel);

  // An unknown language is the channel's default one.
  const text::Wording& in(std::string_view language);

 private:
  [[nodiscard]] model::Strings strings(const model::Language& language) const;
  std::shared_ptr<const cache::Edition> edition_;
  const model::Channel* channel_;
  std::map<std::string, text::Wording, std::less<>> wordings_;
};

}  // namespace rohnamo::app
