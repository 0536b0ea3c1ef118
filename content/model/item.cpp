#include "content/model/item.hpp"

namespace rohnamo::model {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

// Writes a field only where it says something.
void put(Object& object, std::string_view field, const std::string& value) {
  if (!value.empty()) object[field] = value;
}

void put(Object& object, std::string_view field, const LocalText& value) {
  if (!value.empty()) object[field] = write_local_text(value);
}

base::Result<std::optional<Picture>> read_picture(const Reader& parent) {
  if (!parent.has("picture")) return std::nullopt;
  const Reader object = TRY(parent.object("picture"));
  Picture picture;
  picture.focus_x = TRY(object.number("focus_x", 0.5));
  picture.focus_y = TRY(object.number("focus_y", 0.5));
  TRY(object.each("renditions", [&](const Reader& element) -> base::Result<void> {
    Rendition rendition;
    rendition.blob = TRY(read_blob_ref(element));
    rendition.width = static_cast<int>(TRY(element.integer("width")));
    rendition.height = static_cast<int>(TRY(element.integer("height")));
    picture.renditions.push_back(rendition);
    return {};
  }));
  if (picture.renditions.empty()) return std::nullopt;
  return picture;
}

void put_picture(Object& parent, const std::optional<Picture>& picture) {
  if (!picture) return;
  Array renditions;
  for (const Rendition& rendition : picture->renditions) {
    Object element = write_blob_ref(rendition.blob);
    element["width"] = rendition.width;
    element["height"] = rendition.height;
    renditions.emplace_back(std::move(element));
  }
  parent["picture"] = Object{{"focus_x", picture->focus_x},
                             {"focus_y", picture->focus_y},
                             {"renditions", std::move(renditions)}};
}

base::Result<Text> read_text(const Reader& object) {
  Text text;
  text.title = TRY(object.string("title"));
  text.summary = TRY(object.string("summary", ""));
  text.picture_description = TRY(object.string("picture_description", ""));
  text.translation = TRY(object.string("translation", "original"));
  text.body = TRY(read_blob_ref(TRY(object.object("body"))));
  if (object.has("narration")) text.narration = TRY(read_blob_ref(TRY(object.object("narration"))));
  text.body_characters = static_cast<std::uint32_t>(TRY(object.integer("body_characters", 0)));
  return text;
}

base::Result<Texts> read_texts(const Reader& parent) {
  Texts texts;
  TRY(parent.each_member(
      "texts", [&](std::string_view language, const Reader& object) -> base::Result<void> {
        texts.emplace(language, TRY(read_text(object)));
        return {};
      }));
  if (texts.empty()) return base::fail(base::Code::invalid_input, parent.where() + " has no text");
  return texts;
}

Object write_text(const Text& text) {
  Object object{{"title", text.title}};
  put(object, "summary", text.summary);
  put(object, "picture_description", text.picture_description);
  put(object, "translation", text.translation);
  object["body"] = write_blob_ref(text.body);
  if (text.narration) object["narration"] = write_blob_ref(*text.narration);
  object["body_characters"] = text.body_characters;
  return object;
}

void put_texts(Object& parent, const Texts& texts) {
  Object object;
  for (const auto& [language, text] : texts) object[language] = write_text(text);
  parent["texts"] = std::move(object);
}

base::Result<std::vector<Phone>> read_phones(const Reader& parent, std::string_view field) {
  std::vector<Phone> phones;
  TRY(parent.each(field, [&](const Reader& object) -> base::Result<void> {
    Phone phone;
    phone.number = TRY(object.string("number"));
    phone.dial = TRY(object.string("dial", ""));
    phone.label = TRY(read_local_text(object, "label"));
    phones.push_back(std::move(phone));
    return {};
  }));
  return phones;
}

void put_phones(Object& parent, std::string_view field, const std::vector<Phone>& phones) {
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
  Story story;
  story.id = TRY(object.string("id"));
  story.topic = TRY(object.string("topic", ""));
  story.date = TRY(object.string("date", ""));
  story.url = TRY(object.string("url", ""));
  story.picture = TRY(read_picture(object));
  story.texts = TRY(read_texts(object));
  return story;
}

Object write_story(const Story& story) {
  Object object{{"id", story.id}};
  put(object, "topic", story.topic);
  put(object, "date", story.date);
  put(object, "url", story.url);
  put_picture(object, story.picture);
  put_texts(object, story.texts);
  return object;
}

base::Result<Contact> read_contact(const Reader& object) {
  Contact contact;
  contact.id = TRY(object.string("id"));
  contact.name = TRY(read_local_text(object, "name"));
  contact.address_as_given = TRY(object.string("address_as_given", ""));
  contact.address = TRY(read_local_text(object, "address"));
  contact.phones = TRY(read_phones(object, "phones"));
  contact.fax = TRY(read_phones(object, "fax"));
  contact.email = TRY(object.string("email", ""));
  contact.web = TRY(object.string("web", ""));
  contact.hours = TRY(read_local_text(object, "hours"));
  contact.note = TRY(read_local_text(object, "note"));
  contact.picture = TRY(read_picture(object));
  return contact;
}

Object write_contact(const Contact& contact) {
  Object object{{"id", contact.id}};
  put(object, "name", contact.name);
  put(object, "address_as_given", contact.address_as_given);
  put(object, "address", contact.address);
  put_phones(object, "phones", contact.phones);
  put_phones(object, "fax", contact.fax);
  put(object, "email", contact.email);
  put(object, "web", contact.web);
  put(object, "hours", contact.hours);
  put(object, "note", contact.note);
  put_picture(object, contact.picture);
  return object;
}

base::Result<Notice> read_notice(const Reader& object) {
  Notice notice;
  notice.id = TRY(object.string("id"));
  if (TRY(object.string("urgency", "normal")) == "urgent") notice.urgency = Urgency::urgent;
  notice.texts = TRY(read_texts(object));
  return notice;
}

Object write_notice(const Notice& notice) {
  Object object{{"id", notice.id},
                {"urgency", notice.urgency == Urgency::urgent ? "urgent" : "normal"}};
  put_texts(object, notice.texts);
  return object;
}

}  // namespace rohnamo::model
