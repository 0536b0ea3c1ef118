#include "kiosk/app/memory.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace rohnamo::app {
namespace {

// Said once, glibc keeps to them: else the first large picture that is freed would have the next
// ones lie between what is small, and stay.
constexpr int large = 128 << 10;  // bytes
constexpr int spare = 256 << 10;

// Segments that are never written hold what the file holds. What is written, also where it is
// protected after relocation, belongs to a writable one.
int let_go_of_constants(dl_phdr_info* object, std::size_t, void*) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
    const std::uintptr_t end = object->dlpi_addr + segment.p_vaddr + segment.p_filesz;
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void settle_memory() {
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, spare);
  mallopt(M_ARENA_MAX, 1);
}

void let_go_of_idle_memory() {
  malloc_trim(0);
  dl_iterate_phdr(let_go_of_constants, nullptr);
}

}  // namespace rohnamo::app
