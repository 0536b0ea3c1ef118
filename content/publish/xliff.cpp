#include "content/publish/xliff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace rohnamo::publish {
namespace {

constexpr const char* namespace_2 = "urn:oasis:names:tc:xliff:document:2.0";
constexpr std::string_view stale_state = "rohnamo:stale";
constexpr std::string_view revision_category = "revision";
constexpr int deepest = 64;  // of groups, and of inline elements

std::string with_dots(std::string id) {
  std::replace(id.begin(), id.end(), '/', '.');
  return id;
}

std::string with_slashes(std::string id) {
  std::replace(id.begin(), id.end(), '.', '/');
  return id;
}

// --- Writing

// XML has no control characters: XLIFF writes them as <cp hex="001b"/>.
void append_text(pugi::xml_node node, const std::string& text) {
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) node.append_child(pugi::node_pcdata).set_value(plain.c_str());
    plain.clear();
  };
  for (const char c : text) {
    if ((c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f) {
      flush();
      node.append_child("cp").append_attribute("hex") =
          fmt::format("{:04x}", static_cast<unsigned>(c)).c_str();
    } else {
      plain += c;
    }
  }
  flush();
}

void append_note(pugi::xml_node notes, const char* category, const std::string& text) {
  auto note = notes.append_child("note");
  if (*category != 0) note.append_attribute("category") = category;
  append_text(note, text);
}

void append_unit(pugi::xml_node file, const Unit& unit, bool several_languages) {
  auto node = file.append_child("unit");
  node.append_attribute("id") = with_dots(unit.id).c_str();
  node.append_attribute("name") = unit.id.c_str();
  if (!unit.notes.empty() || several_languages) {
    auto notes = node.append_child("notes");
    if (several_languages)
      append_note(notes, "language", fmt::format("The source is in {}.", unit.language));
    for (const auto& note : unit.notes) append_note(notes, "", note);
  }
  auto segment = node.append_child("segment");
  segment.append_attribute("state") = unit.target.empty() ? "initial"
                                      : unit.reviewed     ? "reviewed"
                                                          : "translated";
  if (unit.stale) segment.append_attribute("subState") = stale_state.data();
  append_text(segment.append_child("source"), unit.source);
  if (!unit.target.empty()) append_text(segment.append_child("target"), unit.target);
}

void append_item(pugi::xml_node root, const Translation& translation, const Item& item,
                 bool several_languages) {
  auto file = root.append_child("file");
  file.append_attribute("id") = with_dots(item.id).c_str();
  file.append_attribute("original") = (translation.channel + "/" + item.file).c_str();
  file.append_attribute("canResegment") = "no";
  file.append_attribute("xml:space") = "preserve";
  if (!item.revision.empty())
    append_note(file.append_child("notes"), revision_category.data(), item.revision);
  for (const auto& unit : item.units) append_unit(file, unit, several_languages);
}

// --- Reading

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

void append_character(std::string_view hex, std::string& text) {
  unsigned code = 0;
  const auto [end, bad] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  if (bad == std::errc() && end == hex.data() + hex.size() && code > 0 && code < 0x80)
    text += static_cast<char>(code);
}

// What a <source> or a <target> says, without the elements in it.
void append_text_of(const pugi::xml_node& node, int depth, std::string& text) {
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
    else if (child.type() == pugi::node_element && local_name(child) == "cp")
      append_character(child.attribute("hex").value(), text);
    else if (child.type() == pugi::node_element && depth < deepest)
      append_text_of(child, depth + 1, text);
  }
}

