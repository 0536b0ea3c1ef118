#include "kiosk/app/take_along.hpp"

#include "content/base/utf8.hpp"

namespace rohnamo::app {
namespace {

constexpr std::string_view ellipsis = "…";

// At most `limit` bytes of UTF-8, ended by an ellipsis where something is missing: after a word,
// or after a character where no space is near (Chinese).
std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  if (limit <= ellipsis.size()) return {};
  std::size_t end = base::utf8::floor(text, limit - ellipsis.size());
  const std::size_t space = text.substr(0, end + 1).rfind(' ');
  if (space != std::string_view::npos && space > end / 2) end = space;
  return std::string(text.substr(0, end)) + std::string(ellipsis);
}

}  // namespace

std::string take_along(const model::Story& story, const model::Text& text, std::string_view phone) {
  if (!story.url.empty() && story.url.size() <= take_along_limit) return story.url;
  const std::string call = phone.empty() ? std::string() : "\n" + std::string(phone);
  if (call.size() >= take_along_limit) return {};
  std::string words = shortened(text.title, take_along_limit - call.size());
  const std::size_t room = take_along_limit - call.size() - words.size();
  if (!text.summary.empty() && room > 1) {
    const std::string summary = shortened(text.summary, room - 1);
    if (!summary.empty()) words += "\n" + summary;
  }
  return words + call;
}

}  // namespace rohnamo::app
