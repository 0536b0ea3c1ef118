#include "kiosk/app/kiosk.hpp"

#include <algorithm>
#include <utility>

namespace rohnamo::app {

using deck::Now;
using deck::PageKind;

Kiosk::Kiosk(render::Window& window, render::Drawings& drawings, loader::PictureLoader& loader,
             sound::Player& player, deck::Deck deck, const Glass& glass, Now now,
             std::unique_ptr<StaffDesk> staff)
    : window_(&window),
      drawings_(&drawings),
      loader_(&loader),
      painter_(drawings, [&loader](const scene::PictureFill& fill) { return loader.get(fill); }),
      stage_(window, painter_),
      recordings_(player),
      maker_(drawings.fonts(), recordings_),
      glass_(glass),
      calm_(window, glass.light, now.steady),
      deck_(std::move(deck)),
      listening_(player, recordings_),
      gestures_(gestures()),
      staff_(std::move(staff)) {
  if (const EditionItems* own = edition_of(deck_.items())) loader_->use(own->edition());
  if (staff_) deck_.set_usual_volume(staff_->usual_volume());
}

scene::Panel panel_of(int width, int height, const Glass& glass, const deck::Items& items) {
  constexpr double inch = 25.4;  // mm
  const model::Screen& screen = items.channel().screen;
  return {width, height, glass.inches.value_or(screen.inches) * inch,
          static_cast<double>(glass.reading_distance.value_or(screen.reading_distance)),
          glass.low_controls};
}

scene::Panel Kiosk::panel(const deck::ItemsPtr& items) const {
  return panel_of(window_->width(), window_->height(), glass_, *items);
}

// A tap may wander by two units, a swipe goes over nine.
deck::Gestures Kiosk::gestures() const {
  const double unit = panel(deck_.items()).unit();
  return {static_cast<int>(2 * unit), static_cast<int>(9 * unit)};
}

const scene::Scene& Kiosk::scene() const {
  return waiting_ ? waiting_->scene : stage_.scene();
}

// ---- editions

base::Result<void> Kiosk::offer(const deck::ItemsPtr& items, Now now) {
  const deck::Deck trial(items, deck::Options(), now);
  if (trial.page().kind == PageKind::welcome)
    return base::fail(base::Code::corrupt, "not one of its items can be shown");
  carry_fonts(drawings_->fonts(), items);
  PageMaker maker(drawings_->fonts(), recordings_);
  const Made made =
      TRY(maker.make(trial.page(), items, trial.carousel(), panel(items), known_, now));
  const auto scratch = render::make_surface(window_->width(), window_->height());
  render::Painter(*drawings_, nullptr).paint(made.scene, 0, *scratch);
  deck_.offer(items, now);
  return {};
}

void Kiosk::tell(std::optional<exchange::SyncStatus> sync, std::optional<base::Time> proven) {
  Known told{known_.builtin, std::move(sync), proven, known_.stick};
  // A download's progress is written often and changes nothing on the screen.
  if (staff_) staff_->tell(known_.sync, told.sync);
  if (staff_open() || !same_freshness(known_, told)) rebuild_ = true;
  known_ = std::move(told);
}

void Kiosk::tell_stick(std::optional<exchange::SideloadStatus> stick, Now now) {
  stick_.tell(std::move(stick), now.steady);
  rebuild_ = true;
}

void Kiosk::pictures_arrived() {
  if (!waiting_) stage_.pictures_arrived();
}

void Kiosk::window_changed() {
  rebuild_ = true;
  built_.kind = PageKind::welcome;  // nothing of the old window is faded from
  gestures_ = gestures();
}

// ---- input

void Kiosk::down(int x, int y, Now now) {
  woke_ = !calm_.touched(now.steady);
  if (woke_) return;
  focus_.clear();
  show_focus();
  hold_corner(x, y, now);
  staff_finger(x, y, true, now);
  for (const auto& gesture : gestures_.down(x, y, now.steady)) act(gesture, now);
}

void Kiosk::move(int x, int y, Now now) {
  if (woke_) return;
  staff_finger(x, y, false, now);
  for (const auto& gesture : gestures_.move(x, y, now.steady)) act(gesture, now);
}

void Kiosk::up(int x, int y, Now now) {
  if (std::exchange(woke_, false)) return;
  finger_down_ = false;
  if (staff_) staff_->hold().end();
  for (const auto& gesture : gestures_.up(x, y, now.steady)) act(gesture, now);
}

void Kiosk::wheel(double pixels, Now now) {
  if (!calm_.touched(now.steady)) return;
  if (sheet_) return;
  if (staff_open()) return staff_wheel(pixels, now);
  deck_.press(now);
  deck_.drag(pixels, now);
  deck_.fling(0, now);
}

bool Kiosk::right_to_left() const {
  const std::string& code = staff_open() ? staff_->staff().page().language : deck_.page().language;
  const auto* language = deck_.items()->channel().language(code);
  return language != nullptr && language->direction == model::Direction::right_to_left;
}

int Kiosk::focus_step(deck::Key key) const {
  const bool scrolls = scene().scroll && scene().scroll->furthest() > 0;
  const int onward = right_to_left() ? -1 : 1;
  switch (key) {
    case deck::Key::next:
      return 1;
    case deck::Key::previous:
      return -1;
    case deck::Key::right:
      return focus_.active() ? onward : 0;
    case deck::Key::left:
      return focus_.active() ? -onward : 0;
    case deck::Key::down:
      return scrolls ? 0 : 1;
    case deck::Key::up:
      return scrolls ? 0 : -1;
    case deck::Key::enter:
      return focus_.active() || deck_.page().kind == PageKind::slide ? 0 : 1;
    case deck::Key::escape:
      break;
  }
  return 0;
}

void Kiosk::key(deck::Key key, Now now) {
  if (!calm_.touched(now.steady)) return;
  keep_up(now);  // it is for the page that the keys before it led to, drawn or not
  if (sheet_) return sheet_key(key, now);
  if (staff_open()) return staff_key(key, now);
  const deck::Page& page = deck_.page();
  if (!page.attended || page.seconds_left > 0) return deck_.key(key, now);
  if (const int step = focus_step(key); step != 0) {
    deck_.tap({}, now);  // somebody is there
    focus_.move(scene(), right_to_left(), step);
    const auto* target = focus_.target(scene());
    if (target != nullptr && target->scrolls)
      deck_.reveal(target->rect.y, target->rect.bottom(), now);
    return show_focus();
  }
  if (key == deck::Key::enter && focus_.active())
    deck_.tap(focus_.name(), now);
  else
    deck_.key(key, now);
  by_key_ = deck_.page() != built_;
}

void Kiosk::show_focus() {
  stage_.focus(focus_.target(stage_.scene()));
}

// A whole slide does not darken under a finger: its button does.
void Kiosk::press(int x, int y) {
  const auto* target = scene().hit(x, y, scroll().offset());
  if (target == nullptr || !(deck_.page().attended || staff_open())) return;
  pressed_ = target->name;
  const auto large = [this](const scene::Target& one) {
    return one.rect.w > window_->width() / 2 && one.rect.h > window_->height() / 3;
  };
  if (large(*target)) {
    const auto button = std::ranges::find_if(scene().targets, [&](const scene::Target& one) {
      return (one.name == pressed_ || one.name.starts_with("read:")) && !large(one);
    });
    if (button == scene().targets.end()) return;
    target = &*button;
  }
  stage_.press(scene().on_screen(*target, scroll().offset()), target->radius);
}

// What a tap on it would show is made ready while the finger is still down.
void Kiosk::anticipate(std::string_view target, Now now) {
  if (sheet_ || staff_open()) return;
  deck::Deck trial = deck_;
  trial.tap(target, now);
  if (trial.page() == deck_.page() || trial.items() != deck_.items()) return;
  const auto made =
      maker_.make(trial.page(), trial.items(), trial.carousel(), panel(trial.items()), known_, now);
  if (made) ask_for_pictures(made->scene, trial.scroll().offset());
}

void Kiosk::act(const deck::Gesture& gesture, Now now) {
  if (staff_ && std::holds_alternative<deck::Unpressed>(gesture)) staff_->hold().end();
  if (sheet_) return act_sheet(gesture, now);
  if (staff_open()) return act_staff(gesture, now);
  if (const auto* pressed = std::get_if<deck::Pressed>(&gesture)) {
    deck_.press(now);
    press(pressed->x, pressed->y);
  } else if (std::holds_alternative<deck::Unpressed>(gesture)) {
    stage_.press(std::nullopt, 0);
  } else if (const auto* tapped = std::get_if<deck::Tapped>(&gesture)) {
    const auto* target = scene().hit(tapped->x, tapped->y, deck_.scroll().offset());
    const std::string name = target == nullptr ? std::string() : target->name;
    stage_.press(std::nullopt, 0);
    deck_.tap(name, now);
  } else if (const auto* dragged = std::get_if<deck::Dragged>(&gesture)) {
    deck_.drag(dragged->dy, now);
  } else if (const auto* flung = std::get_if<deck::Flung>(&gesture)) {
    deck_.fling(flung->velocity, now);
  } else if (const auto* swiped = std::get_if<deck::Swiped>(&gesture)) {
    deck_.swipe(swiped->to, now);
  }
}

// ---- frames

// In the dark nothing is drawn, and what goes on is caught up with when it is light.
bool Kiosk::darkened(Now now) {
  const model::LocalClock local = deck_.items()->local_clock(now.wall);
  const auto time = now.clock ? std::optional(local.at(now.wall)) : std::nullopt;
  if (calm_.tick(now.steady, time)) {
    waiting_.reset();
    window_changed();
    if (!calm_.lit()) stage_.show(calm_.darkness(), 0, Millis(0), now.steady);
  }
  return !calm_.lit();
}

// Makes the page that is to be shown now.
void Kiosk::keep_up(Now now) {
  deck_.tick(now);
  listening_.follow(deck_, now);
  tick_staff(now);
  for (int tries = 0; outdated(now) && tries < 4; ++tries) rebuild(now);
}

bool Kiosk::frame(Now now) {
  if (darkened(now)) {
    const bool drawn = stage_.frame(now.steady);
    presented_ = presented_ || drawn;
    return drawn;
  }
  keep_up(now);
  show_waiting(now);
  if (!waiting_) stage_.scroll(scroll().offset());
  stage_.progress(listening_.share());
  const bool changed = stage_.frame(now.steady);
  if (!pressed_.empty()) anticipate(std::exchange(pressed_, {}), now);
  if (presented_ && next_picture_ && !stage_.fading() && !waiting_)
    loader_->prefetch(*std::exchange(next_picture_, std::nullopt));
  if (changed && !waiting_) presented_ = true;
  return changed;
}

Millis Kiosk::next_deadline() const {
  if (!calm_.lit()) return std::min(calm_.next_deadline(), stage_.next_deadline());
  Millis next = std::min(
      {deck_.next_deadline(), words_until_, stage_.next_deadline(), listening_.next_deadline()});
  if (staff_) next = std::min(next, staff_->next_deadline());
  next = std::min(next, calm_.next_deadline());
  return waiting_ ? std::min(next, waiting_->until) : next;
}

}  // namespace rohnamo::app
