#include "kiosk/render/shared_pixels.hpp"

#include <SDL_syswm.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <cstdint>

namespace rohnamo::render {
namespace {

tl::unexpected<base::Error> unsupported(const char* why) {
  return base::fail(base::Code::unsupported, why);
}

// A server elsewhere has the extension too, and refuses the memory: an error that would end the
// program if nobody took it.
class ErrorCatcher {
 public:
  explicit ErrorCatcher(Display* display) : display_(display) {
    XSync(display_, False);
    seen_ = false;
    before_ = XSetErrorHandler([](Display*, XErrorEvent*) {
      seen_ = true;
      return 0;
    });
  }
  ~ErrorCatcher() { XSetErrorHandler(before_); }
  ErrorCatcher(const ErrorCatcher&) = delete;
  ErrorCatcher& operator=(const ErrorCatcher&) = delete;

  bool any() {
    XSync(display_, False);
    return seen_;
  }

 private:
  inline static bool seen_ = false;  // a handler gets no argument of its own
  Display* display_;
  XErrorHandler before_;
};

bool is_xrgb8888(const XImage& image) {
  return image.bits_per_pixel == 32 && image.byte_order == LSBFirst && image.red_mask == 0xff0000 &&
         image.green_mask == 0xff00 && image.blue_mask == 0xff;
}

}  // namespace

struct SharedPixels::State {
  Display* display;
  ::Window window;
  GC context = nullptr;
  XShmSegmentInfo memory{};
  XImage* image = nullptr;
  bool attached = false;
  SDL_Surface* surface = nullptr;

  State(Display* of, ::Window on) : display(of), window(on) {
    memory.shmid = -1;
    memory.shmaddr = nullptr;
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    SDL_FreeSurface(surface);
    if (attached) {
      XShmDetach(display, &memory);
      XSync(display, False);
    }
    if (context != nullptr) XFreeGC(display, context);
    if (image != nullptr) XDestroyImage(image);
    if (memory.shmaddr != nullptr) ::shmdt(memory.shmaddr);
  }

  base::Result<void> make_image() {
    if (XShmQueryExtension(display) == False) return unsupported("a server without MIT-SHM");
    XWindowAttributes window_is;
    if (XGetWindowAttributes(display, window, &window_is) == 0) return unsupported("no window");
    image = XShmCreateImage(display, window_is.visual, static_cast<unsigned>(window_is.depth),
                            ZPixmap, nullptr, &memory, static_cast<unsigned>(window_is.width),
                            static_cast<unsigned>(window_is.height));
    if (image == nullptr || !is_xrgb8888(*image)) return unsupported("pixels of another kind");
    return {};
  }

  // Goes by itself when both have let go of it, however they end.
  base::Result<void> share_memory() {
    const auto bytes =
        static_cast<std::size_t>(image->bytes_per_line) * static_cast<std::size_t>(image->height);
    memory.shmid = ::shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    if (memory.shmid < 0) return unsupported("no shared memory");
    void* address = ::shmat(memory.shmid, nullptr, 0);
    if (reinterpret_cast<std::intptr_t>(address) != -1)
      memory.shmaddr = static_cast<char*>(address);
    ErrorCatcher errors(display);
    attached = memory.shmaddr != nullptr && XShmAttach(display, &memory) != 0 && !errors.any();
    ::shmctl(memory.shmid, IPC_RMID, nullptr);
    if (!attached) return unsupported("a server that cannot reach this memory");
    image->data = memory.shmaddr;
    return {};
  }
};

base::Result<std::unique_ptr<SharedPixels>> SharedPixels::of(SDL_Window& window) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version);
  if (SDL_GetWindowWMInfo(&window, &info) == SDL_FALSE || info.subsystem != SDL_SYSWM_X11)
    return unsupported("not a window of X11");
  auto state = std::make_unique<State>(info.info.x11.display, info.info.x11.window);
  TRY(state->make_image());
  TRY(state->share_memory());
  XImage& image = *state->image;
  state->context = XCreateGC(state->display, state->window, 0, nullptr);
  state->surface = SDL_CreateRGBSurfaceWithFormatFrom(image.data, image.width, image.height, 32,
                                                      image.bytes_per_line, SDL_PIXELFORMAT_RGB888);
  if (state->surface == nullptr) return unsupported(SDL_GetError());
  SDL_SetSurfaceBlendMode(state->surface, SDL_BLENDMODE_NONE);
  return std::unique_ptr<SharedPixels>(new SharedPixels(std::move(state)));
}

SharedPixels::SharedPixels(std::unique_ptr<State> state) : state_(std::move(state)) {}
SharedPixels::~SharedPixels() = default;

SDL_Surface& SharedPixels::surface() const {
  return *state_->surface;
}

void SharedPixels::send(const SDL_Rect& part) {
  XShmPutImage(state_->display, state_->window, state_->context, state_->image, part.x, part.y,
               part.x, part.y, static_cast<unsigned>(part.w), static_cast<unsigned>(part.h), False);
  XFlush(state_->display);
}

void SharedPixels::wait() {
  XSync(state_->display, False);
}

}  // namespace rohnamo::render
