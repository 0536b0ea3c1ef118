// Opening a TCP connection to a host that has several addresses, some of which may lead nowhere.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "sync/core/transport.hpp"

namespace rohnamo::net {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

// RFC 8305 ("Happy Eyeballs"), sections 4 and 5: the families in turn, the one that the resolver
// names first first; each further address is tried when the one before has failed or has had its
// head start, and whichever connects first is taken. Both families are looked up together by the
// system's resolver.
constexpr std::chrono::milliseconds head_start{250};
Endpoints in_turn(Endpoints endpoints);

// Errors: offline, that of the first address; timeout; cancelled. One thread: the caller's
// executor.
core::Task<base::Result<boost::asio::ip::tcp::socket>> race(
    Endpoints endpoints, std::chrono::milliseconds within,
    std::chrono::milliseconds start = head_start);

// Looks up and races, altogether within this time.
core::Task<base::Result<boost::asio::ip::tcp::socket>> dial(std::string host, std::uint16_t port,
                                                            std::chrono::milliseconds within);

}  // namespace rohnamo::net
