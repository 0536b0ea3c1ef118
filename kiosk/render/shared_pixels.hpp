// The pixels of a window on an X server of this machine, in memory that both hold (the extension
// MIT-SHM): the server copies one part of a frame while the next is painted. Main thread.
#pragma once

#include <SDL.h>

#include <memory>

#include "content/base/result.hpp"

namespace rohnamo::render {

class SharedPixels {
 public:
  // As large as the window is now. Code::unsupported: the window is not one of X11, its server is
  // elsewhere or lacks the extension, or its pixels are not XRGB8888.
  static base::Result<std::unique_ptr<SharedPixels>> of(SDL_Window& window);
  ~SharedPixels();
  SharedPixels(const SharedPixels&) = delete;
  SharedPixels& operator=(const SharedPixels&) = delete;

  [[nodiscard]] SDL_Surface& surface() const;
  // Has the server show a part, and returns at once. Nothing may be painted there before wait().
  void send(const SDL_Rect& part);
  // Returns when the server has taken all that was sent.
  void wait();

 private:
  struct State;
  explicit SharedPixels(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::render
