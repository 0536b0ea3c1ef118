// The machine's own screen, by kernel mode setting (KMS): two buffers in memory that the display
// controller reads, turned over while the beam is away. Works on every driver that has dumb
// buffers, with a GPU or without; no graphics driver is loaded into the process. Main thread.
#pragma once

#include <SDL.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "content/base/descriptor.hpp"
#include "content/base/result.hpp"
#include "kiosk/render/rotation.hpp"

namespace rohnamo::render {

class KmsScreen {
 public:
  // The first connected screen of `folder`'s devices card<number>, in the mode that it prefers,
  // dark at first. Code::not_found: there is none, or another program has it.
  static base::Result<std::unique_ptr<KmsScreen>> open(
      const std::filesystem::path& folder = "/dev/dri");
  ~KmsScreen();
  KmsScreen(const KmsScreen&) = delete;
  KmsScreen& operator=(const KmsScreen&) = delete;

  [[nodiscard]] PanelSize size() const;
  // "virtio_gpu", as the kernel names the driver.
  [[nodiscard]] const std::string& driver() const { return driver_; }

  // Shows the page, of which `changed` are the parts that are not as they were shown last. Returns
  // before it is seen; waits first for the frame before to be seen, a sixtieth of a second at most.
  // While the screen is off, what it will show when it is on again.
  void show(SDL_Surface& page, const std::vector<SDL_Rect>& changed, Rotation rotation);

  // Off: no signal, so that the screen sleeps.
  void light(bool on);

 private:
  class Buffer;
  struct Output;
  KmsScreen(base::Descriptor device, std::unique_ptr<Output> output);
  base::Result<void> begin();
  bool set_mode();
  void turn_over();
  void wait_for_the_blank();
  static base::Result<std::unique_ptr<KmsScreen>> open_device(const std::filesystem::path& device);

  base::Descriptor device_;
  std::string driver_;
  std::unique_ptr<Output> output_;
  std::array<std::unique_ptr<Buffer>, 2> buffers_;
  std::size_t front_ = 0;  // of buffers_: what is scanned out, or will be at the next blank
  bool turning_ = false;   // the kernel has not said yet that front_ is seen
  bool lit_ = true;
};

}  // namespace rohnamo::render
