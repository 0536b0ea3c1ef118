// The items of a channel, as the catalog's records hold them: stories, contacts, notices.
// The long texts are blobs of their own (document.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/model/blob.hpp"
#include "content/model/opening.hpp"
#include "content/model/text.hpp"

namespace rohnamo::model {

enum class Kind : std::uint8_t { story = 1, contact = 2, notice = 3 };

struct Rendition {
  BlobRef blob;
  int width = 0, height = 0;  // pixels
};

struct Picture {
  double focus_x = 0.5, focus_y = 0.5;  // what must stay visible: 0 to 1 from the left and the top
  std::vector<Rendition> renditions;    // largest first; never empty

  // The smallest rendition that covers width x height, else the largest.
  [[nodiscard]] const Rendition& covering(int width, int height) const;
};

// One language of a story or a notice.
struct Text {
  std::string title;
  std::string summary;
  std::string picture_description;
  std::string translation;            // original, unreviewed or reviewed
  BlobRef body;                       // a document
  std::optional<BlobRef> narration;   // an Opus recording
  std::optional<BlobRef> timings;     // of the narration
  std::uint32_t body_characters = 0;  // how much there is to read
};

using Texts = std::map<std::string, Text, std::less<>>;

struct Story {
  std::string id;
  std::string topic;
  std::string date;  // YYYY, YYYY-MM or YYYY-MM-DD; may be empty
  std::string url;   // may be empty
  std::optional<Picture> picture;
  Texts texts;  // never empty
};

struct Phone {
  std::string number;  // as it is shown
  std::string dial;    // as a telephone takes it: +992487010202
  LocalText label;
};

struct Contact {
  std::string id;
  LocalText name;
  std::string address_as_given;
  LocalText address;
  std::vector<Phone> phones;
  std::vector<Phone> fax;
  std::string email, web;  // may be empty
  LocalText hours, note;
  std::optional<Opening> opening;
  std::optional<Picture> picture, map;
};

enum class Urgency : std::uint8_t { normal, urgent };

struct Notice {
  std::string id;
  Urgency urgency = Urgency::normal;
  Texts texts;  // never empty
};

// The language itself, else the first of `order` that is there, else any. Texts are never empty.
struct Chosen {
  std::string_view language;
  const Text* text;
};
Chosen choose(const Texts& texts, std::string_view language, const std::vector<std::string>& order);

base::Result<Story> read_story(const base::json::Reader& object);
base::json::Object write_story(const Story& story);
base::Result<Contact> read_contact(const base::json::Reader& object);
base::json::Object write_contact(const Contact& contact);
base::Result<Notice> read_notice(const base::json::Reader& object);
base::json::Object write_notice(const Notice& notice);

}  // namespace rohnamo::model
