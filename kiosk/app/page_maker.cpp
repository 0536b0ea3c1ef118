#include "kiosk/app/page_maker.hpp"

#include <algorithm>

#include "kiosk/app/stick_notice.hpp"
#include "kiosk/app/take_along.hpp"

namespace rohnamo::app {
namespace {

using deck::PageKind;
using std::chrono::minutes;

static_assert(deck::text_steps == scene::text_steps);

constexpr std::size_t most_contacts = 24;  // on the contacts page

// What the making of one page needs.
struct Making {
  const deck::Page& page;
  const cache::Edition& edition;
  const deck::Carousel& carousel;
  const scene::Kit& kit;
  const scene::Surround& around;
  scene::Clock clock;  // what it shows now
  Recordings& recordings;

  // The text of the page's language, or of the one that is shown instead of it.
  [[nodiscard]] const model::Text& text(const model::Texts& texts) const {
    return *model::choose(texts, page.language, kit.channel->language_order()).text;
  }
  // nullptr: nothing of it can be heard, or nobody could touch a button.
  [[nodiscard]] const Recording* recording(const model::Texts& texts) const {
    return page.attended ? recordings.of(edition, text(texts)) : nullptr;
  }
};

base::Result<model::Document> body(const Making& making, const model::Texts& texts) {
  return making.edition.document(making.text(texts).body);
}

base::Result<Made> slide(const Making& making) {
  const auto entry = TRY(making.edition.entry(making.page.item));
  if (entry.kind == model::Kind::story) {
    const auto story = TRY(making.edition.story(making.page.item));
    const bool audible = making.recording(story.texts) != nullptr;
    return Made{scene::story_slide(making.kit, making.around, story, audible), {}, {}};
  }
  if (entry.kind == model::Kind::contact) {
    const auto contact = TRY(making.edition.contact(making.page.item));
    return Made{scene::contact_slide(making.kit, making.around, contact, making.clock), {}, {}};
  }
  const auto notice = TRY(making.edition.notice(making.page.item));
  return Made{scene::notice_slide(making.kit, making.around, notice), {}, {}};
}

// Where each begins in the list; an edition that does not say it has none.
std::vector<scene::Grid::Jump> topics_of(const Making& making) {
  std::vector<scene::Grid::Jump> jumps;
  const auto& stories = making.carousel.stories();
  const auto& topics = making.kit.channel->topics;
  std::size_t last = 0;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const auto entry = making.edition.entry(stories[i]);
    const std::size_t topic = entry ? entry->topic : 0;
    if (topic == 0 || topic > topics.size() || topic == last) continue;
    jumps.push_back({topics[topic - 1].id, i});
    last = topic;
  }
  return jumps;
}

base::Result<Made> home(const Making& making) {
  scene::Grid grid;
  const auto& stories = making.carousel.stories();
  const std::size_t first = std::min(making.page.first, stories.size());
  const std::size_t last = std::min(first + deck::home_page, stories.size());
  for (std::size_t i = first; i < last; ++i)
    if (auto story = making.edition.story(stories[i])) grid.stories.push_back(std::move(*story));
  if (first > 0) grid.earlier = first < deck::home_page ? 0 : first - deck::home_page;
  if (last < stories.size()) grid.later = last;
  if (stories.size() > deck::home_page) grid.topics = topics_of(making);
  return Made{scene::home(making.kit, making.around, grid), {}, {}};
}

std::optional<model::Story> neighbour(const Making& making,
                                      const std::optional<std::size_t>& index) {
  if (!index) return std::nullopt;
  auto story = making.edition.story(*index);
  return story ? std::optional(std::move(*story)) : std::nullopt;
}

// Of the contact that helps, else of the first that has one; empty: there is none.
std::string help_number(const Making& making) {
  std::string first;
  for (const std::size_t index : making.carousel.contacts()) {
    const auto contact = making.edition.contact(index);
    if (!contact || contact->phones.empty()) continue;
    const std::string& number = contact->phones.front().dial;
    if (contact->id == making.kit.channel->help) return number;
    if (first.empty()) first = number;
  }
  return first;
}

base::Result<Made> reader(const Making& making) {
  const auto story = TRY(making.edition.story(making.page.item));
  const model::Text& text = making.text(story.texts);
  const auto document = TRY(body(making, story.texts));
  const scene::Ending ending{neighbour(making, making.page.previous),
                             neighbour(making, making.page.next),
                             take_along(story, text, help_number(making))};
  std::optional<scene::Aloud> aloud;
  const Recording* recording = making.recording(story.texts);
  if (recording != nullptr && making.page.narration.state != deck::Narration::State::broken)
    aloud = scene::Aloud{making.page.narration, recording->timings};
  Made made{scene::reader(making.kit, making.around, story, document, ending, aloud), {}, {}};
  if (made.scene.passage)
    made.extent.passage = {made.scene.passage->y, made.scene.passage->bottom()};
  return made;
}

base::Result<Made> part(const Making& making) {
  const auto story = TRY(making.edition.story(making.page.item));
  const auto document = TRY(body(making, story.texts));
  auto part = scene::story_part(making.kit, making.around, story, document, making.page.part);
  Made made{std::move(part.scene), {}, {}};
  made.extent.parts = part.parts;
  made.extent.characters = part.characters;
  return made;
}

base::Result<Made> notice(const Making& making) {
  const auto notice = TRY(making.edition.notice(making.page.item));
  const auto document = TRY(body(making, notice.texts));
  return Made{scene::notice_reader(making.kit, making.around, notice, document), {}, {}};
}

// The one that was asked for first, then the others.
base::Result<Made> contacts(const Making& making) {
  std::vector<std::size_t> order = making.carousel.contacts();
  const auto asked = std::ranges::find(order, making.page.item);
  if (asked != order.end()) std::rotate(order.begin(), asked, std::next(asked));
  std::vector<model::Contact> list;
  for (const std::size_t index : order) {
    if (list.size() == most_contacts) break;
    if (auto contact = making.edition.contact(index)) list.push_back(std::move(*contact));
  }
  return Made{scene::contacts(making.kit, making.around, list, making.clock), {}, {}};
}

base::Result<Made> build(const Making& making) {
  switch (making.page.kind) {
    case PageKind::slide:
      return slide(making);
    case PageKind::home:
      return home(making);
    case PageKind::reader:
      return reader(making);
    case PageKind::contacts:
      return contacts(making);
    case PageKind::notice:
      return notice(making);
    case PageKind::part:
      return part(making);
    case PageKind::welcome:
      break;
  }
  return Made{scene::welcome(making.kit), {}, {}};
}

std::optional<scene::NoticeBar> notice_bar(const deck::Page& page, const cache::Edition& edition) {
  if (!page.notice) return std::nullopt;
  const auto notice = edition.notice(*page.notice);
  if (!notice) return std::nullopt;
  const auto chosen =
      model::choose(notice->texts, page.language, edition.channel().language_order());
  return scene::NoticeBar{"notice:" + notice->id, chosen.text->title, chosen.text->summary,
                          std::string(chosen.language), notice->urgency == model::Urgency::urgent};
}

scene::Surround surround(const deck::Page& page, const cache::Edition& edition) {
  scene::Surround around;
  around.attended = page.attended;
  around.visiting = page.attended && page.kind != PageKind::slide;
  around.pressing = page.pressing;
  around.paused = page.wishes.paused;
  around.adjusting = page.wishes.adjusting;
  if (page.kind == PageKind::home) around.here = "home";
  if (page.kind == PageKind::contacts) around.here = "contacts";
  if (!around.visiting) {
    around.position = page.position;
    around.total = page.total;
  }
  around.notice = notice_bar(page, edition);
  return around;
}

}  // namespace

