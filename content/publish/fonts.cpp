#include "content/publish/fonts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

using namespace std::string_view_literals;

constexpr std::array<const char*, font_variants.size()> variant_keys{"regular", "bold", "italic",
                                                                     "bold_italic"};
// How the files of one face begin (OpenType 1.9, table directory). Collections are not taken.
constexpr std::array beginnings{"\0\1\0\0"sv, "OTTO"sv, "true"sv};

// It becomes part of a target's path.
bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && !name.starts_with('.') &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

bool is_script(std::string_view code) {
  return code.size() == 4 && code[0] >= 'A' && code[0] <= 'Z' &&
         std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

FontFile read_file(const Yaml& field) {
  const auto name = field.text();
  if (!name) return {};
  if (!is_file_name(*name)) {
    field.error(fmt::format("`{}` is no name of a font's file", *name),
                "Put the file into fonts/ and write its name: letters, digits, -, _ and . alone.");
    return {};
  }
  return {*name, field.place()};
}

FontSource read_font(const Yaml& entry) {
  FontSource font;
  font.name = entry.required("name").text().value_or("");
  entry.required("scripts").each([&](const Yaml& script) {
    const auto code = script.text();
    if (!code) return;
    if (is_script(*code))
      font.scripts.push_back(*code);
    else
      script.error(fmt::format("`{}` is no script", *code),
                   "Write four letters as ISO 15924 has them: Latn, Cyrl, Arab, Geor.");
  });
  for (std::size_t i = 0; i < variant_keys.size(); ++i)
    font.files[i] =
        read_file(i == 0 ? entry.required(variant_keys[i]) : entry.optional(variant_keys[i]));
  return font;
}

void check_font(base::Fs& fs, const base::Path& folder, const FontFile& file, Faults& faults) {
  const auto mapping = fs.map(folder / file.name);
  if (!mapping) {
    faults.error(file.place, fmt::format("fonts/{}: {}", file.name, mapping.error().message),
                 "Put the file there, or take the line out.");
    return;
  }
  const std::string_view bytes = (*mapping)->bytes();
  if (bytes.size() > font_limit)
    faults.error(file.place,
                 fmt::format("fonts/{} has {} MB, at most {} are taken", file.name,
                             bytes.size() >> 20, font_limit >> 20),
                 "Choose a font for this script alone.");
  else if (std::ranges::none_of(beginnings, [&](auto begin) { return bytes.starts_with(begin); }))
    faults.error(file.place, fmt::format("fonts/{} is no TrueType or OpenType font", file.name),
                 "Take a .ttf or .otf file of one face, not a collection or a web font.");
}

}  // namespace

std::vector<FontSource> read_fonts(const Yaml& list) {
  std::vector<FontSource> fonts;
  list.each([&](const Yaml& entry) {
    FontSource font = read_font(entry);
    entry.unknown();
    if (!font.file(FontVariant::regular).name.empty()) fonts.push_back(std::move(font));
  });
  return fonts;
}

std::vector<FontSource> read_screen_fonts(base::Fs& fs, const base::Path& folder, Faults& faults) {
  std::vector<FontSource> fonts;
  const auto file = read_text(fs, folder / "fonts.yaml", faults);
  const auto root = file ? Yaml::parse(*file, faults) : std::nullopt;
  if (!root) return fonts;
  root->required("families").each([&](const Yaml& entry) {
    FontSource font = read_font(entry);
    font.collection_index = entry.optional("collection_index").integer(0, 1000).value_or(0);
    font.optional = entry.optional("optional").text() == "true";
    fonts.push_back(std::move(font));
  });
  return fonts;
}

void check_fonts(base::Fs& fs, const base::Path& folder, const std::vector<FontSource>& fonts,
                 Faults& faults) {
  for (const FontSource& font : fonts)
    for (const FontFile& file : font.files)
      if (!file.name.empty()) check_font(fs, folder, file, faults);
}

}  // namespace rohnamo::publish
