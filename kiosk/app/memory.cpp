#include "kiosk/app/memory.hpp"

#include <SDL_stdinc.h>
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace rohnamo::app {
namespace {

// Said once, glibc keeps to them: else the first large picture that is freed would have the next
// ones lie between what is small, and stay.
constexpr int large = 128 << 10;  // bytes
constexpr int spare = 256 << 10;

// A screen full of pixels, that SDL_image decodes into: the system gives a huge page at a time,
// where a page of four kilobytes each takes longer than writing it.
constexpr std::size_t huge_page = 2U << 20U;

void* give_memory(std::size_t bytes) {
  if (bytes < 2 * huge_page) return std::malloc(bytes);
  const std::size_t whole = (bytes + huge_page - 1) / huge_page * huge_page;
  void* memory = std::aligned_alloc(huge_page, whole);
  if (memory != nullptr) ::madvise(memory, whole, MADV_HUGEPAGE);
  return memory;
}

// The data of all the world's languages, of which a channel needs some hundred kilobytes.
constexpr std::size_t mostly_unread = 8U << 20U;  // bytes

struct Advice {
  int advice;
  std::size_t least;  // bytes, of a segment that it is meant for
};

// Segments that are never written hold what the file holds. What is written, also where it is
// protected after relocation, belongs to a writable one.
int advise_on_constants(dl_phdr_info* object, std::size_t, void* data) {
  const Advice& wanted = *static_cast<const Advice*>(data);
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    if (segment.p_filesz < wanted.least) continue;
    const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
    const std::uintptr_t end = object->dlpi_addr + segment.p_vaddr + segment.p_filesz;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader tells of addresses as numbers
    ::madvise(reinterpret_cast<void*>(begin), end - begin, wanted.advice);
  }
  return 0;
}

}  // namespace

void settle_memory() {
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, spare);
  mallopt(M_ARENA_MAX, 1);
  SDL_SetMemoryFunctions(give_memory, std::calloc, std::realloc, std::free);
  Advice by_the_page{MADV_RANDOM, mostly_unread};
  dl_iterate_phdr(advise_on_constants, &by_the_page);
}

void let_go_of_idle_memory() {
  malloc_trim(0);
  Advice not_needed{MADV_DONTNEED, 0};
  dl_iterate_phdr(advise_on_constants, &not_needed);
}

}  // namespace rohnamo::app
