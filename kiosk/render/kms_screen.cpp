#include "kiosk/render/kms_screen.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace rohnamo::render {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::uint32_t bits_a_pixel = 32, depth = 24;
constexpr int longest_blank = 100;  // milliseconds; a screen that is off tells of none

struct Freer {
  void operator()(drmModeResPtr resources) const { drmModeFreeResources(resources); }
  void operator()(drmModeConnectorPtr connector) const { drmModeFreeConnector(connector); }
  void operator()(drmModeEncoderPtr encoder) const { drmModeFreeEncoder(encoder); }
  void operator()(drmVersionPtr version) const { drmFreeVersion(version); }
};
template <class T>
using Held = std::unique_ptr<T, Freer>;

struct HeaderFreer {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

std::string reason() {
  return std::strerror(errno);
}

template <class Number>
std::span<Number> list(Number* first, int count) {
  return {first, static_cast<std::size_t>(count)};
}

// The one that drives it now, else the first that could.
std::optional<std::uint32_t> controller_of(int drm, const drmModeRes& resources,
                                           const drmModeConnector& connector) {
  const auto controllers = list(resources.crtcs, resources.count_crtcs);
  if (const Held<drmModeEncoder> now(drmModeGetEncoder(drm, connector.encoder_id));
      now && now->crtc_id != 0)
    return now->crtc_id;
  for (const std::uint32_t id : list(connector.encoders, connector.count_encoders)) {
    const Held<drmModeEncoder> encoder(drmModeGetEncoder(drm, id));
    for (std::size_t i = 0; encoder && i < controllers.size(); ++i)
      if ((encoder->possible_crtcs & (1U << i)) != 0) return controllers[i];
  }
  return std::nullopt;
}

drmModeModeInfo preferred_mode(const drmModeConnector& connector) {
  const auto modes = list(connector.modes, connector.count_modes);
  const auto preferred = std::ranges::find_if(
      modes, [](const auto& mode) { return (mode.type & DRM_MODE_TYPE_PREFERRED) != 0; });
  return preferred != modes.end() ? *preferred : modes.front();
}

}  // namespace

struct KmsScreen::Output {
  std::uint32_t controller = 0, connector = 0;
  drmModeModeInfo mode{};

  static std::unique_ptr<Output> find(int drm) {
    const Held<drmModeRes> resources(drmModeGetResources(drm));
    if (!resources) return nullptr;
    for (const std::uint32_t id : list(resources->connectors, resources->count_connectors)) {
      const Held<drmModeConnector> connector(drmModeGetConnector(drm, id));
      if (!connector || connector->connection != DRM_MODE_CONNECTED || connector->count_modes == 0)
        continue;
      if (const auto controller = controller_of(drm, *resources, *connector))
        return std::make_unique<Output>(Output{*controller, id, preferred_mode(*connector)});
    }
    return nullptr;
  }
};

// Memory that the controller can scan out, and what of it is not as the page any more.
class KmsScreen::Buffer {
 public:
  static Result<std::unique_ptr<Buffer>> make(int drm, PanelSize size) {
    auto buffer = std::unique_ptr<Buffer>(new Buffer(drm));
    std::uint32_t pitch = 0;
    std::uint64_t length = 0, offset = 0;
    const auto width = static_cast<std::uint32_t>(size.width);
    const auto height = static_cast<std::uint32_t>(size.height);
    if (drmModeCreateDumbBuffer(drm, width, height, bits_a_pixel, 0, &buffer->handle_, &pitch,
                                &length) != 0 ||
        drmModeAddFB(drm, width, height, depth, bits_a_pixel, pitch, buffer->handle_,
                     &buffer->frame_) != 0 ||
        drmModeMapDumbBuffer(drm, buffer->handle_, &offset) != 0)
      return fail(Code::io, fmt::format("a buffer of {}x{}: {}", width, height, reason()));
    void* memory = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, drm,
                          static_cast<off_t>(offset));
    if (memory == MAP_FAILED) return fail(Code::io, fmt::format("a buffer's memory: {}", reason()));
    buffer->memory_ = {static_cast<std::byte*>(memory), length};
    std::memset(memory, 0, length);
    buffer->panel_.reset(SDL_CreateRGBSurfaceWithFormatFrom(
        memory, size.width, size.height, static_cast<int>(bits_a_pixel), static_cast<int>(pitch),
        SDL_PIXELFORMAT_RGB888));
    if (!buffer->panel_) return fail(Code::io, SDL_GetError());
    return buffer;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() {
    panel_.reset();
    if (!memory_.empty()) ::munmap(memory_.data(), memory_.size());
    if (frame_ != 0) drmModeRmFB(drm_, frame_);
    if (handle_ != 0) drmModeDestroyDumbBuffer(drm_, handle_);
  }

