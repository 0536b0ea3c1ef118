// The pages of the kiosk, each from its values to a scene, at any size and in any language.
// Every builder keeps its texts inside the screen: what does not fit is set smaller, then cut with
// an ellipsis. Targets: see surround.hpp, and "story:<id>", "contact:<id>", "notice:<id>",
// "contacts", "previous", "next", "more:<first>", "topic:<first>", "still_here", "close"; see
// listen_panel.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/model/item.hpp"
#include "content/model/timings.hpp"
#include "kiosk/deck/narration.hpp"
#include "kiosk/scene/canvas.hpp"
#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {

// What the clock of the channel's zone shows.
struct Clock {
  model::LocalTime time;
  bool known = false;  // else `time` is no more than the least that it can be
};

// `audible`: it can be listened to.
Scene story_slide(const Kit& kit, const Surround& around, const model::Story& story,
                  bool audible = false);
Scene contact_slide(const Kit& kit, const Surround& around, const model::Contact& contact,
                    const Clock& clock);
Scene notice_slide(const Kit& kit, const Surround& around, const model::Notice& notice);

// One page of the grid of all stories, which stand under the headings of their topics.
struct Grid {
  std::vector<model::Story> stories;
  std::optional<std::size_t> earlier, later;  // the first story of the page before and after
  struct Jump {
    std::string topic;  // its id
    std::size_t first;  // its first story
  };
  std::vector<Jump> topics;  // where each begins, in a list of several pages
};
Scene home(const Kit& kit, const Surround& around, const Grid& grid);

// What follows a story.
struct Ending {
  std::optional<model::Story> previous, next;
  std::string take_along;  // for a phone's camera: a QR code's text; empty: none
};
// A story's recording, and what is read when in it.
struct Aloud {
  deck::Narration narration;
  model::Timings timings;
};
// `aloud`: nothing where it cannot be heard.
Scene reader(const Kit& kit, const Surround& around, const model::Story& story,
             const model::Document& document, const Ending& ending,
             const std::optional<Aloud>& aloud = {});
Scene notice_reader(const Kit& kit, const Surround& around, const model::Notice& notice,
                    const model::Document& document);
Scene contacts(const Kit& kit, const Surround& around, const std::vector<model::Contact>& contacts,
               const Clock& clock);

// One screen of a story that is paged through with nobody to touch it.
struct Part {
  Scene scene;
  int parts = 1;
  std::size_t characters = 0;
};
Part story_part(const Kit& kit, const Surround& around, const model::Story& story,
                const model::Document& document, int part);

// There is nothing to show: the product's name and a greeting.
Scene welcome(const Kit& kit);

// Over any page but above its bottom bar: a sheet on which text size and colours are chosen. A
// touch of the page puts it away. Targets: "smaller", "larger", "contrast", "adjust".
void draw_adjustments(Scene& scene, const Kit& kit);

// Over any page: whether somebody is still there. The page's own targets are covered.
void ask_still_here(Scene& scene, const Kit& kit, int seconds_left);

}  // namespace rohnamo::scene
