#include "kiosk/app/edition_items.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "content/base/utf8.hpp"
#include "kiosk/text/zone.hpp"

namespace rohnamo::app {
namespace {

std::size_t letters(const model::Texts& texts, std::string_view language,
                    const model::Channel& channel) {
  const auto* text = model::choose(texts, language, channel.language_order()).text;
  return base::utf8::characters(text->title) + base::utf8::characters(text->summary);
}

template <class Record, class Write>
std::string written(const base::Result<Record>& record, Write write) {
  return record ? boost::json::serialize(write(*record)) : std::string();
}

render::FontFamily family_of(const model::Font& font, const cache::Edition& edition) {
  render::FontFamily family;
  family.name = font.name;
  for (const std::string& code : font.scripts) {
    if (code.size() != 4) continue;  // no script
    text::Script script;
    std::copy(code.begin(), code.end(), script.letters);
    family.scripts.push_back(script);
  }
  const auto file = [&](text::Weight weight, bool italic) -> std::string& {
    return family.files[render::face_variant(weight, italic)];
  };
  file(text::Weight::regular, false) = edition.path(font.regular);
  if (font.bold) file(text::Weight::bold, false) = edition.path(*font.bold);
  if (font.italic) file(text::Weight::regular, true) = edition.path(*font.italic);
  if (font.bold_italic) file(text::Weight::bold, true) = edition.path(*font.bold_italic);
  return family;
}

}  // namespace

EditionItems::EditionItems(std::shared_ptr<const cache::Edition> edition, bool builtin)
    : edition_(std::move(edition)), builtin_(builtin), names_(edition_->size()) {
  for (const model::Font& font : edition_->channel().fonts)
    fonts_.push_back(family_of(font, *edition_));
}

model::LocalClock EditionItems::local_clock(base::Time time) const {
  return text::local_clock(time, channel().timezone);
}

std::optional<model::Entry> EditionItems::entry(std::size_t index) const {
  const auto entry = edition_->entry(index);
  return entry ? std::optional(*entry) : std::nullopt;
}

std::string EditionItems::name(std::size_t index) const {
  if (index >= names_.size()) return {};
  std::string& name = names_[index];
  const auto known = name.empty() ? entry(index) : std::nullopt;
  if (!known) return name;
  if (known->kind == model::Kind::story) {
    if (const auto story = edition_->story(index)) name = "story:" + story->id;
  } else if (known->kind == model::Kind::contact) {
    if (const auto contact = edition_->contact(index)) name = "contact:" + contact->id;
  } else if (const auto notice = edition_->notice(index)) {
    name = "notice:" + notice->id;
  }
  return name;
}

std::string EditionItems::version(std::size_t index) const {
  const auto known = entry(index);
  if (!known) return {};
  switch (known->kind) {
    case model::Kind::story:
      return written(edition_->story(index), model::write_story);
    case model::Kind::contact:
      return written(edition_->contact(index), model::write_contact);
    case model::Kind::notice:
      return written(edition_->notice(index), model::write_notice);
  }
  return {};
}

std::size_t EditionItems::characters(std::size_t index, std::string_view language) const {
  constexpr std::size_t of_a_card = 120;  // names and numbers are read slowly
  const auto known = entry(index);
  if (!known || known->kind == model::Kind::contact) return of_a_card;
  if (known->kind == model::Kind::story) {
    const auto story = edition_->story(index);
    return story ? letters(story->texts, language, channel()) : 0;
  }
  const auto notice = edition_->notice(index);
  return notice ? letters(notice->texts, language, channel()) : 0;
}

const EditionItems* edition_of(const deck::ItemsPtr& items) {
  return dynamic_cast<const EditionItems*>(items.get());
}

NoItems::NoItems() {
  channel_.default_language = "en";
  channel_.timezone = "UTC";
  channel_.tint = {11, 93, 138, 255};
  channel_.languages.push_back({"en", "English", "en", model::Direction::left_to_right, {}});
}

}  // namespace rohnamo::app
