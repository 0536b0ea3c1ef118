#include "content/base/late_library.hpp"

#include <catch2/catch.hpp>

#include <cstddef>

using namespace rohnamo;

TEST_CASE("a library's function is found by its name and can be called") {
  const auto zlib = base::LateLibrary::load("libz.so.1");
  REQUIRE(zlib);
  unsigned long (*check_sum)(unsigned long, const unsigned char*, unsigned) = nullptr;
  REQUIRE(zlib->find("crc32", check_sum));
  const unsigned char digits[] = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  CHECK(check_sum(0, digits, sizeof digits) == 0xcbf43926);
}

TEST_CASE("a library or a function that is not there is named") {
  const auto none = base::LateLibrary::load("libnone-of-this-name.so.7");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == base::Code::unsupported);
  CHECK(none.error().message.find("libnone-of-this-name.so.7") != std::string::npos);

  void (*function)() = nullptr;
  const auto lacking = base::LateLibrary::load("libz.so.1")->find("no_such_function", function);
  REQUIRE_FALSE(lacking);
  CHECK(lacking.error().code == base::Code::unsupported);
  CHECK(lacking.error().message.find("no_such_function") != std::string::npos);
  CHECK(function == nullptr);
}
