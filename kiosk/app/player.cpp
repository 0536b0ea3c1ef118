#include "kiosk/app/player.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr Millis tap_length{80};
constexpr Millis move_pace{10};
constexpr std::uint64_t status_limit = 64 << 10;  // bytes
constexpr std::array sound_names{"silent", "playing", "paused", "broken"};
constexpr std::array page_names{"welcome", "slide", "home", "reader", "contacts", "notice", "part"};

constexpr std::array staff_names{"", "staff_pin", "staff", "staff_test", "staff_summary"};

std::string page_of(const Kiosk& kiosk) {
  if (kiosk.staff() != nullptr && kiosk.staff()->open())
    return staff_names.at(static_cast<std::size_t>(kiosk.staff()->staff().page().kind));
  return page_names.at(static_cast<std::size_t>(kiosk.deck().page().kind));
}

std::string language_of(const Kiosk& kiosk) {
  const bool staff = kiosk.staff() != nullptr && kiosk.staff()->open();
  return staff ? kiosk.staff()->staff().page().language : kiosk.deck().page().language;
}

}  // namespace

Player::Player(Kiosk& kiosk, render::Window& window, loader::PictureLoader& loader,
               Editions& editions, NewsReader& news, base::Path out, const deck::Now& began)
    : kiosk_(&kiosk),
      window_(&window),
      loader_(&loader),
      editions_(&editions),
      news_(&news),
      out_(std::move(out)),
      began_(began) {}

deck::Now Player::now() const {
  const auto passed = std::chrono::floor<std::chrono::seconds>(clock_ - began_.steady);
  return {clock_, began_.wall + passed, began_.clock};
}

// Everything that is due at this moment, with its pictures.
void Player::settle() {
  for (int rounds = 0; rounds < 8; ++rounds) {
    kiosk_->frame(now());
    if (kiosk_->staff() != nullptr && kiosk_->staff()->finish()) continue;
    if (loader_->idle() && kiosk_->next_deadline() > clock_) break;
    loader_->finish();
    kiosk_->pictures_arrived();
  }
}

void Player::until(Millis end) {
  settle();
  while (kiosk_->next_deadline() <= end) {
    clock_ = std::max(clock_ + Millis(1), kiosk_->next_deadline());
    settle();
  }
  clock_ = std::max(clock_, end);
  settle();
}

void Player::pass(Millis span) {
  until(clock_ + span);
}

Result<void> Player::play(const Script& script) {
  settle();
  for (const Line& line : script) {
    const auto done = std::visit([this](const auto& action) { return act(action); }, line.action);
    if (!done) return fail(done.error(), fmt::format("line {}", line.number));
  }
  return {};
}

Result<void> Player::act(const Wait& wait) {
  pass(wait.span);
  return {};
}

Result<void> Player::act(const TapTarget& tap) {
  const auto* target = kiosk_->scene().named(tap.name);
  if (target == nullptr)
    return fail(Code::not_found, fmt::format("the page has no target '{}'", tap.name));
  const int offset = kiosk_->scroll().offset();
  scene::Rect rect = kiosk_->scene().on_screen(*target, offset);
  if (rect.h < 2) {
    // Out of view: a visitor would scroll there first.
    const auto& view = kiosk_->scene().scroll->view;
    const bool below = target->rect.y > offset;
    for (int tries = 0; rect.h < target->rect.h && tries < 200; ++tries) {
      const int middle = view.y + view.h / 2;
      const int step = view.h / 3 * (below ? -1 : 1);
      (void)act(
          Drag{view.x + view.w / 2, middle, view.x + view.w / 2, middle + step, Millis(100), true});
      const int before = rect.y;
      rect = kiosk_->scene().on_screen(*target, kiosk_->scroll().offset());
      if (rect.y == before && tries > 0 && rect.h > 2) break;
    }
  }
  const int x = rect.x + rect.w / 2;
  const int y = rect.y + rect.h / 2;
  const auto* hit = kiosk_->scene().hit(x, y, kiosk_->scroll().offset());
  if (hit == nullptr || hit->name != tap.name)
    return fail(Code::not_found, fmt::format("the target '{}' is covered by '{}'", tap.name,
                                             hit == nullptr ? "nothing" : hit->name));
  return act(TapPlace{x, y});
}

