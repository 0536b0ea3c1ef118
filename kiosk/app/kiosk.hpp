// The kiosk without its main loop: takes input, editions and time, shows pages on a window.
// The live program and the script runner drive the very same thing. Main thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/calm.hpp"
#include "kiosk/app/config.hpp"
#include "kiosk/app/focus.hpp"
#include "kiosk/app/listening.hpp"
#include "kiosk/app/page_maker.hpp"
#include "kiosk/app/staff_desk.hpp"
#include "kiosk/app/stage.hpp"
#include "kiosk/app/stick_notice.hpp"
#include "kiosk/deck/deck.hpp"
#include "kiosk/deck/gestures.hpp"
#include "kiosk/loader/picture_loader.hpp"
#include "kiosk/render/drawings.hpp"
#include "kiosk/scene/publish_sheet.hpp"

namespace rohnamo::app {

// Sizes in pixels. What the configuration does not say of the panel, the channel does.
scene::Panel panel_of(int width, int height, const Glass& glass, const deck::Items& items);
// The fonts that the items' edition brings.
void carry_fonts(render::SdlFonts& fonts, const deck::ItemsPtr& items);

class Kiosk {
 public:
  Kiosk(render::Window& window, render::Drawings& drawings, loader::PictureLoader& loader,
        sound::Player& player, deck::Deck deck, const Glass& glass, deck::Now now,
        std::unique_ptr<StaffDesk> staff = nullptr);

  // Another edition. One whose first slide cannot be drawn is refused, and what is shown stays.
  base::Result<void> offer(const deck::ItemsPtr& items, deck::Now now);
  // What rohnamo-sync says of itself, and the time that the cache proves.
  void tell(std::optional<exchange::SyncStatus> sync, std::optional<base::Time> proven);
  // What has come of a USB stick; the first time, by the start of the program.
  void tell_stick(std::optional<exchange::SideloadStatus> stick, deck::Now now);
  void pictures_arrived();
  void attend(bool attended, deck::Now now) { deck_.attend(attended, now); }

  // A sheet over whatever page is shown, until it is lifted. It has all input; `touched` is told
  // which of its targets was.
  void lay(scene::PublishSheet sheet, std::function<void(std::string_view target)> touched);
  void lift();

  // Input in pixels of the window.
  void down(int x, int y, deck::Now now);
  void move(int x, int y, deck::Now now);
  void up(int x, int y, deck::Now now);
  void wheel(double pixels, deck::Now now);
  // A keyboard, or a keypad of four arrows, enter and escape, reaches every target: next and
  // previous, and once anything is focused left and right, go from one to the other.
  void key(deck::Key key, deck::Now now);
  // '0' to '9', which only the PIN pad takes.
  void digit(char digit, deck::Now now);
  // The key that is held for the staff's pages goes down, perhaps again and again, or up.
  void hold_key(bool down, deck::Now now);
  // The window has another size, or its contents are gone.
  void window_changed();

  // Advances to `now` and shows what is due; true: the window changed.
  bool frame(deck::Now now);
  // When frame() is needed next if nothing happens before; in steady time.
  [[nodiscard]] Millis next_deadline() const;

  [[nodiscard]] const deck::Deck& deck() const { return deck_; }
  // nullptr: there are no staff's pages.
  [[nodiscard]] const StaffDesk* staff() const { return staff_.get(); }
  // Of the page that is open.
  [[nodiscard]] const deck::Scroll& scroll() const;
  [[nodiscard]] const scene::Scene& scene() const;
  [[nodiscard]] const Focus& focus() const { return focus_; }
  // At least one page was shown, with its pictures.
  [[nodiscard]] bool presented() const { return presented_; }

 private:
  struct Waiting {  // a page that is made, and waits for its pictures
    scene::Scene scene;
    Millis fade{0}, until{0};
  };
  [[nodiscard]] scene::Panel panel(const deck::ItemsPtr& items) const;
  [[nodiscard]] deck::Gestures gestures() const;
  [[nodiscard]] bool staff_open() const { return staff_ && staff_->open(); }
  void hold_corner(int x, int y, deck::Now now);
  void show_hold();
  void open_staff(deck::Now now);
  void tick_staff(deck::Now now);
  void show_staff(deck::Now now);
  void staff_finger(int x, int y, bool begins, deck::Now now);
  void staff_wheel(double pixels, deck::Now now);
  void act_staff(const deck::Gesture& gesture, deck::Now now);
  void staff_key(deck::Key key, deck::Now now);
  [[nodiscard]] bool darkened(deck::Now now);
  void act_sheet(const deck::Gesture& gesture, deck::Now now);
  void sheet_key(deck::Key key, deck::Now now);
  void touch_sheet(const std::string& target, deck::Now now);
  void act(const deck::Gesture& gesture, deck::Now now);
  void press(int x, int y);
  void anticipate(std::string_view target, deck::Now now);
  [[nodiscard]] bool right_to_left() const;
  // By how much a key moves the focus; 0: it means something else.
  [[nodiscard]] int focus_step(deck::Key key) const;
  void show_focus();
  void keep_up(deck::Now now);
  [[nodiscard]] bool outdated(deck::Now now) const;
  void rebuild(deck::Now now);
  [[nodiscard]] bool renewed(const deck::Page& page) const;
  [[nodiscard]] Millis fade_to(const deck::Page& page) const;
  // `top`: how far it is scrolled, pixels.
  void ask_for_pictures(const scene::Scene& scene, int top);
  void note_slide_picture(const scene::Scene& scene);
  [[nodiscard]] std::optional<scene::PictureFill> next_slide_picture() const;
  void keep_what_is_shown();
  void show_waiting(deck::Now now);

  render::Window* window_;
  render::Drawings* drawings_;
  loader::PictureLoader* loader_;
  render::Painter painter_;
  Stage stage_;
  Recordings recordings_;
  PageMaker maker_;
  Glass glass_;
  Calm calm_;
  deck::Deck deck_;
  Listening listening_;
  deck::Gestures gestures_;
  std::unique_ptr<StaffDesk> staff_;
  std::string pressed_;  // the target that a finger has just come down on
  double hold_shown_ = 0;
  Focus focus_;
  Known known_;
  StickNotice stick_;

  struct Sheet {
    scene::PublishSheet sheet;
    std::function<void(std::string_view)> touched;
  };
  std::optional<Sheet> sheet_;

  bool finger_down_ = false;
  bool woke_ = false;    // the finger that is down lit a dark screen
  bool by_key_ = false;  // the next page comes because a key was pressed
  bool presented_ = false;
  bool rebuild_ = true;

  deck::Page built_;  // what the scene shows, or will when its pictures are there
  deck::ItemsPtr built_of_;
  Millis words_until_ = Millis::max();  // when the page's words differ
  deck::Now built_at_;
  std::optional<Waiting> waiting_;
  std::optional<scene::Rect> slide_picture_;        // where slides have theirs
  std::optional<scene::PictureFill> next_picture_;  // to be asked for once the page stands still
};

}  // namespace rohnamo::app
