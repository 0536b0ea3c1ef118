#include "kiosk/loader/picture_loader.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <list>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "kiosk/loader/background.hpp"
#include "kiosk/loader/decode.hpp"
#include "kiosk/loader/fitted.hpp"
#include "kiosk/loader/mailbox.hpp"

namespace rohnamo::loader {
namespace {

// More than a screen shows at once. Who asks for more is turning pages, and the oldest are gone.
constexpr std::size_t requests_limit = 24;

struct Request {
  Fitted key;
  model::BlobRef blob;
  Fit fit;
  std::shared_ptr<const cache::Edition> edition;
  bool first;  // of all
};

struct Arrival {
  Fitted key;
  render::Surface picture;  // nullptr: it cannot be decoded
};

base::Result<render::Surface> load(const Request& request) {
  const auto bytes = TRY(request.edition->map(request.blob));
  return decode(bytes->bytes(), request.fit);
}

Arrival served(const Request& request) {
  auto picture = load(request);
  if (picture) return {request.key, std::move(*picture)};
  spdlog::warn("picture {}: {}", request.key.blob.hex(), picture.error().message);
  return {request.key, nullptr};
}

Fit fit_of(const scene::PictureFill& fill) {
  return {{fill.rect.w, fill.rect.h}, fill.focus_x, fill.focus_y, fill.placeholder};
}

std::size_t bytes_of(const render::Surface& surface) {
  return static_cast<std::size_t>(surface->pitch) * static_cast<std::size_t>(surface->h);
}

}  // namespace

struct PictureLoader::State {
  struct Kept {
    Fitted key;
    render::Surface picture;
    bool stands_in = false;
  };

  std::shared_ptr<const cache::Edition> edition;
  std::size_t budget;
  std::size_t bytes = 0;
  std::list<Kept> kept;  // the most recently used first
  std::map<Fitted, std::list<Kept>::iterator> index;
  std::set<Fitted> asked;
  std::set<base::Hash> failed;  // of this edition
  bool begun = false;           // something was asked for

  Mailbox<Request> requests{requests_limit};
  Mailbox<Arrival> arrivals;
  std::function<void()> arrived;
  std::optional<KeptPicture> keeper;
  std::thread worker;

  State(std::function<void()> when_arrived, std::size_t budget_bytes,
        std::optional<KeptPicture> first, std::optional<ReadyPicture> ready)
      : budget(budget_bytes), arrived(std::move(when_arrived)), keeper(std::move(first)) {
    if (ready) add({ready->key, std::move(ready->pixels)});
    worker = std::thread([this] { work(); });
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    requests.close();
    worker.join();
  }

  // On the worker thread.
  void work() {
    bool in_background = false;
    while (const auto request = requests.wait_newest()) {
      if (request->first) {
        serve_first(*request);
        continue;
      }
      if (!std::exchange(in_background, true)) work_in_background();
      hand_over(served(*request));
    }
  }

  // Of all that is asked for, the first is what a start waits for.
  void serve_first(const Request& request) {
    Arrival arrival = served(request);
    const std::string to_keep =
        keeper && arrival.picture ? KeptPicture::copy(*arrival.picture) : std::string();
    hand_over(std::move(arrival));
    if (!to_keep.empty()) keeper->write(request.key, to_keep);
  }

  void hand_over(Arrival arrival) {
    arrivals.post(std::move(arrival));
    if (arrived) arrived();
  }

  void keep(std::vector<Arrival> taken) {
    for (auto& arrival : taken) {
      asked.erase(arrival.key);
      if (!arrival.picture) {
        failed.insert(arrival.key.blob);
        continue;
      }
      const auto known = index.find(arrival.key);
      if (known != index.end() && !known->second->stands_in) continue;
      if (known != index.end()) let_go(known->second);
      add({arrival.key, std::move(arrival.picture)});
    }
    while (bytes > budget && kept.size() > 1) let_go(std::prev(kept.end()));
  }

