// The kiosk's side of publishing from an editor's window: wishes, lays the answers over the page,
// and hears what the editor chooses. Knows nothing of keys. Main thread.
#pragma once

#include <string_view>

#include "content/exchange/preview_talk.hpp"
#include "kiosk/app/kiosk.hpp"

namespace rohnamo::app {

class PublishDesk {
 public:
  // Kiosk and fs outlive this.
  PublishDesk(Kiosk& kiosk, base::Fs& fs, base::Path run)
      : kiosk_(&kiosk), fs_(&fs), run_(std::move(run)) {}
  PublishDesk(const PublishDesk&) = delete;
  PublishDesk& operator=(const PublishDesk&) = delete;

  // Asks for the list of changes. Not while something is being published.
  void ask();
  // Shows the answer, unless it is to a wish before the last, or the sheet was closed.
  void take(exchange::PreviewAnswer answer);

 private:
  void wish(exchange::PreviewWish::What what, scene::PublishSheet meanwhile);
  void show(scene::PublishSheet sheet);
  void touched(std::string_view target);
  Kiosk* kiosk_;
  base::Fs* fs_;
  base::Path run_;
  std::int64_t number_ = 0;  // of the last wish
  bool waits_ = false;       // for its answer
  bool publishes_ = false;   // and that is to come, whatever is closed
};

}  // namespace rohnamo::app
