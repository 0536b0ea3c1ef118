// Publishing from the window of `preview`: answers what the window wishes (exchange/preview_talk).
// First it lists what would change on the screens; what is published then is what was listed,
// whatever the editor has saved since. Main thread.
#pragma once

#include <cstdint>
#include <optional>

#include "content/exchange/preview_talk.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/folder_watch.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

class PublishButton {
 public:
  // Makes the folder of the talk in `run`. Context and renderers outlive this; where the context
  // has no --keys every wish is answered with how to start the preview so that it can publish.
  // Code::io: the folder cannot be made or watched.
  static base::Result<PublishButton> open(Context& context, Renderers& renderers, base::Path run);

  // For poll(): readable once there may be a wish.
  [[nodiscard]] int descriptor() const { return watch_.descriptor(); }
  // Answers the newest wish, if it has none yet: takes as long as publishing does. What comes of it
  // is told on the context's streams too.
  void hear();

 private:
  PublishButton(Context& context, Renderers& renderers, base::Path run, FolderWatch watch)
      : context_(&context),
        renderers_(&renderers),
        run_(std::move(run)),
        watch_(std::move(watch)) {}
  exchange::PreviewAnswer answer(exchange::PreviewWish::What what);
  exchange::PreviewAnswer list();
  exchange::PreviewAnswer publish();
  Context* context_;
  Renderers* renderers_;
  base::Path run_;
  FolderWatch watch_;
  std::int64_t answered_ = 0;           // the number of the last wish
  std::optional<Publication> offered_;  // what was listed
};

}  // namespace rohnamo::publish
