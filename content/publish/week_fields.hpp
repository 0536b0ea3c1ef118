// The fields of an editor's YAML that speak of days of the week and hours: a contact's `opening`,
// an item's `show_days` and `show_hours`. Where they hold something else, that is a fault.
#pragma once

#include "content/base/time.hpp"
#include "content/model/opening.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {

// {mon-fri: ["09:00-12:00", "13:00-17:00"], sat: ["10:00-14:00"], closed: [2026-03-21]}. Nothing
// where the field is absent, or where no hours are left. Closed days that are over at `now` are
// warned of.
std::optional<model::Opening> read_opening(const Yaml& field, base::Time now);

model::Rhythm read_rhythm(const Yaml& days, const Yaml& hours);

}  // namespace rohnamo::publish
