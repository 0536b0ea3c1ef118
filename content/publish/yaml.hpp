// YAML as a person wrote it: every value knows its line, and every question that the file does not
// answer well becomes a fault. After the questions, unknown() reports the fields nobody asked for.
//
//   auto root = Yaml::parse(file, faults);
//   auto title = root->required("title").text();
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "content/model/text.hpp"
#include "content/publish/text_file.hpp"

namespace rohnamo::publish {

// One value. `file` and `faults` outlive it.
class Yaml {
 public:
  // A file whose whole is one mapping with `format: 1`. What is no YAML is a fault and gives
  // nothing.
  static std::optional<Yaml> parse(const TextFile& file, Faults& faults);
  // A mapping that is part of a file (front matter): the bytes from `begin` to `end`.
  static std::optional<Yaml> parse_part(const TextFile& file, std::size_t begin, std::size_t end,
                                        Faults& faults);

  [[nodiscard]] Place place() const;
  [[nodiscard]] bool present() const { return node_.IsDefined(); }
  explicit operator bool() const { return present(); }

  // The value of a field; absent if there is none.
  [[nodiscard]] Yaml optional(std::string_view field) const;
  // The same; a missing one is a fault.
  [[nodiscard]] Yaml required(std::string_view field) const;
  // Calls `each` with every element of a list.
  void each(const std::function<void(const Yaml&)>& each) const;
  // Calls `each` with every key of a mapping, the key as a value with its own place, and its value.
  void each_member(const std::function<void(const Yaml& key, const Yaml& value)>& each) const;

  // The scalar, without white space around it; nothing, and a fault, if it is none or is empty.
  // An absent value gives nothing silently, here and below.
  [[nodiscard]] std::optional<std::string> text() const;
  // A whole number in [low, high], else a fault.
  [[nodiscard]] std::optional<int> integer(int low, int high) const;
  // A number in [low, high], else a fault.
  [[nodiscard]] std::optional<double> number(double low, double high) const;
  // Language -> text. Keys must be of `languages`.
  [[nodiscard]] model::LocalText local_text(const std::set<std::string>& languages) const;
  [[nodiscard]] bool is_list() const { return node_.IsSequence(); }

  // Where a value below this one has these bytes: in the file's order, the first.
  [[nodiscard]] std::optional<Place> find(std::string_view bytes) const;

  // Names every field of this mapping that optional() and required() were not asked for.
  void unknown() const;

  void error(std::string what, std::string advice) const;
  void warning(std::string what, std::string advice) const;

 private:
  Yaml(const YAML::Node& node, const TextFile& file, int first_line, Faults& faults,
       std::string name);
  [[nodiscard]] Yaml child(const YAML::Node& node, std::string name) const;
  [[nodiscard]] Yaml value_of(const YAML::detail::iterator_value& member) const;
  [[nodiscard]] bool is_mapping() const;
  void check_keys() const;
  YAML::Node node_;
  std::optional<YAML::Mark> key_mark_;  // of a value that is empty, which has no place of its own
  const TextFile* file_;
  int first_line_;  // lines of the file before the YAML
  Faults* faults_;
  std::string name_;  // of the field, for people
  std::shared_ptr<std::set<std::string, std::less<>>> asked_;
};

}  // namespace rohnamo::publish
