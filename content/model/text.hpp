// A text that differs by language, and the choice of what to show where one is missing.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/json.hpp"

namespace rohnamo::model {

// Language (BCP 47) -> text.
using LocalText = std::map<std::string, std::string, std::less<>>;

// The language itself, else the first of `order` that is there, else any; "" for an empty text.
std::string_view pick(const LocalText& text, std::string_view language,
                      const std::vector<std::string>& order);

base::Result<LocalText> read_local_text(const base::json::Reader& object, std::string_view field);
base::json::Object write_local_text(const LocalText& text);

}  // namespace rohnamo::model
