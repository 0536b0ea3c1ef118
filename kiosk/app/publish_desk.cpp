#include "kiosk/app/publish_desk.hpp"

#include <utility>

namespace rohnamo::app {

using exchange::PreviewWish;

void PublishDesk::ask() {
  if (publishes_) return;
  wish(PreviewWish::What::changes,
       {"Publish", {"Looking for what would change on the screens\u2026"}, false});
}

void PublishDesk::wish(PreviewWish::What what, scene::PublishSheet meanwhile) {
  show(std::move(meanwhile));
  const base::Path path = exchange::preview_wish_path(run_);
  auto written = fs_->make_directories(path.parent_path());
  if (written) written = base::write_whole(*fs_, path, exchange::serialize({what, ++number_}));
  waits_ = written.has_value();
  publishes_ = waits_ && what == PreviewWish::What::publish;
  if (!written) show({"Publish", {written.error().message}, false});
}

void PublishDesk::take(exchange::PreviewAnswer answer) {
  if (!waits_ || answer.number != number_) return;
  waits_ = publishes_ = false;
  show({std::move(answer.title), std::move(answer.lines), answer.offers});
}

void PublishDesk::show(scene::PublishSheet sheet) {
  kiosk_->lay(std::move(sheet), [this](std::string_view target) { touched(target); });
}

// What came of publishing is shown, even if the sheet was closed meanwhile.
void PublishDesk::touched(std::string_view target) {
  if (target == "publish") return wish(PreviewWish::What::publish, {"Publishing\u2026", {}, false});
  if (target != "sheet_close") return;
  waits_ = publishes_;
  kiosk_->lift();
}

}  // namespace rohnamo::app
