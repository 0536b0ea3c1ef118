#include "content/model/item.hpp"

#include <algorithm>
#include <concepts>

#include "content/model/document.hpp"

namespace rohnamo::model {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

template <class R, class T>
concept Any = std::same_as<std::remove_const_t<R>, T>;

// The fields of each record beside its id, in the order of writing.
void each_field(Any<Story> auto& story, auto&& field) {
  field("topic", story.topic);
  field("date", story.date);
  field("url", story.url);
  field("picture", story.picture);
  field("texts", story.texts);
}

void each_field(Any<Contact> auto& contact, auto&& field) {
  field("name", contact.name);
  field("address_as_given", contact.address_as_given);
  field("address", contact.address);
  field("phones", contact.phones);
  field("fax", contact.fax);
  field("email", contact.email);
  field("web", contact.web);
  field("hours", contact.hours);
  field("note", contact.note);
  field("opening", contact.opening);
  field("picture", contact.picture);
  field("map", contact.map);
}

void each_field(Any<Notice> auto& notice, auto&& field) {
  field("urgency", notice.urgency);
  field("texts", notice.texts);
}

// Reading -------------------------------------------------------------------------------------

base::Result<void> read_field(const Reader& parent, std::string_view field, std::string& value) {
  value = TRY(parent.string(field, ""));
  return {};
}

base::Result<void> read_field(const Reader& parent, std::string_view field, LocalText& value) {
  value = TRY(read_local_text(parent, field));
  return {};
}

base::Result<void> read_field(const Reader& parent, std::string_view field, Urgency& value) {
  if (TRY(parent.string(field, "normal")) == "urgent") value = Urgency::urgent;
  return {};
}

// A length in pixels, brought within what a picture can have.
base::Result<int> read_side(const Reader& object, std::string_view field) {
  constexpr std::int64_t longest = 65'535;
  return static_cast<int>(std::clamp<std::int64_t>(TRY(object.integer(field)), 1, longest));
}

base::Result<double> read_focus(const Reader& object, std::string_view field) {
  return std::clamp(TRY(object.number(field, 0.5)), 0.0, 1.0);
}

base::Result<void> read_field(const Reader& parent, std::string_view field,
                              std::optional<Picture>& value) {
  if (!parent.has(field)) return {};
  const Reader object = TRY(parent.object(field));
  Picture picture;
  picture.focus_x = TRY(read_focus(object, "focus_x"));
  picture.focus_y = TRY(read_focus(object, "focus_y"));
  TRY(object.each("renditions", [&](const Reader& element) -> base::Result<void> {
    Rendition rendition;
    rendition.blob = TRY(read_blob_ref(element));
    rendition.width = TRY(read_side(element, "width"));
    rendition.height = TRY(read_side(element, "height"));
    picture.renditions.push_back(rendition);
    return {};
  }));
  if (!picture.renditions.empty()) value = std::move(picture);
  return {};
}

base::Result<void> read_field(const Reader& parent, std::string_view field,
                              std::optional<Opening>& value) {
  if (parent.has(field)) value = TRY(read_opening(TRY(parent.object(field))));
  return {};
}

base::Result<Text> read_text(const Reader& object) {
  Text text;
  text.title = TRY(object.string("title"));
  text.summary = TRY(object.string("summary", ""));
  text.picture_description = TRY(object.string("picture_description", ""));
  text.translation = TRY(object.string("translation", "original"));
  text.body = TRY(read_blob_ref(TRY(object.object("body"))));
  if (object.has("narration")) text.narration = TRY(read_blob_ref(TRY(object.object("narration"))));
  if (object.has("timings")) text.timings = TRY(read_blob_ref(TRY(object.object("timings"))));
  const std::int64_t characters = TRY(object.integer("body_characters", 0));
  text.body_characters =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(characters, 0, document_limit));
  return text;
}

base::Result<void> read_field(const Reader& parent, std::string_view field, Texts& value) {
  TRY(parent.each_member(
      field, [&](std::string_view language, const Reader& object) -> base::Result<void> {
        value.emplace(language, TRY(read_text(object)));
        return {};
      }));
  if (value.empty()) return base::fail(base::Code::invalid_input, parent.where() + " has no text");
  return {};
}

