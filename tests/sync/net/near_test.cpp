#include "sync/net/near.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
namespace ip = boost::asio::ip;

namespace {

bool near(const char* address, const net::OwnNetworks& own = {}) {
  return net::is_near(ip::make_address(address), own);
}

}  // namespace

TEST_CASE("what is close by") {
  const char* address =
      GENERATE("127.0.0.1", "127.255.0.1", "10.0.0.1", "10.255.255.255", "172.16.0.1",
               "172.31.255.255", "192.168.0.1", "169.254.7.7", "::1", "fe80::1", "fe80::1%1",
               "febf::1", "fc00::1", "fd12:3456::1", "::ffff:192.168.1.1", "::ffff:127.0.0.1");
  INFO(address);
  CHECK(near(address));
}

TEST_CASE("what is not") {
  const char* address =
      GENERATE("8.8.8.8", "11.0.0.1", "9.255.255.255", "172.15.255.255", "172.32.0.1",
               "192.167.255.255", "192.169.0.1", "169.253.0.1", "0.0.0.0", "255.255.255.255",
               "224.0.0.251", "100.64.0.1", "::", "2001:db8::1", "fec0::1", "ff02::fb",
               "::ffff:8.8.8.8", "64:ff9b::c0a8:101", "2002:c0a8:101::1");
  INFO(address);
  CHECK_FALSE(near(address));
}

TEST_CASE("a public IPv6 address is close by in a network of our own") {
  const net::OwnNetworks own{ip::make_address_v6("2001:db8:1:2::77").to_bytes()};
  CHECK(near("2001:db8:1:2::1", own));
  CHECK(near("2001:db8:1:2:ffff::1", own));
  CHECK_FALSE(near("2001:db8:1:3::1", own));
  CHECK_FALSE(near("8.8.8.8", own));
  CHECK_FALSE(near("ff02::fb", {ip::make_address_v6("ff02::1").to_bytes()}));
}

TEST_CASE("this machine knows its own networks") {
  for (const auto& bytes : net::own_networks())
    CHECK(ip::address_v6(bytes).to_string().size() >= 2);
}
