// Decodes pictures on one worker thread and keeps the last few, fitted to where they are shown.
// The main thread asks and never waits; two mailboxes of moved values are all that is shared.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "content/cache/edition.hpp"
#include "kiosk/loader/kept_picture.hpp"
#include "kiosk/render/picture.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::loader {

class PictureLoader {
 public:
  // `arrived` is called on the worker thread when a picture is ready: it wakes the main loop.
  // `budget`: bytes of decoded pixels that are kept; the least recently used go first. Less than a
  // page shows would have that page decoded again and again: two screens are plenty.
  // `ready` is there from the beginning. Where the first picture that is asked for is another one,
  // it goes to `first`.
  PictureLoader(std::function<void()> arrived, std::size_t budget,
                std::optional<KeptPicture> first = std::nullopt,
                std::optional<ReadyPicture> ready = std::nullopt);
  ~PictureLoader();
  PictureLoader(const PictureLoader&) = delete;
  PictureLoader& operator=(const PictureLoader&) = delete;

  // From which edition the blobs are read from now on.
  void use(std::shared_ptr<const cache::Edition> edition);
  // The picture cropped around its focus and scaled to its rectangle, if it is ready; else it is
  // asked for, and until then what is kept of it in another size stands in. A picture that cannot
  // be decoded is not tried again.
  render::Picture get(const scene::PictureFill& fill);
  // Asks for it without needing it yet.
  void prefetch(const scene::PictureFill& fill);
  // Lets go of all that is kept but these.
  void keep_only(const std::vector<scene::PictureFill>& fills);
  // Whether everything asked for has arrived or failed.
  [[nodiscard]] bool idle();
  // Blocks until idle(): for pages drawn off screen, where every frame must be complete.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::loader
