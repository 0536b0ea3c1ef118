// What a technician wants to know first, for a phone's camera: lines of English, and no secret.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/app/staff_words.hpp"

namespace rohnamo::app {

constexpr std::size_t summary_limit = 600;  // bytes: what a QR code of this size still carries well

std::string support_summary(const StaffKnown& told);

// An address without the name and password that it may have.
std::string without_secret(std::string_view address);

}  // namespace rohnamo::app
