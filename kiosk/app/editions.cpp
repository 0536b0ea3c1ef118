#include "kiosk/app/editions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace rohnamo::app {

Editions::Editions(base::Fs& fs, const base::Path& run)
    : fs_(&fs), path_(exchange::kiosk_status_path(run)), floor_(base::build_time()) {
  status_.version = ROHNAMO_VERSION;
}

base::Time Editions::trusted(base::Time system) const {
  return base::trusted_now(system, floor_);
}

void Editions::refuse(std::string id, std::string why) {
  spdlog::error("edition {} is refused: {}", id, why);
  status_.refused_edition = std::move(id);
  status_.refused_because = std::move(why);
}

base::Result<std::shared_ptr<const cache::Edition>> Editions::installed(
    const base::Path& folder) const {
  if (starts_ && starts_->left_installed())
    return base::fail(base::Code::invalid_input, "the program ended with it again and again");
  return cache::Edition::open(*fs_, folder, TRY(cache::current_edition(*fs_, folder)));
}

deck::ItemsPtr Editions::first(std::optional<News> news, const base::Path& builtin) {
  if (starts_) starts_->judge(news);
  if (news && news->proven) floor_ = std::max(floor_, *news->proven);
  if (news && !news->refused.empty()) refuse(news->refused, news->refused_because);
  if (news && news->edition && news->edition->size() > 0)
    return std::make_shared<EditionItems>(news->edition, false);
  auto edition = installed(builtin);
  if (edition) return std::make_shared<EditionItems>(std::move(*edition), true);
  spdlog::error("the installed channel: {}", edition.error().message);
  return std::make_shared<NoItems>();
}

void Editions::begin(const deck::ItemsPtr& items, deck::Millis steady) {
  began_ = steady;
  if (!starts_) return;
  const EditionItems* own = edition_of(items);
  if (own == nullptr) return starts_->begin({});
  starts_->begin(own->builtin() ? installed_channel : own->edition()->id());
}

void Editions::end() {
  if (starts_) starts_->end();
}

void Editions::take(News news, Kiosk& kiosk, deck::Now now) {
  if (news.proven) floor_ = std::max(floor_, *news.proven);
  if (news.sync) floor_ = std::max(floor_, news.sync->time_floor);
  if (news.sync_changed) kiosk.tell(std::move(news.sync), news.proven);
  if (news.stick_changed) kiosk.tell_stick(std::move(news.stick), now);
  if (!news.refused.empty()) refuse(news.refused, news.refused_because);
  if (!news.edition) return;
  const std::string id = news.edition->id();
  const deck::ItemsPtr items = std::make_shared<EditionItems>(news.edition, false);
  const auto offered = kiosk.offer(items, now);
  if (!offered) return refuse(id, offered.error().message);
  begin(items, now.steady);
  spdlog::info("edition {} is next", id);
  status_.refused_edition.clear();
  status_.refused_because.clear();
}

void Editions::report(const Kiosk& kiosk, deck::Now now) {
  if (now.steady - began_ > runs_well) end();
  const EditionItems* own = edition_of(kiosk.deck().items());
  status_.edition = own == nullptr || own->builtin() ? std::string() : own->edition()->id();
  status_.written = {};
  const std::string told = exchange::serialize(status_);
  if (told == written_) return;
  written_ = told;
  status_.written = now.wall;
  auto done = fs_->make_directories(path_.parent_path());
  if (done) done = base::write_whole(*fs_, path_, exchange::serialize(status_));
  if (!done && writable_) spdlog::warn("the status is not written: {}", done.error().message);
  writable_ = done.has_value();
}

}  // namespace rohnamo::app
