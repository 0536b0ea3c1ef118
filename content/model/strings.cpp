#include "content/model/strings.hpp"

#include "content/base/format.hpp"

namespace rohnamo::model {

using base::json::Object;
using base::json::Reader;

namespace {

base::Result<Strings> read_strings(const Reader& object) {
  Strings strings;
  strings.language = TRY(object.string("language"));
  TRY(object.each_member("strings",
                         [&](std::string_view key, const Reader& pattern) -> base::Result<void> {
                           strings.patterns.emplace(key, TRY(pattern.as_string()));
                           return {};
                         }));
  return strings;
}

}  // namespace

std::string_view Strings::operator[](std::string_view key) const {
  const auto found = patterns.find(key);
  return found == patterns.end() ? key : std::string_view(found->second);
}

base::Result<Strings> parse_strings(std::string_view bytes) {
  return base::json::read_file(bytes, {"strings", strings_format, strings_limit}, &read_strings);
}

std::string serialize(const Strings& strings) {
  Object patterns;
  for (const auto& [key, pattern] : strings.patterns) patterns[key] = pattern;
  return boost::json::serialize(Object{{"format", strings_format},
                                       {"language", strings.language},
                                       {"strings", std::move(patterns)}});
}

}  // namespace rohnamo::model
