#include "content/publish/translation.hpp"

namespace rohnamo::publish {

std::string Translation::source_language() const {
  std::string language;
  for (const auto& item : items) {
    for (const auto& unit : item.units) {
      if (!language.empty() && language != unit.language) return "mul";
      language = unit.language;
    }
  }
  return language;
}

}  // namespace rohnamo::publish
