#include "content/publish/program_identity.hpp"

#include <fmt/format.h>
#include <link.h>
#include <unicode/ucal.h>

#include "content/base/fs.hpp"
#include "content/base/hash.hpp"

namespace rohnamo::publish {
namespace {

int describe(dl_phdr_info* object, std::size_t, void* to) {
  const std::string name = object->dlpi_name;
  const auto stamp = base::posix_fs().stamp(name.empty() ? "/proc/self/exe" : name);
  if (stamp)  // the kernel's own has no file
    *static_cast<std::string*>(to) +=
        fmt::format("{} {} {} {} {} {}\n", name, stamp->device, stamp->inode, stamp->size,
                    stamp->modified, stamp->changed);
  return 0;
}

std::string describe_program() {
  std::string description;
  dl_iterate_phdr(describe, &description);
  UErrorCode status = U_ZERO_ERROR;
  const char* zones = ucal_getTZDataVersion(&status);
  return description + (zones == nullptr ? "" : zones);
}

}  // namespace

std::string program_identity() {
  static const std::string identity = base::sha256(describe_program()).hex();  // before others load
  return identity;
}

}  // namespace rohnamo::publish
