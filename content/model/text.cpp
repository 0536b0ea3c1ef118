#include "content/model/text.hpp"

namespace rohnamo::model {

std::string_view pick(const LocalText& text, std::string_view language,
                      const std::vector<std::string>& order) {
  if (const auto found = text.find(language); found != text.end()) return found->second;
  for (const std::string& other : order)
    if (const auto found = text.find(other); found != text.end()) return found->second;
  return text.empty() ? std::string_view() : std::string_view(text.begin()->second);
}

base::Result<LocalText> read_local_text(const base::json::Reader& object, std::string_view field) {
  LocalText text;
  TRY(object.each_member(
      field, [&](std::string_view language, const base::json::Reader& value) -> base::Result<void> {
        text.emplace(language, TRY(value.as_string()));
        return {};
      }));
  return text;
}

base::json::Object write_local_text(const LocalText& text) {
  base::json::Object object;
  for (const auto& [language, value] : text) object[language] = value;
  return object;
}

}  // namespace rohnamo::model
