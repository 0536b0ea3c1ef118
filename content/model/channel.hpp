// What all items of a channel share: who speaks, in which languages, in which colours.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "content/model/blob.hpp"
#include "content/model/text.hpp"

namespace rohnamo::model {

enum class Direction { left_to_right, right_to_left };

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};

base::Result<Color> parse_color(std::string_view text);  // "#0b5d8a"
std::string to_string(Color color);

struct Language {
  std::string code;    // BCP 47, as the channel's files are named
  std::string name;    // in its own script
  std::string locale;  // ICU locale for dates, plurals and digits
  Direction direction = Direction::left_to_right;
  std::optional<BlobRef> strings;  // the screen's own words: a strings document
};

struct Topic {
  std::string id;
  LocalText name;
  Color tint;
};

// A family that the channel brings along: for a script that no screen has a font for, or for a look
// of its own.
struct Font {
  std::string name;
  std::vector<std::string> scripts;  // ISO 15924: "Geor"
  BlobRef regular;
  std::optional<BlobRef> bold, italic, bold_italic;
};

// The glass that the pages are for: how large it is and from where it is read.
struct Screen {
  double inches = 0;           // from corner to corner; 0: not said
  int reading_distance = 500;  // mm

  static constexpr double least_inches = 7, most_inches = 120;
  static constexpr int least_distance = 200, most_distance = 5000;  // mm
};

struct Channel {
  std::string id;
  LocalText organisation;
  LocalText name;
  std::string default_language;
  std::string timezone;  // IANA
  Color tint;
  std::vector<Language> languages;  // in the order of the language bar; never empty
  std::vector<Topic> topics;
  std::chrono::seconds dwell{12};  // 1 to 3600
  bool text_first = false;         // an edition may be shown before its pictures have come
  std::vector<Font> fonts;         // asked before the installed ones
  bool motion = true;              // pages fade into each other
  Screen screen;                   // of most kiosks; each may say otherwise
  std::string help;                // the id of the contact that "help" leads to; may be empty

  [[nodiscard]] const Language* language(std::string_view code) const;  // nullptr: none such
  [[nodiscard]] const Topic* topic(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> language_order() const;  // default first, then the bar's
};

constexpr std::int64_t channel_format = 1;
base::Result<Channel> read_channel(const base::json::Reader& object);
base::json::Object write_channel(const Channel& channel);

}  // namespace rohnamo::model
