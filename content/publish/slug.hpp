// An id out of a title, in whatever script it is.
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::publish {

// "Бозгашт ба Хатлон" -> "bozgast-ba-hatlon": what is_id() takes, or "" where nothing is left.
std::string slug_of(std::string_view title);

}  // namespace rohnamo::publish
