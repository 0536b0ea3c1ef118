// The picture that a screen starts with, kept as it is shown over a restart and a power cut: the
// next start with it need not decode and scale it, which takes longer than all else. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/base/fs.hpp"
#include "kiosk/loader/fitted.hpp"
#include "kiosk/render/surface.hpp"

namespace rohnamo::loader {

struct ReadyPicture {
  Fitted key;
  render::Surface pixels;
};

class KeptPicture {
 public:
  KeptPicture(base::Fs& fs, base::Path path);

  // nullopt: there is none, or one that the disk has spoiled (CRC-32).
  [[nodiscard]] std::optional<ReadyPicture> read() const;
  // The pixels of a picture, as write() takes them: its surface is handed on at once.
  static std::string copy(const SDL_Surface& picture);
  // In the place of the one before. What cannot be written is not kept.
  void write(const Fitted& key, std::string_view pixels) const;

 private:
  base::Fs* fs_;
  base::Path path_;
};

}  // namespace rohnamo::loader