void PageMaker::use(const deck::ItemsPtr& items) {
  if (items == items_) return;
  const EditionItems* own = edition_of(items);
  items_ = items;
  words_ = std::make_unique<Words>(own == nullptr ? nullptr : own->edition(), items->channel());
}

std::optional<scene::Invitation> PageMaker::invitation(const std::string& language) {
  const text::Wording& words = words_->in(language);
  if (words.language() != language || !words.knows("touch_to_read")) return std::nullopt;
  return scene::Invitation{language, words.direction(), words.say("touch_to_read")};
}

scene::Kit PageMaker::kit(std::string_view language, const deck::ItemsPtr& items,
                          const scene::Panel& panel, scene::Sight sight) {
  use(items);
  const text::Wording& words = words_->in(language);
  const model::Channel& channel = items->channel();
  return {fonts_, &words, &channel, scene::Style(panel, channel, words.direction(), sight)};
}

base::Result<Made> PageMaker::make(const deck::Page& page, const deck::ItemsPtr& items,
                                   const deck::Carousel& carousel, const scene::Panel& panel,
                                   const Known& known, const deck::Now& now) {
  const scene::Kit kit =
      this->kit(page.language, items, panel, {page.wishes.text_step, page.wishes.contrast});
  const EditionItems* own = edition_of(items);
  if (own == nullptr || page.kind == PageKind::welcome) return Made{scene::welcome(kit), {}, {}};
  Known told = known;
  told.builtin = own->builtin();
  const Freshness fresh = freshness(*kit.words, told, now.wall);
  scene::Surround around = surround(page, *own->edition());
  around.freshness = fresh.words;
  if (known.stick) around.stick = stick_bar(*kit.words, *known.stick);
  if (page.invitation != page.language) around.invitation = invitation(page.invitation);
  const scene::Clock clock{items->local_clock(now.wall).at(now.wall), now.clock};
  if (clock.known) around.clock = kit.words->clock(now.wall);
  Made made = TRY(build({page, *own->edition(), carousel, kit, around, clock, *recordings_}));
  made.changes_at = fresh.changes_at;
  if (clock.known) {
    const base::Time next = std::chrono::floor<minutes>(now.wall) + minutes(1);
    made.changes_at = std::min(made.changes_at.value_or(next), next);
  }
  if (made.scene.scroll) {
    made.extent.furthest = made.scene.scroll->furthest();
    made.extent.view = made.scene.scroll->view.h;
  }
  if (page.wishes.adjusting) scene::draw_adjustments(made.scene, kit);
  if (page.seconds_left > 0) scene::ask_still_here(made.scene, kit, page.seconds_left);
  return made;
}

}  // namespace rohnamo::app
