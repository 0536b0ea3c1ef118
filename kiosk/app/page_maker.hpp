// From a deck's page to its scene: reads the item and its text from the edition, asks the builder.
#pragma once

#include <memory>

#include "kiosk/app/edition_items.hpp"
#include "kiosk/app/freshness.hpp"
#include "kiosk/app/recordings.hpp"
#include "kiosk/app/words.hpp"
#include "kiosk/deck/deck.hpp"
#include "kiosk/scene/pages.hpp"

namespace rohnamo::app {

struct Made {
  scene::Scene scene;
  deck::Extent extent;
  std::optional<base::Time> changes_at;  // when its words differ though its item does not
};

class PageMaker {
 public:
  // Both outlive this.
  PageMaker(text::Fonts& fonts, Recordings& recordings)
      : fonts_(&fonts), recordings_(&recordings) {}

  // An item that cannot be read is an error: the caller shows another page.
  base::Result<Made> make(const deck::Page& page, const deck::ItemsPtr& items,
                          const deck::Carousel& carousel, const scene::Panel& panel,
                          const Known& known, const deck::Now& now);

  // What a page in that language is built with; good until the next call.
  scene::Kit kit(std::string_view language, const deck::ItemsPtr& items, const scene::Panel& panel,
                 scene::Sight sight = {});

 private:
  void use(const deck::ItemsPtr& items);
  [[nodiscard]] std::optional<scene::Invitation> invitation(const std::string& language);
  text::Fonts* fonts_;
  Recordings* recordings_;
  deck::ItemsPtr items_;
  std::unique_ptr<Words> words_;
};

}  // namespace rohnamo::app
