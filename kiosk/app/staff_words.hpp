// What the staff page says: from what is known of the machine to words that staff understand.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/app/freshness.hpp"
#include "kiosk/app/staff_facts.hpp"
#include "kiosk/deck/staff.hpp"
#include "kiosk/scene/staff.hpp"

namespace rohnamo::app {

struct StaffKnown {
  const Known& known;       // of the content and of sync
  const StaffFacts& facts;  // of the machine
  base::Time now;           // the trusted time
  deck::StaffPage::Sync sync = deck::StaffPage::Sync::idle;
  std::string_view place = {};  // where the screen stands; empty: nobody has said it
};

scene::StaffSheet staff_sheet(const text::Wording& words, const StaffKnown& told);

// The sign alone: whether the screen is up to date, and what to do.
scene::StaffSign staff_sign(const text::Wording& words, const StaffKnown& told);

// Where a stick stands: the state of its status file in words, with the technician's beside it.
scene::StaffRow stick_row(const text::Wording& words, const exchange::SideloadStatus& stick,
                          base::Time now);

// "230 MB", "12 GB"
std::string size_words(const text::Wording& words, std::uint64_t bytes);

}  // namespace rohnamo::app
