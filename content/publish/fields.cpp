#include "content/publish/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "content/model/tint.hpp"
#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

bool is_dialable(std::string_view dial) {
  if (dial.starts_with('+')) dial.remove_prefix(1);
  return dial.size() >= 2 && dial.size() <= 15 && std::all_of(dial.begin(), dial.end(), [](char c) {
           return (c >= '0' && c <= '9') || c == '*' || c == '#';
         });
}

void warn_of_pale(const Yaml& field, model::Color tint) {
  const double contrast = model::tint_contrast(tint);
  if (contrast >= model::text_contrast) return;
  field.warning(
      fmt::format("text in this colour has a contrast of {:.1f} to 1 on the page, where {} are "
                  "needed: the screens darken it to {}",
                  std::floor(contrast * 10) / 10, model::text_contrast,
                  model::to_string(model::readable_tint(tint))),
      fmt::format("Write \"{}\", the nearest that they show as it is.",
                  model::to_string(model::nearest_readable_tint(tint))));
}

std::string digits(std::string_view text) {
  std::string found;
  std::copy_if(text.begin(), text.end(), std::back_inserter(found),
               [](char c) { return c >= '0' && c <= '9'; });
  return found;
}

// Whether what is dialled can be what is shown: the shorter ends the longer, but for a leading 0.
bool agree(std::string_view number, std::string_view dial) {
  std::string a = digits(number), b = digits(dial);
  if (a.starts_with('0')) a.erase(0, 1);
  return a.empty() || a.ends_with(b) || b.ends_with(a);
}

}  // namespace

std::string join(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

model::LocalText translated(const Yaml& field, const std::set<std::string>& languages) {
  auto text = field.local_text(languages);
  std::vector<std::string> missing;
  for (const auto& language : languages)
    if (!text.contains(language)) missing.push_back(language);
  if (!text.empty() && !missing.empty())
    field.warning("this is not there in " + join(missing), "Translate it.");
  return text;
}

std::optional<std::string> read_web_address(const Yaml& field) {
  auto address = field.text();
  if (!address) return std::nullopt;
  const bool web = address->starts_with("https://") || address->starts_with("http://");
  if (web && address->find_first_of(" \t\n\"<>") == std::string::npos && address->size() <= 2000)
    return address;
  field.error(fmt::format("`{}` is no web address", *address), "Write it whole: https://….");
  return std::nullopt;
}

std::string read_id(const Yaml& field) {
  const auto id = field.text();
  if (id && !is_id(*id))
    field.error(fmt::format("`{}` is no id", *id), "Use a-z, 0-9 and - alone, at most 64 of them.");
  return id.value_or("");
}

std::optional<model::Color> read_tint(const Yaml& field) {
  const auto text = field.text();
  if (!text) return std::nullopt;
  const auto color = model::parse_color(*text);
  if (!color) {
    field.error(fmt::format("`{}` is no colour", *text), "Write one like \"#0b5d8a\".");
    return std::nullopt;
  }
  warn_of_pale(field, *color);
  return *color;
}

std::string read_date(const Yaml& field) {
  const auto date = field.text();
  if (!date) return {};
  const auto size = date->size();
  const std::string rest = size == 4 ? "-01-01" : size == 7 ? "-01" : "";  // to make it a day
  if (base::parse_day(*date + rest)) return *date;
  field.error(fmt::format("`{}` is no date", *date), "Write 2018, 2018-09 or 2018-09-21.");
  return {};
}

std::optional<std::chrono::year_month_day> read_day(const Yaml& field) {
  const auto text = field.text();
  if (!text) return std::nullopt;
  const auto day = base::parse_day(*text);
  if (day) return *day;
  field.error(fmt::format("`{}` is no day", *text), "Write it as 2026-01-31.");
  return std::nullopt;
}

std::vector<model::Phone> read_phones(const Yaml& list, const std::set<std::string>& languages) {
  std::vector<model::Phone> phones;
  list.each([&](const Yaml& entry) {
    model::Phone phone;
    phone.number = entry.required("number").text().value_or("");
    const Yaml dial = entry.required("dial");
    phone.dial = dial.text().value_or("");
    phone.label = translated(entry.optional("label"), languages);
    entry.unknown();
    if (!phone.dial.empty() && !is_dialable(phone.dial))
      dial.error(fmt::format("`{}` cannot be dialled", phone.dial),
                 "Write + and digits alone, country first: \"+992487010202\".");
    else if (!phone.dial.empty() && !agree(phone.number, phone.dial))
      dial.warning(fmt::format("`{}` is another number than `{}`", phone.dial, phone.number),
                   "Correct the one that is wrong.");
    phones.push_back(std::move(phone));
  });
  return phones;
}

std::string read_email(const Yaml& field) {
  const auto email = field.text();
  if (!email) return {};
  const auto at = email->find('@');
  const bool good = at != std::string::npos && at > 0 &&
                    email->find('.', at) != std::string::npos &&
                    email->find_first_of(" <>,") == std::string::npos;
  if (!good)
    field.error(fmt::format("`{}` is no e-mail address", *email), "Write name@example.org.");
  return good ? *email : std::string();
}

}  // namespace rohnamo::publish
