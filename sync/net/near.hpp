// Which addresses count as close by: a machine with a public address serves its street, not the
// world, and takes nobody's word for an address elsewhere.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <vector>

namespace rohnamo::net {

// The IPv6 networks of 64 bits that this machine's own public addresses are in: the first eight
// bytes of each.
using OwnNetworks = std::vector<boost::asio::ip::address_v6::bytes_type>;
OwnNetworks own_networks();

// Loopback; link-local (RFC 3927, RFC 4291 2.5.6); private (RFC 1918, RFC 4193); of other IPv6
// addresses those in one of our own networks. An IPv4 address inside an IPv6 one counts as what it
// is.
bool is_near(const boost::asio::ip::address& address, const OwnNetworks& own);

}  // namespace rohnamo::net