  [[nodiscard]] std::uint32_t frame() const { return frame_; }
  void spoil(const std::vector<SDL_Rect>& parts) {
    stale_.insert(stale_.end(), parts.begin(), parts.end());
  }
  void renew(SDL_Surface& page, Rotation rotation) {
    for (const auto& part : stale_)
      copy_turned(page, {part.x, part.y, part.w, part.h}, *panel_, rotation);
    stale_.clear();
  }

 private:
  explicit Buffer(int drm) : drm_(drm) {}
  int drm_;
  std::uint32_t handle_ = 0, frame_ = 0;
  std::span<std::byte> memory_;
  std::unique_ptr<SDL_Surface, HeaderFreer> panel_;  // over memory_
  std::vector<SDL_Rect> stale_;                      // parts of the page
};

KmsScreen::KmsScreen(base::Descriptor device, std::unique_ptr<Output> output)
    : device_(std::move(device)), output_(std::move(output)) {
  if (const Held<drmVersion> version(drmGetVersion(device_.get())); version)
    driver_.assign(version->name, static_cast<std::size_t>(version->name_len));
}

// With its buffers gone the kernel switches the screen off, or gives it back to the console.
KmsScreen::~KmsScreen() = default;

Result<std::unique_ptr<KmsScreen>> KmsScreen::open(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> devices;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none))
    if (entry.path().filename().native().starts_with("card")) devices.push_back(entry.path());
  std::ranges::sort(devices);
  std::string faults;
  for (const auto& device : devices) {
    auto screen = open_device(device);
    if (screen) return screen;
    faults += fmt::format("; {}: {}", device.native(), screen.error().message);
  }
  return fail(Code::not_found, fmt::format("no screen of this machine's own{}", faults));
}

Result<std::unique_ptr<KmsScreen>> KmsScreen::open_device(const std::filesystem::path& path) {
  base::Descriptor device(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (!device.open()) return fail(Code::io, reason());
  std::uint64_t able = 0;
  if (drmGetCap(device.get(), DRM_CAP_DUMB_BUFFER, &able) != 0 || able == 0)
    return fail(Code::not_found, "it has no buffers to draw into");
  auto output = Output::find(device.get());
  if (!output) return fail(Code::not_found, "no screen is connected to it");
  std::unique_ptr<KmsScreen> screen(new KmsScreen(std::move(device), std::move(output)));
  TRY(screen->begin());
  return screen;
}

Result<void> KmsScreen::begin() {
  for (auto& buffer : buffers_) buffer = TRY(Buffer::make(device_.get(), size()));
  if (!set_mode()) return fail(Code::io, fmt::format("its mode cannot be set: {}", reason()));
  return {};
}

bool KmsScreen::set_mode() {
  return drmModeSetCrtc(device_.get(), output_->controller, buffers_[front_]->frame(), 0, 0,
                        &output_->connector, 1, &output_->mode) == 0;
}

PanelSize KmsScreen::size() const {
  return {output_->mode.hdisplay, output_->mode.vdisplay};
}

void KmsScreen::show(SDL_Surface& page, const std::vector<SDL_Rect>& changed, Rotation rotation) {
  for (const auto& buffer : buffers_) buffer->spoil(changed);
  wait_for_the_blank();
  front_ = 1 - front_;
  buffers_[front_]->renew(page, rotation);
  if (lit_) turn_over();
}

void KmsScreen::turn_over() {
  turning_ = drmModePageFlip(device_.get(), output_->controller, buffers_[front_]->frame(),
                             DRM_MODE_PAGE_FLIP_EVENT, nullptr) == 0;
  if (!turning_) set_mode();  // which a controller wants again whose cable was out
}

void KmsScreen::wait_for_the_blank() {
  if (!turning_) return;
  turning_ = false;
  pollfd wait{device_.get(), POLLIN, 0};
  if (::poll(&wait, 1, longest_blank) <= 0) return;
  drmEventContext events{};
  events.version = 2;
  drmHandleEvent(device_.get(), &events);
}

void KmsScreen::light(bool on) {
  if (on == std::exchange(lit_, on)) return;
  wait_for_the_blank();
  if (on)
    set_mode();
  else
    drmModeSetCrtc(device_.get(), output_->controller, 0, 0, 0, nullptr, 0, nullptr);
}

}  // namespace rohnamo::render
