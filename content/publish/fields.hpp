// What a field of an editor's YAML must hold. Where it holds something else, that is a fault and
// the value is empty; an absent field is empty without a fault.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/time.hpp"
#include "content/model/channel.hpp"
#include "content/model/item.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {

// "en, fa"
std::string join(const std::vector<std::string>& words);

// A text of every language: those of `languages` that it lacks are warned of.
model::LocalText translated(const Yaml& field, const std::set<std::string>& languages);

std::string read_id(const Yaml& field);
std::optional<model::Color> read_tint(const Yaml& field);
std::optional<std::string> read_web_address(const Yaml& field);
std::string read_email(const Yaml& field);
std::string read_date(const Yaml& field);  // YYYY, YYYY-MM or YYYY-MM-DD
std::optional<std::chrono::year_month_day> read_day(const Yaml& field);

// A list of numbers. One whose digits are not those that are dialled is warned of.
std::vector<model::Phone> read_phones(const Yaml& list, const std::set<std::string>& languages);

}  // namespace rohnamo::publish
