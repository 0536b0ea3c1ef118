#include "content/base/late_library.hpp"

#include <dlfcn.h>

namespace rohnamo::base {
namespace {

tl::unexpected<Error> not_there() {
  const char* why = dlerror();
  return fail(Code::unsupported, why != nullptr ? why : "a library's function is nothing");
}

}  // namespace

Result<LateLibrary> LateLibrary::load(const char* file) {
  void* handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return not_there();
  return LateLibrary(handle);
}

Result<void*> LateLibrary::address(const char* name) const {
  void* address = dlsym(handle_, name);
  if (address == nullptr) return not_there();
  return address;
}

}  // namespace rohnamo::base