Result<void> Player::act(const TapPlace& tap) {
  kiosk_->down(tap.x, tap.y, now());
  pass(tap_length);
  kiosk_->up(tap.x, tap.y, now());
  settle();
  return {};
}

Result<void> Player::act(const Drag& drag) {
  const Millis began = clock_;
  kiosk_->down(drag.from_x, drag.from_y, now());
  while (clock_ - began < drag.span) {
    pass(std::min(move_pace, drag.span - (clock_ - began)));
    const double share = static_cast<double>((clock_ - began).count()) /
                         static_cast<double>(std::max<Millis::rep>(1, drag.span.count()));
    kiosk_->move(drag.from_x + static_cast<int>((drag.to_x - drag.from_x) * share),
                 drag.from_y + static_cast<int>((drag.to_y - drag.from_y) * share), now());
  }
  if (drag.rests) pass(Millis(200));
  kiosk_->up(drag.to_x, drag.to_y, now());
  settle();
  return {};
}

Result<void> Player::act(const Swipe& swipe) {
  const int w = window_->width();
  const int y = window_->height() / 2;
  const bool left = swipe.to == deck::Side::left;
  return act(Drag{left ? w * 3 / 4 : w / 4, y, left ? w / 4 : w * 3 / 4, y, Millis(160), false});
}

Result<void> Player::act(const Press& press) {
  kiosk_->key(press.key, now());
  settle();
  return {};
}

// The picture is of the page at rest: a fade that has begun is let end.
Result<void> Player::act(const Shot& shot) {
  const base::Path path = out_ / (shot.name + ".png");
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  pass(Millis(400));
  return window_->save_png(path);
}

Result<void> Player::act(const Resize& resize) {
  window_->resize(resize.size.width, resize.size.height);
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0)
    if (window_->handle(event)) kiosk_->window_changed();
  settle();
  if (window_->width() == resize.size.width && window_->height() == resize.size.height) return {};
  return fail(Code::unsupported, "the window does not take that size");
}

std::string Player::found(const Expect& expect) const {
  const deck::Page& page = kiosk_->deck().page();
  switch (expect.what) {
    case Expect::What::page:
      return page_of(*kiosk_);
    case Expect::What::language:
      return language_of(*kiosk_);
    case Expect::What::target:
      return kiosk_->scene().named(expect.value) != nullptr ? expect.value : "no such target";
    case Expect::What::focus:
      return kiosk_->focus().active() ? kiosk_->focus().name() : "none";
    case Expect::What::sound:
      return sound_names.at(static_cast<std::size_t>(page.narration.state));
    case Expect::What::volume:
      return std::to_string(page.narration.volume);
    case Expect::What::passage:
      return std::to_string(page.narration.passage);
  }
  return {};
}

Result<void> Player::act(const Expect& expect) {
  const std::string found = this->found(expect);
  if (found == expect.value) return {};
  return fail(Code::invalid_input, fmt::format("expected {}, found {}", expect.value, found));
}

Result<void> Player::act(const TellStick& stick) {
  const std::string bytes = TRY(base::posix_fs().read(stick.status, status_limit));
  kiosk_->tell_stick(TRY(exchange::parse_sideload_status(bytes)), now());
  settle();
  return {};
}

Result<void> Player::act(const SetClock& clock) {
  began_ = {clock_, clock.to.value_or(now().wall), clock.to.has_value()};
  settle();
  return {};
}

Result<void> Player::act(const Sync&) {
  if (auto news = news_->read()) editions_->take(std::move(*news), *kiosk_, now());
  settle();
  return {};
}

}  // namespace rohnamo::app
