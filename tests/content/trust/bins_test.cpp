#include "content/trust/bins.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "content/base/hash.hpp"

using namespace rohnamo;
using namespace rohnamo::trust;

TEST_CASE("bins as TAP 15") {
  SuccinctRoles roles;
  roles.name_prefix = "bin";
  roles.bit_length = 8;
  CHECK(bin_count(roles) == 256);
  // The first byte of the path's SHA-256 is the bin.
  CHECK(bin_of(roles, "a/b") == "bin-" + base::sha256("a/b").hex().substr(0, 2));
  roles.bit_length = 16;
  CHECK(bin_of(roles, "a/b") == "bin-" + base::sha256("a/b").hex().substr(0, 4));
  roles.bit_length = 32;
  CHECK(bin_of(roles, "a/b") == "bin-" + base::sha256("a/b").hex().substr(0, 8));
  roles.bit_length = 1;
  CHECK(bin_name(roles, 1) == "bin-1");
  roles.bit_length = 5;  // 32 bins: two digits
  CHECK(bin_name(roles, 3) == "bin-03");
  CHECK(bin_name(roles, 31) == "bin-1f");
}

TEST_CASE("every bin is in use and no other is named") {
  const SuccinctRoles roles{{}, 4, "m"};
  std::set<std::string> names, used;
  for (std::uint64_t i = 0; i < bin_count(roles); ++i) names.insert(bin_name(roles, i));
  for (int i = 0; i < 500; ++i) used.insert(bin_of(roles, std::to_string(i)));
  CHECK(names.size() == 16);
  CHECK(used == names);
}

TEST_CASE("a few bins for a small publication, and some twenty targets in each of a large one's") {
  CHECK(bin_bits(0) == 2);
  CHECK(bin_bits(32) == 2);
  CHECK(bin_bits(33) == 3);
  CHECK(bin_bits(2'000) == 8);
  CHECK(bin_bits(10'000) == 9);
  CHECK(bin_bits(100'000) == 11);
  CHECK(bin_bits(std::size_t{1} << 40) == most_bin_bits);
}
