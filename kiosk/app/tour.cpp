#include "kiosk/app/tour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "kiosk/deck/carousel.hpp"

namespace rohnamo::app {
namespace {

constexpr std::size_t most_stories = 12;  // a tour shows what pages look like, not all of them

class Tour {
 public:
  Tour(const EditionItems& items, base::Time now, std::string folder)
      : items_(&items), folder_(std::move(folder)) {
    carousel_.arrange(items, now, items.local_clock(now));
    for (const std::size_t index : carousel_.stories())
      if (stories_.size() < most_stories) stories_.push_back(items.name(index));
  }

  std::string script(Size size) {
    line("size {}x{}", size.width, size.height);
    line("wait 1s");
    slides();
    const auto& channel = items_->channel();
    for (const std::string& code : channel.language_order()) pages_in(code);
    return std::move(text_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    text_ += fmt::format(format, std::forward<Args>(args)...) + "\n";
  }

  void shot(std::string_view what, std::string_view language) {
    line("shot {}/{:02}-{}-{}", folder_, ++number_, what, language);
  }

  static std::string short_name(const std::string& name) { return name.substr(name.find(':') + 1); }

  // One round of the carousel, by swiping; it begins with the urgent notices, which wait to be
  // seen.
  void slides() {
    const std::string& code = items_->channel().default_language;
    const std::size_t count = std::min<std::size_t>(carousel_.turns().size(), most_stories + 1);
    for (std::size_t i = 0; i < count; ++i) {
      shot("slide", code);
      line("{}", i < carousel_.urgent_notices() ? "tap seen" : "swipe left");
      line("wait 500ms");
    }
  }

  void choose(const std::string& code) {
    if (code != items_->channel().default_language) line("tap language:{}", code);
    line("wait 500ms");
  }

  // All stories in the default language; the first two in the others, the first to its end.
  void pages_in(const std::string& code) {
    line("tap home");
    choose(code);
    shot("stories", code);
    const bool all = code == items_->channel().default_language;
    const std::size_t count = all ? stories_.size() : std::min<std::size_t>(2, stories_.size());
    for (std::size_t i = 0; i < count; ++i) {
      line("tap {}", stories_[i]);
      line("expect page reader");
      line("wait 500ms");
      shot(short_name(stories_[i]), code);
      if (i == 0) {
        for (int pages = 0; pages < 8; ++pages) {
          line("key down");
          line("wait 800ms");
        }
        shot(short_name(stories_[i]) + "-end", code);
      }
      line("tap back");
      line("wait 500ms");
    }
    line("tap contacts");
    line("wait 500ms");
    shot("contacts", code);
    line("tap back");
    line("wait 500ms");
    line("tap back");
    line("wait 500ms");
    shot("slide", code);
    line("tap home");
    line("wait 500ms");
    line("tap close");
    line("wait 500ms");
  }

  const EditionItems* items_;
  deck::Carousel carousel_;
  std::string folder_;
  std::string text_;
  std::vector<std::string> stories_;
  int number_ = 0;
};

}  // namespace

std::string tour_script(const EditionItems& items, base::Time now, const std::string& folder,
                        Size size) {
  return Tour(items, now, folder).script(size);
}

}  // namespace rohnamo::app
