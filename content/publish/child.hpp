// Another program that this one runs.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "content/base/descriptor.hpp"
#include "content/base/fs.hpp"
#include "content/base/result.hpp"

namespace rohnamo::publish {

class Child {
 public:
  // Files that are written anew; empty: this program's own.
  struct Output {
    base::Path out, err;
  };
  // The first word is the program: a path, or a name to look for in PATH. Code::not_found: there
  // is none.
  static base::Result<Child> run(const std::vector<std::string>& words, const Output& output = {});
  Child(Child&& other) noexcept
      : pid_(std::exchange(other.pid_, 0)), ended_(std::move(other.ended_)) {}
  Child& operator=(Child&&) = delete;
  ~Child();  // ends it, if it has not ended, and waits

  // For poll(): readable once it has ended.
  [[nodiscard]] int descriptor() const { return ended_.get(); }
  // Its exit status; 128 and more: the signal that ended it. Waits.
  int wait();

 private:
  Child(pid_t pid, base::Descriptor ended) : pid_(pid), ended_(std::move(ended)) {}
  pid_t pid_;  // 0: nothing is left to wait for
  base::Descriptor ended_;
};

}  // namespace rohnamo::publish
