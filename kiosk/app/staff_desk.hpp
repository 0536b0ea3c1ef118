// The staff's pages with what they need of this machine: the PIN that is checked, the facts that
// are read, the wishes that are passed on. Exists only where a PIN is configured. Main thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "content/base/pin_hash.hpp"
#include "kiosk/app/errand.hpp"
#include "kiosk/app/freshness.hpp"
#include "kiosk/app/pin_lock_file.hpp"
#include "kiosk/app/staff_facts.hpp"
#include "kiosk/app/volume_file.hpp"
#include "kiosk/app/words.hpp"
#include "kiosk/deck/hold.hpp"
#include "kiosk/deck/staff.hpp"
#include "kiosk/scene/staff.hpp"

namespace rohnamo::app {

class StaffDesk {
 public:
  struct Options {
    base::PinHash pin;
    base::Path cache, run, state;
    base::Path builtin;  // an edition may be older than the staff's pages: their words are here too
    std::string boot;    // see PinLockFile
    int volume = 3;      // see VolumeFile: what the configuration says
    std::string place;   // where the screen stands; empty: nobody has said it
  };
  // `wake` is called on other threads when tick() has something to take.
  StaffDesk(base::Fs& fs, Options options, const std::function<void()>& wake, deck::Millis now);

  [[nodiscard]] deck::Staff& staff() { return staff_; }
  [[nodiscard]] const deck::Staff& staff() const { return staff_; }
  [[nodiscard]] deck::Hold& hold() { return hold_; }
  [[nodiscard]] bool open() const { return staff_.open(); }
  // Somebody wants the program started anew.
  [[nodiscard]] bool restarts() const { return restarts_; }

  // The volume that a visitor finds, as the staff or else the configuration has it.
  [[nodiscard]] int usual_volume() const { return volume_file_.read(options_.volume); }
  void keep_usual_volume(int volume) { volume_file_.write(volume, options_.volume); }
  // What sync says of itself now.
  void tell(const std::optional<exchange::SyncStatus>& before,
            const std::optional<exchange::SyncStatus>& now);
  // Does what is due; true: the page must be drawn anew.
  bool tick(deck::Millis now);
  [[nodiscard]] deck::Millis next_deadline() const;
  // Waits for what is under way elsewhere; false: nothing is.
  bool finish() const;

  scene::Scene make(scene::Kit kit, const Known& known, base::Time now);

 private:
  void begin_errands(deck::Millis now);
  bool take_results(deck::Millis now);
  void fulfil(deck::StaffWish wish);
  const text::Wording& words_for(const scene::Kit& kit);
  scene::Scene make_pad(const scene::Kit& kit, const scene::Surround& around) const;

  base::Fs* fs_;
  Options options_;
  PinLockFile lock_file_;
  VolumeFile volume_file_;
  deck::Staff staff_;
  deck::Hold hold_;
  deck::StaffPage shown_;
  StaffFacts facts_;
  std::optional<deck::Millis> facts_at_;
  bool restarts_ = false;
  deck::ItemsPtr installed_;
  std::unique_ptr<Words> installed_words_;
  Errand<bool> check_;
  Errand<StaffFacts> reading_;
};

}  // namespace rohnamo::app
