#include "kiosk/render/font_list.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace rohnamo::render {
namespace {

using base::Code;

// Read with yaml-cpp itself: base::Settings is flat, and publish::Yaml gathers the faults of an
// editor's folder, which the kiosk does not link. This file comes with the program: its first
// fault is enough.
constexpr std::array<const char*, face_variants> variant_keys = {"regular", "bold", "italic",
                                                                 "bold_italic"};

std::string at(const YAML::Node& node) {
  return fmt::format("fonts.yaml line {}", node.Mark().line + 1);
}

base::Result<text::Script> parse_script(const YAML::Node& node) {
  const auto letters = node.as<std::string>();
  if (letters.size() != 4) {
    return base::fail(Code::invalid_input, at(node) + ": a script is four letters, as Latn");
  }
  text::Script script;
  std::copy(letters.begin(), letters.end(), script.letters);
  return script;
}

base::Result<FontFamily> parse_family(const YAML::Node& node) {
  FontFamily family;
  family.name = node["name"].as<std::string>("");
  for (const auto& script : node["scripts"]) family.scripts.push_back(TRY(parse_script(script)));
  for (std::size_t i = 0; i < face_variants; ++i) {
    family.files[i] = node[variant_keys[i]].as<std::string>("");
    if (family.files[i].find('/') != std::string::npos) {
      return base::fail(Code::invalid_input, at(node) + ": a file is a name without folders");
    }
  }
  family.collection_index = node["collection_index"].as<int>(0);
  family.optional = node["optional"].as<bool>(false);
  if (family.files[0].empty()) {
    return base::fail(Code::invalid_input, at(node) + ": a family needs its `regular` file");
  }
  return family;
}

base::Result<std::vector<FontFamily>> parse_document(const YAML::Node& root) {
  if (const int format = root["format"].as<int>(0); format < 1 || format > font_list_format) {
    return base::fail(Code::unsupported,
                      fmt::format("fonts.yaml: format {} is not one that this program reads ({})",
                                  format, font_list_format));
  }
  std::vector<FontFamily> families;
  for (const auto& node : root["families"]) families.push_back(TRY(parse_family(node)));
  if (families.empty()) return base::fail(Code::invalid_input, "fonts.yaml: no families");
  return families;
}

}  // namespace

base::Result<std::vector<FontFamily>> parse_font_list(std::string_view yaml) {
  try {  // yaml-cpp reports by exceptions
    return parse_document(YAML::Load(std::string(yaml)));
  } catch (const YAML::Exception& error) {
    return base::fail(Code::invalid_input,
                      fmt::format("fonts.yaml line {}: {}", error.mark.line + 1, error.msg));
  }
}

}  // namespace rohnamo::render
