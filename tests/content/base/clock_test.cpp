#include "content/base/clock.hpp"

#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>

namespace rohnamo::base {
namespace {

void deny_the_clock() {
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
  for (const int call : {SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime)})
    if (::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) ::_exit(2);
  if (::seccomp_load(filter) != 0) ::_exit(2);
}

TEST_CASE("a clock that nobody may ask about is not held to be kept") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    deny_the_clock();
    ::_exit(clock_is_kept() ? 1 : 0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace rohnamo::base
