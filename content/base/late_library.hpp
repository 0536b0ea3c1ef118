// A shared library that is loaded when it is first needed, and kept: what it costs, a start does
// not pay. Any thread.
#pragma once

#include "content/base/result.hpp"

namespace rohnamo::base {

class LateLibrary {
 public:
  // `file` as the linker names it: "libSDL2_image-2.0.so.0". Code::unsupported: it is not
  // installed.
  static Result<LateLibrary> load(const char* file);

  // Sets `function` to the library's one of that name. Code::unsupported: it has none.
  template <class Function>
  Result<void> find(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(TRY(address(name)));
    return {};
  }

 private:
  explicit LateLibrary(void* handle) : handle_(handle) {}
  [[nodiscard]] Result<void*> address(const char* name) const;
  void* handle_;
};

}  // namespace rohnamo::base