base::Result<void> read_field(const Reader& parent, std::string_view field,
                              std::vector<Phone>& value) {
  return parent.each(field, [&](const Reader& object) -> base::Result<void> {
    Phone phone;
    phone.number = TRY(object.string("number"));
    phone.dial = TRY(object.string("dial", ""));
    phone.label = TRY(read_local_text(object, "label"));
    value.push_back(std::move(phone));
    return {};
  });
}

template <class Record>
base::Result<Record> read_record(const Reader& object) {
  Record record;
  record.id = TRY(object.string("id"));
  base::Result<void> done;
  each_field(record, [&](std::string_view field, auto& value) {
    if (done) done = read_field(object, field, value);
  });
  TRY(done);
  return record;
}

// Writing: a field only where it says something ---------------------------------------------------

void put(Object& parent, std::string_view field, const std::string& value) {
  if (!value.empty()) parent[field] = value;
}

void put(Object& parent, std::string_view field, const LocalText& value) {
  if (!value.empty()) parent[field] = write_local_text(value);
}

void put(Object& parent, std::string_view field, Urgency value) {
  parent[field] = value == Urgency::urgent ? "urgent" : "normal";
}

void put(Object& parent, std::string_view field, const std::optional<Picture>& picture) {
  if (!picture) return;
  Array renditions;
  for (const Rendition& rendition : picture->renditions) {
    Object element = write_blob_ref(rendition.blob);
    element["width"] = rendition.width;
    element["height"] = rendition.height;
    renditions.emplace_back(std::move(element));
  }
  parent[field] = Object{{"focus_x", picture->focus_x},
                         {"focus_y", picture->focus_y},
                         {"renditions", std::move(renditions)}};
}

void put(Object& parent, std::string_view field, const std::optional<Opening>& opening) {
  if (opening) parent[field] = write_opening(*opening);
}

Object write_text(const Text& text) {
  Object object{{"title", text.title}};
  put(object, "summary", text.summary);
  put(object, "picture_description", text.picture_description);
  put(object, "translation", text.translation);
  object["body"] = write_blob_ref(text.body);
  if (text.narration) object["narration"] = write_blob_ref(*text.narration);
  if (text.timings) object["timings"] = write_blob_ref(*text.timings);
  object["body_characters"] = text.body_characters;
  return object;
}

void put(Object& parent, std::string_view field, const Texts& texts) {
  Object object;
  for (const auto& [language, text] : texts) object[language] = write_text(text);
  parent[field] = std::move(object);
}

void put(Object& parent, std::string_view field, const std::vector<Phone>& phones) {
  if (phones.empty()) return;
  Array list;
  for (const Phone& phone : phones) {
    Object object{{"number", phone.number}};
    put(object, "dial", phone.dial);
    put(object, "label", phone.label);
    list.emplace_back(std::move(object));
  }
  parent[field] = std::move(list);
}

template <class Record>
Object write_record(const Record& record) {
  Object object{{"id", record.id}};
  each_field(record, [&](std::string_view field, const auto& value) { put(object, field, value); });
  return object;
}

}  // namespace

const Rendition& Picture::covering(int width, int height) const {
  for (auto rendition = renditions.rbegin(); rendition != renditions.rend(); ++rendition)
    if (rendition->width >= width && rendition->height >= height) return *rendition;
  return renditions.front();
}

Chosen choose(const Texts& texts, std::string_view language,
              const std::vector<std::string>& order) {
  if (const auto found = texts.find(language); found != texts.end())
    return {found->first, &found->second};
  for (const std::string& other : order)
    if (const auto found = texts.find(other); found != texts.end())
      return {found->first, &found->second};
  return {texts.begin()->first, &texts.begin()->second};
}

base::Result<Story> read_story(const Reader& object) {
  return read_record<Story>(object);
}

Object write_story(const Story& story) {
  return write_record(story);
}

base::Result<Contact> read_contact(const Reader& object) {
  return read_record<Contact>(object);
}

Object write_contact(const Contact& contact) {
  return write_record(contact);
}

base::Result<Notice> read_notice(const Reader& object) {
  return read_record<Notice>(object);
}

Object write_notice(const Notice& notice) {
  return write_record(notice);
}

}  // namespace rohnamo::model
