#include "kiosk/app/fit.hpp"

#include "kiosk/app/kiosk.hpp"
#include "kiosk/app/words.hpp"
#include "kiosk/scene/slide_fit.hpp"

namespace rohnamo::app {
namespace {

using exchange::CutText;
using exchange::FitReport;
using exchange::ScreenSize;

scene::Panel panel_for(const ScreenSize& size, Glass glass, const EditionItems& items) {
  if (size.inches > 0) glass.inches = size.inches;
  return panel_of(size.width, size.height, glass, items);
}

bool has_notices(const EditionItems& items) {
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const auto entry = items.entry(i); entry && entry->kind == model::Kind::notice) return true;
  return false;
}

class Fit {
 public:
  Fit(const EditionItems& items, text::Fonts& fonts, const std::vector<ScreenSize>& screens,
      const Glass& glass)
      : items_(&items), words_(items.edition(), items.channel()), most_lines_(fonts) {
    scene::Surround around;
    if (has_notices(items)) around.notice = scene::NoticeBar();
    for (const auto& language : items.channel().languages) {
      const text::Wording& words = words_.in(language.code);
      for (const ScreenSize& screen : screens) {
        const scene::Panel panel = panel_for(screen, glass, items);
        const scene::Kit kit{&fonts, &words, &items.channel(),
                             scene::Style(panel, items.channel(), words.direction())};
        of_language_[language.code].push_back(
            {exchange::to_string(screen), scene::SlideFit(kit, around, most_lines_)});
      }
    }
  }

  FitReport report() {
    const cache::Edition& edition = *items_->edition();
    for (std::size_t i = 0; i < items_->size() && !report_.more; ++i) {
      const auto entry = items_->entry(i);
      if (!entry) continue;
      if (entry->kind == model::Kind::story) {
        if (const auto story = edition.story(i)) look("story:" + story->id, *story);
      } else if (entry->kind == model::Kind::notice) {
        if (const auto notice = edition.notice(i)) look("notice:" + notice->id, *notice);
      }
    }
    return std::move(report_);
  }

 private:
  struct OnScreen {
    std::string screen;
    scene::SlideFit fit;
  };

  template <class Item>
  void look(const std::string& name, const Item& item) {
    for (auto& [language, screens] : of_language_) {
      if (!item.texts.contains(language)) continue;
      for (OnScreen& on : screens) {
        const scene::SlideCut cut = on.fit.of(item);
        CutText text{name, language, on.screen, CutText::Part::headline, 0};
        add(text, cut.headline);
        text.part = CutText::Part::summary;
        add(text, cut.summary);
      }
    }
  }

  void add(CutText& text, std::optional<std::size_t> room) {
    if (!room) return;
    report_.more = report_.more || report_.cuts.size() >= exchange::most_cuts;
    if (report_.more) return;
    text.room = static_cast<std::int64_t>(*room);
    report_.cuts.push_back(text);
  }

  const EditionItems* items_;
  Words words_;
  text::MostLines most_lines_;
  std::map<std::string, std::vector<OnScreen>> of_language_;
  FitReport report_;
};

}  // namespace

FitReport fit(const EditionItems& items, text::Fonts& fonts, const std::vector<ScreenSize>& screens,
              const Glass& glass) {
  return Fit(items, fonts, screens, glass).report();
}

}  // namespace rohnamo::app
