#include "kiosk/app/staff_desk.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "content/exchange/sync_wish.hpp"
#include "kiosk/app/edition_items.hpp"
#include "kiosk/app/staff_words.hpp"
#include "kiosk/app/support_summary.hpp"

namespace rohnamo::app {
namespace {

using deck::Millis;
using deck::StaffKind;

constexpr Millis facts_pace{2'000};

std::optional<base::Time> newest_attempt(const std::optional<exchange::SyncStatus>& sync) {
  if (!sync || sync->attempts.empty()) return std::nullopt;
  return sync->attempts.front().at;
}

}  // namespace

StaffDesk::StaffDesk(base::Fs& fs, Options options, const std::function<void()>& wake, Millis now)
    : fs_(&fs),
      options_(std::move(options)),
      lock_file_(fs, options_.state, options_.boot),
      volume_file_(fs, options_.state),
      staff_(lock_file_.read(now)),
      check_(wake),
      reading_(wake) {}

void StaffDesk::tell(const std::optional<exchange::SyncStatus>& before,
                     const std::optional<exchange::SyncStatus>& now) {
  const bool began = now && now->busy && !(before && before->busy);
  if (began || newest_attempt(before) != newest_attempt(now)) staff_.sync_moved();
}

// ---- what is done elsewhere

void StaffDesk::fulfil(deck::StaffWish wish) {
  using What = deck::StaffWish::What;
  if (wish.what == What::check_pin) {
    lock_file_.write(staff_.lock());
    check_.begin([pin = options_.pin, tried = std::move(wish.pin)] { return pin.matches(tried); });
  } else if (wish.what == What::sync) {
    const auto wished = exchange::wish_for_sync(*fs_, options_.run);
    if (!wished) spdlog::warn("the wish to sync: {}", wished.error().message);
  } else {
    spdlog::info("the staff starts the program anew");
    restarts_ = true;
  }
}

bool StaffDesk::take_results(Millis now) {
  if (const auto right = check_.take()) {
    staff_.answer(*right, now);
    if (*right) lock_file_.write(staff_.lock());
    if (!*right) spdlog::warn("a wrong PIN was entered");
  }
  auto facts = reading_.take();
  if (facts) facts_ = std::move(*facts);
  return facts.has_value();
}

void StaffDesk::begin_errands(Millis now) {
  if (auto wish = staff_.take_wish()) fulfil(std::move(*wish));
  if (!open() || reading_.under_way() || (facts_at_ && now < *facts_at_ + facts_pace)) return;
  facts_at_ = now;
  reading_.begin([fs = fs_, cache = options_.cache, run = options_.run] {
    return read_staff_facts(*fs, cache, run);
  });
}

bool StaffDesk::finish() const {
  if (!check_.under_way() && !reading_.under_way()) return false;
  check_.finish();
  reading_.finish();
  return true;
}

bool StaffDesk::tick(Millis now) {
  const bool facts = take_results(now);
  staff_.tick(now);
  if (staff_.settle_lock(now)) lock_file_.write(staff_.lock());
  begin_errands(now);
  const bool changed = staff_.page() != shown_;
  shown_ = staff_.page();
  return changed || (facts && open());
}

Millis StaffDesk::next_deadline() const {
  Millis next = std::min(staff_.next_deadline(), hold_.next_deadline());
  if (const Millis until = staff_.lock().until(); until != Millis(0)) next = std::min(next, until);
  if (staff_.page().kind == StaffKind::page && facts_at_ && !reading_.under_way())
    next = std::min(next, *facts_at_ + facts_pace);
  return next;
}

// ---- the pages

const text::Wording& StaffDesk::words_for(const scene::Kit& kit) {
  if (kit.words->knows("staff_volume")) return *kit.words;
  if (!installed_words_) {
    const auto id = cache::current_edition(*fs_, options_.builtin);
    auto edition = id ? cache::Edition::open(*fs_, options_.builtin, *id) : base::fail(id.error());
    if (!edition) return *kit.words;
    installed_ = std::make_shared<EditionItems>(*edition, true);
    installed_words_ = std::make_unique<Words>(*edition, installed_->channel());
  }
  return installed_words_->in(kit.words->language());
}

scene::Scene StaffDesk::make_pad(const scene::Kit& kit, const scene::Surround& around) const {
  const deck::StaffPage& page = staff_.page();
  const text::Wording& words = *kit.words;
  scene::PinPad pad{page.digits, {}, page.minutes_left == 0, !page.checking};
  if (page.checking) {
    pad.message = words.say("staff_pin_checking");
  } else if (page.minutes_left > 0) {
    pad.message = words.say("staff_pin_locked", {{"n", std::int64_t{page.minutes_left}}});
  } else if (page.tries_left > 0) {
    pad.message = words.say("staff_pin_wrong", {{"n", std::int64_t{page.tries_left}}});
  }
  return scene::pin_pad(kit, around, pad);
}

scene::Scene StaffDesk::make(scene::Kit kit, const Known& known, base::Time now) {
  kit.words = &words_for(kit);
  const deck::StaffPage& page = staff_.page();
  scene::Surround around;
  around.visiting = true;
  around.staff = true;
  around.freshness = kit.words->say("staff_title");
  if (!options_.place.empty()) around.freshness += " \u00b7 " + options_.place;
  const StaffKnown told{known, facts_, now, page.sync, options_.place};
  if (page.kind == StaffKind::test) return scene::screen_test(kit, page.step, page.fields);
  if (page.kind == StaffKind::pin) return make_pad(kit, around);
  if (page.kind == StaffKind::summary) {
    around.back = true;
    return scene::staff_summary(kit, around, support_summary(told));
  }
  scene::StaffSheet sheet = staff_sheet(*kit.words, told);
  sheet.volume = page.volume;
  scene::Scene scene = scene::staff_page(kit, around, sheet);
  if (page.asks_restart) scene::ask_restart(scene, kit);
  return scene;
}

}  // namespace rohnamo::app
