#include "kiosk/render/panel_power.hpp"

#include <SDL_syswm.h>
#include <X11/extensions/dpms.h>
#include <xf86drmMode.h>

#include <memory>
#include <string_view>

namespace rohnamo::render {
namespace {

struct Freer {
  void operator()(drmModeResPtr resources) const { drmModeFreeResources(resources); }
  void operator()(drmModeConnectorPtr connector) const { drmModeFreeConnector(connector); }
  void operator()(drmModePropertyPtr property) const { drmModeFreeProperty(property); }
};
template <class T>
using Held = std::unique_ptr<T, Freer>;

void switch_connector(int drm, std::uint32_t id, bool on) {
  const Held<drmModeConnector> connector(drmModeGetConnectorCurrent(drm, id));
  if (!connector || connector->connection != DRM_MODE_CONNECTED) return;
  for (int i = 0; i < connector->count_props; ++i) {
    const Held<drmModePropertyRes> property(drmModeGetProperty(drm, connector->props[i]));
    if (property && std::string_view(property->name) == "DPMS")
      drmModeConnectorSetProperty(drm, id, property->prop_id,
                                  on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF);
  }
}

void switch_console(int drm, bool on) {
  const Held<drmModeRes> resources(drmModeGetResources(drm));
  if (!resources) return;
  for (int i = 0; i < resources->count_connectors; ++i)
    switch_connector(drm, resources->connectors[i], on);
}

void switch_x11(Display* display, bool on) {
  int events = 0, errors = 0;
  if (DPMSQueryExtension(display, &events, &errors) == 0 || DPMSCapable(display) == 0) return;
  DPMSEnable(display);
  DPMSForceLevel(display, on ? DPMSModeOn : DPMSModeOff);
  if (on) DPMSDisable(display);  // else the server would darken the screen by a clock of its own
  XFlush(display);
}

}  // namespace

void switch_panel(SDL_Window& window, bool on) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version);
  if (SDL_GetWindowWMInfo(&window, &info) == SDL_FALSE) return;
  if (info.subsystem == SDL_SYSWM_X11) switch_x11(info.info.x11.display, on);
  if (info.subsystem == SDL_SYSWM_KMSDRM) switch_console(info.info.kmsdrm.drm_fd, on);
}

}  // namespace rohnamo::render