  void keep_only(const std::set<Fitted>& wanted) {
    for (auto entry = kept.begin(); entry != kept.end();) {
      const auto next = std::next(entry);
      if (!wanted.contains(entry->key)) let_go(entry);
      entry = next;
    }
  }

  Kept& add(Kept picture) {
    bytes += bytes_of(picture.picture);
    kept.push_front(std::move(picture));
    index.emplace(kept.front().key, kept.begin());
    return kept.front();
  }

  void let_go(std::list<Kept>::iterator entry) {
    bytes -= bytes_of(entry->picture);
    index.erase(entry->key);
    kept.erase(entry);
  }

  Kept* find(const Fitted& key) {
    const auto known = index.find(key);
    if (known == index.end()) return nullptr;
    kept.splice(kept.begin(), kept, known->second);
    return &kept.front();
  }

  // What is kept of the same picture, as large as there is.
  [[nodiscard]] const Kept* like(const Fitted& key) const {
    const Kept* best = nullptr;
    for (const Kept& entry : kept)
      if (entry.key.blob == key.blob && entry.key.background == key.background &&
          !entry.stands_in && (best == nullptr || entry.picture->w > best->picture->w))
        best = &entry;
    return best;
  }

  Kept* stand_in(const Fitted& key, const Fit& fit) {
    const Kept* other = like(key);
    if (other == nullptr) return nullptr;
    SDL_Surface& from = *other->picture;
    const SDL_Rect part = crop({from.w, from.h}, fit);
    auto picture = render::make_surface(fit.size.width, fit.size.height);
    if (SDL_SoftStretchLinear(&from, &part, picture.get(), nullptr) != 0) return nullptr;
    return &add({key, std::move(picture), true});
  }

  // `now`: before everything asked for so far; else after it.
  void ask(const Fitted& key, const scene::PictureFill& fill, bool now, bool first) {
    if (!edition || failed.contains(key.blob) || !asked.insert(key).second) return;
    Request request{key, fill.blob, fit_of(fill), edition, first};
    const auto superseded =
        now ? requests.post(std::move(request)) : requests.post_behind(std::move(request));
    if (superseded) asked.erase(superseded->key);  // it may be asked for again
  }

  // What is there of it already; it is asked for where that is not the best. `now`: see ask().
  Kept* look_up(const scene::PictureFill& fill, bool now) {
    if (fill.rect.w <= 0 || fill.rect.h <= 0) return nullptr;
    keep(arrivals.take_all());
    const auto key = fitted(fill);
    Kept* known = find(key);
    const bool first = !std::exchange(begun, true);
    if (known == nullptr || known->stands_in) ask(key, fill, now, first);
    return known;
  }
};

PictureLoader::PictureLoader(std::function<void()> arrived, std::size_t budget,
                             std::optional<KeptPicture> first, std::optional<ReadyPicture> ready)
    : state_(std::make_unique<State>(std::move(arrived), budget, std::move(first),
                                     std::move(ready))) {}
PictureLoader::~PictureLoader() = default;

void PictureLoader::use(std::shared_ptr<const cache::Edition> edition) {
  state_->edition = std::move(edition);
  state_->failed.clear();
}

render::Picture PictureLoader::get(const scene::PictureFill& fill) {
  const State::Kept* known = state_->look_up(fill, true);
  if (known == nullptr) known = state_->stand_in(fitted(fill), fit_of(fill));
  if (known == nullptr) return {};
  return {known->picture.get(), known->stands_in};
}

void PictureLoader::prefetch(const scene::PictureFill& fill) {
  state_->look_up(fill, false);
}

void PictureLoader::keep_only(const std::vector<scene::PictureFill>& fills) {
  std::set<Fitted> wanted;
  for (const auto& fill : fills) wanted.insert(fitted(fill));
  state_->keep_only(wanted);
}

bool PictureLoader::idle() {
  state_->keep(state_->arrivals.take_all());
  return state_->asked.empty();
}

void PictureLoader::finish() {
  while (!idle()) state_->keep(state_->arrivals.wait_all());
}

}  // namespace rohnamo::loader