std::string text_of(const pugi::xml_node& segment, std::string_view name) {
  std::string text;
  for (const auto& child : segment.children())
    if (local_name(child) == name) append_text_of(child, 0, text);
  return text;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class Reader {
 public:
  Reader(const TextFile& file, Faults& faults) : file_(file), cursor_(file), faults_(faults) {}

  std::optional<Returned> read() {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(
        file_.text.data(), file_.text.size(),
        pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype, pugi::encoding_utf8);
    if (!parsed) {
      faults_.error(file_.place(static_cast<std::size_t>(parsed.offset)),
                    fmt::format("this is not well-formed XML: {}", parsed.description()),
                    "Take the file as the translator's program wrote it, not edited by hand.");
      return std::nullopt;
    }
    for (const auto& node : document.children())
      if (node.type() == pugi::node_doctype) {
        faults_.error(file_.whole(), "the file has a document type, which XLIFF has not",
                      "Take out <!DOCTYPE …>, or save the file as XLIFF 2.0.");
        return std::nullopt;
      }
    const auto errors = faults_.errors();
    read_root(document.document_element());
    if (faults_.errors() > errors) return std::nullopt;
    return std::move(returned_);
  }

 private:
  [[nodiscard]] Place place(const pugi::xml_node& node) {
    const auto name = std::max<std::ptrdiff_t>(node.offset_debug(), 1);  // after the `<`
    return cursor_.at(static_cast<std::size_t>(name) - 1);
  }

  void read_root(const pugi::xml_node& root) {
    returned_.file = file_.name;
    const std::string_view version = root.attribute("version").value();
    if (local_name(root) != "xliff" || !version.starts_with("2."))
      return faults_.error(place(root),
                           local_name(root) == "xliff"
                               ? fmt::format("this is XLIFF {}, not 2.0", version)
                               : "this is no XLIFF file",
                           "Save it as XLIFF 2.0 in the translator's program.");
    returned_.language = root.attribute("trgLang").value();
    if (returned_.language.empty())
      faults_.error(place(root), "the file does not say into which language it is translated",
                    "Give <xliff> its attribute trgLang=\"…\", as it was when it was exported.");
    for (const auto& file : root.children())
      if (local_name(file) == "file") read_file(file);
    if (returned_.channel.empty() && faults_.errors() == 0)
      faults_.error(
          file_.whole(), "the file does not say of which channel it is",
          "Give each <file> its attribute original=\"…\", as it was when it was exported.");
  }

  void read_file(const pugi::xml_node& file) {
    const std::string original = file.attribute("original").value();
    const auto channel = original.substr(0, original.find('/'));
    if (returned_.channel.empty()) returned_.channel = channel;
    if (!channel.empty() && channel != returned_.channel)
      faults_.error(
          place(file),
          fmt::format("`{}` is of another channel than `{}`", original, returned_.channel),
          "Import the texts of each channel from a file of its own.");
    const std::string id = with_slashes(file.attribute("id").value());
    for (const auto& notes : file.children())
      if (local_name(notes) == "notes")
        for (const auto& note : notes.children())
          if (note.attribute("category").value() == revision_category)
            returned_.revisions[id] = trimmed(note.text().get());
    read_units(file, 0);
  }

  void read_units(const pugi::xml_node& node, int depth) {
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "unit") read_unit(child);
      if (name == "group" && depth < deepest) read_units(child, depth + 1);
    }
  }

  void read_unit(const pugi::xml_node& node) {
    ReturnedUnit unit;
    unit.id = with_slashes(node.attribute("id").value());
    unit.place = place(node);
    if (returned_.units.size() >= returned_units_limit || !ids_.insert(unit.id).second)
      return faults_.error(unit.place, fmt::format("the unit `{}` is here twice", unit.id),
                           "Keep one of the two.");
    bool whole = true;
    unit.reviewed = true;
    for (const auto& segment : node.children()) {
      const auto name = local_name(segment);
      if (name != "segment" && name != "ignorable") continue;
      const auto source = text_of(segment, "source");
      const auto target = text_of(segment, "target");
      unit.source += source;
      unit.target += target.empty() && name == "ignorable" ? source : target;
      if (name == "ignorable") continue;
      if (is_blank(target) && !is_blank(source)) whole = false;
      const std::string_view state = segment.attribute("state").value();
      unit.reviewed = unit.reviewed && (state == "reviewed" || state == "final");
      unit.stale = unit.stale || segment.attribute("subState").value() == stale_state;
    }
    unit.target = whole ? trimmed(unit.target) : "";
    unit.reviewed = unit.reviewed && !unit.target.empty();
    returned_.units.push_back(std::move(unit));
  }

  const TextFile& file_;
  PlaceCursor cursor_;
  Faults& faults_;
  Returned returned_;
  std::set<std::string, std::less<>> ids_;
};

}  // namespace

std::string write_xliff(const Translation& translation) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("xliff");
  root.append_attribute("xmlns") = namespace_2;
  root.append_attribute("version") = "2.0";
  const auto source = translation.source_language();
  root.append_attribute("srcLang") = source.c_str();
  root.append_attribute("trgLang") = translation.language.c_str();
  for (const auto& item : translation.items) append_item(root, translation, item, source == "mul");
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
  return text.str();
}

std::optional<Returned> read_xliff(const TextFile& file, Faults& faults) {
  return Reader(file, faults).read();
}

}  // namespace rohnamo::publish
