#include "kiosk/render/surface.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <new>

namespace rohnamo::render {
namespace {

constexpr std::size_t pixel_bytes = 4;
constexpr std::size_t huge_page = 2U << 20U;

std::size_t bytes_of(int width, int height) {
  return static_cast<std::size_t>(std::max(width, 1)) *
         static_cast<std::size_t>(std::max(height, 1)) * pixel_bytes;
}

// Large ones begin at a huge page: the system then gives two megabytes at a time, where a page of
// four kilobytes each would take as long as writing it.
void* map_pixels(std::size_t bytes) {
  const std::size_t slack = bytes < huge_page ? 0 : huge_page;
  void* mapped =
      ::mmap(nullptr, bytes + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  if (slack == 0) return mapped;
  auto* begin = static_cast<std::uint8_t*>(mapped);
  const std::size_t before =
      (huge_page - reinterpret_cast<std::uintptr_t>(begin) % huge_page) % huge_page;
  if (before > 0) ::munmap(begin, before);
  constexpr std::size_t page = 4096;
  const std::size_t kept = (bytes + page - 1) / page * page;
  const std::size_t end = (bytes + slack + page - 1) / page * page;
  if (before + kept < end) ::munmap(begin + before + kept, end - before - kept);
  ::madvise(begin + before, kept, MADV_HUGEPAGE);
  return begin + before;
}

}  // namespace

void SurfaceDeleter::operator()(SDL_Surface* surface) const {
  void* own = (surface->flags & SDL_PREALLOC) != 0 ? surface->pixels : nullptr;
  const std::size_t bytes = bytes_of(surface->w, surface->h);
  SDL_FreeSurface(surface);
  if (own != nullptr) ::munmap(own, bytes);
}

Surface make_surface(int width, int height) {
  const std::size_t bytes = bytes_of(width, height);
  void* pixels = map_pixels(bytes);
  Surface surface(SDL_CreateRGBSurfaceWithFormatFrom(
      pixels, width, height, 32, width * static_cast<int>(pixel_bytes), SDL_PIXELFORMAT_ARGB8888));
  if (!surface) {
    ::munmap(pixels, bytes);
    throw std::bad_alloc();
  }
  SDL_SetSurfaceBlendMode(surface.get(), SDL_BLENDMODE_NONE);
  return surface;
}

}  // namespace rohnamo::render
