// From the deck's page to the scene on the stage, with its pictures.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/app/kiosk.hpp"
#include "kiosk/scene/motif.hpp"

namespace rohnamo::app {

using deck::Now;
using deck::PageKind;

namespace {

constexpr Millis slide_fade{350};
constexpr Millis touch_fade{220};
constexpr Millis slide_patience{1500};  // that a slide waits for its picture
constexpr Millis touch_patience{120};   // that a visitor does

// The same place, with another state of its controls: no page is turned.
bool same_place(const deck::Page& a, const deck::Page& b) {
  return a.kind == b.kind && a.item == b.item && a.first == b.first && a.part == b.part &&
         a.language == b.language && a.attended == b.attended;
}

}  // namespace

bool Kiosk::outdated(Now now) const {
  if (staff_open()) return rebuild_;
  return rebuild_ || deck_.page() != built_ || deck_.items() != built_of_ ||
         now.steady >= words_until_ || !deck::same_clock(built_at_, now);
}

// Whether it is the page that is shown, but as another edition has it.
bool Kiosk::renewed(const deck::Page& page) const {
  return same_place(page, built_) && page.kind == PageKind::slide && built_of_ &&
         deck_.items()->version(page.item) != built_of_->version(built_.item);
}

Millis Kiosk::fade_to(const deck::Page& page) const {
  if (built_.kind == PageKind::welcome || !deck_.items()->channel().motion) return Millis(0);
  if (same_place(page, built_) && !renewed(page)) return Millis(0);
  const auto shown = [](PageKind kind) {
    return kind == PageKind::slide || kind == PageKind::part;
  };
  const bool turned = shown(page.kind) && shown(built_.kind) && page.language == built_.language;
  return turned ? slide_fade : touch_fade;
}

void carry_fonts(render::SdlFonts& fonts, const deck::ItemsPtr& items) {
  const EditionItems* own = edition_of(items);
  fonts.carry(own != nullptr ? own->fonts() : std::vector<render::FontFamily>());
}

void Kiosk::rebuild(Now now) {
  if (staff_open()) return show_staff(now);
  if (deck_.items() != built_of_)
    if (const EditionItems* own = edition_of(deck_.items())) loader_->use(own->edition());
  carry_fonts(drawings_->fonts(), deck_.items());
  built_at_ = now;
  const bool had_stick = known_.stick.has_value();
  known_.stick = stick_.at(now.steady);
  const deck::Page page = deck_.page();
  auto made = maker_.make(page, deck_.items(), deck_.carousel(), panel(deck_.items()), known_, now);
  if (!made) {
    spdlog::warn("a page cannot be shown: {}", made.error().message);
    built_ = page;
    built_of_ = deck_.items();
    rebuild_ = false;
    deck_.skip(now);
    return;
  }
  const bool replaces_waiting = waiting_ && same_place(page, built_);
  const Millis fade = replaces_waiting ? waiting_->fade : fade_to(page);
  const bool slow = page.kind == PageKind::slide || page.kind == PageKind::part;
  const bool resized = had_stick != known_.stick.has_value();
  const bool turned = !same_place(page, built_) || built_of_ == nullptr || renewed(page) ||
                      replaces_waiting || resized;
  if (!same_place(page, built_)) calm_.turned(now.steady);
  const Millis patience = !turned ? Millis(0) : slow ? slide_patience : touch_patience;
  if (!std::exchange(by_key_, false) && !same_place(page, built_)) focus_.clear();
  deck_.measured(made->extent, now);
  words_until_ = known_.stick ? stick_.until() : Millis::max();
  if (made->changes_at)
    words_until_ = std::min(
        words_until_, now.steady + std::max<Millis>(Millis(1000), *made->changes_at - now.wall));
  built_ = page;
  built_of_ = deck_.items();
  rebuild_ = false;
  calm_.dress(made->scene, panel(deck_.items()).unit());
  if (sheet_)
    scene::draw_publish_sheet(
        made->scene, maker_.kit(page.language, deck_.items(), panel(deck_.items())), sheet_->sheet);
  ask_for_pictures(made->scene, deck_.scroll().offset());
  note_slide_picture(made->scene);
  waiting_ = Waiting{std::move(made->scene), fade, now.steady + patience};
  if (focus_.target(waiting_->scene) == nullptr) focus_.clear();
}

void Kiosk::ask_for_pictures(const scene::Scene& scene, int top) {
  for (const auto& mark : scene.marks)
    if (const auto* fill = std::get_if<scene::PictureFill>(&mark)) loader_->prefetch(*fill);
  if (!scene.scroll) return;
  for (const auto& mark : scene.scroll->marks)
    if (const auto* fill = std::get_if<scene::PictureFill>(&mark))
      if (fill->rect.bottom() > top && fill->rect.y < top + scene.scroll->view.h)
        loader_->prefetch(*fill);
}

void Kiosk::note_slide_picture(const scene::Scene& scene) {
  if (built_.kind != PageKind::slide) return;
  for (const auto& mark : scene.marks)
    if (const auto* fill = std::get_if<scene::PictureFill>(&mark)) slide_picture_ = fill->rect;
}

std::optional<scene::PictureFill> Kiosk::next_slide_picture() const {
  const auto& turns = deck_.carousel().turns();
  const EditionItems* own = edition_of(deck_.items());
  if (built_.kind != PageKind::slide || own == nullptr || turns.empty() || !slide_picture_)
    return std::nullopt;
  const std::size_t next = turns[(deck_.carousel().turn() + 1) % turns.size()];
  const auto story = own->edition()->story(next);
  if (!story || !story->picture || story->picture->renditions.empty()) return std::nullopt;
  const model::Picture& picture = *story->picture;
  const model::Channel& channel = deck_.items()->channel();
  const scene::Style style(panel(deck_.items()), channel, model::Direction::left_to_right);
  const auto ground = scene::placeholder(style, style.topic_tint(channel, story->topic));
  const auto& blob = picture.covering(slide_picture_->w, slide_picture_->h).blob;
  return scene::PictureFill{blob, *slide_picture_, picture.focus_x, picture.focus_y, ground, 0};
}

// A page has its pictures, a slide the next one's too: more is memory for nothing.
void Kiosk::keep_what_is_shown() {
  std::vector<scene::PictureFill> fills;
  const auto add = [&fills](const std::vector<scene::Mark>& marks) {
    for (const auto& mark : marks)
      if (const auto* fill = std::get_if<scene::PictureFill>(&mark)) fills.push_back(*fill);
  };
  const scene::Scene& scene = stage_.scene();
  add(scene.marks);
  if (scene.scroll) add(scene.scroll->marks);
  add(scene.over);
  next_picture_ = next_slide_picture();
  if (next_picture_) fills.push_back(*next_picture_);
  loader_->keep_only(fills);
}

void Kiosk::show_waiting(Now now) {
  if (!waiting_) return;
  const auto lacks_pictures = [&] { return now.steady < waiting_->until && !loader_->idle(); };
  if (lacks_pictures()) return drawings_->prepare(waiting_->scene);
  Waiting waiting = std::move(*waiting_);
  waiting_.reset();
  stage_.show(std::move(waiting.scene), deck_.scroll().offset(), waiting.fade, now.steady);
  show_focus();
  keep_what_is_shown();
}

}  // namespace rohnamo::app
