// A story for a visitor's phone: what a QR code on the screen says.
#pragma once

#include <string>
#include <string_view>

#include "content/model/item.hpp"

namespace rohnamo::app {

constexpr std::size_t take_along_limit = 360;  // bytes: a code of 73 squares, which any phone reads

// The story's web address where it has one, which a phone opens; else the title, the summary and
// the telephone, the summary cut at a word's end. At most take_along_limit bytes.
std::string take_along(const model::Story& story, const model::Text& text, std::string_view phone);

}  // namespace rohnamo::app
