// Addresses of servers and proxies, as a technician writes them and as a server redirects to them.
#include "sync/net/proxy.hpp"

#include <algorithm>

#include "tests/fuzz/target.hpp"

using namespace rohnamo;
using net::Url;

namespace {

// It becomes a line of a request.
void check_host(const std::string& host) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
  fuzz::require(std::none_of(host.begin(), host.end(), control), "a host is one word");
}

void check(const base::Result<Url>& url) {
  if (!url) return;
  fuzz::require(url->target.starts_with('/'), "a target begins with a slash");
  fuzz::require(url->target.find_first_of("\r\n ") == std::string::npos, "a target is one word");
  fuzz::require(url->origin.port != 0, "an origin has a port");
  check_host(url->origin.host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::as_text(data, size);
  check(Url::parse(text));
  check(Url::parse_base(text));
  if (const auto proxy = net::Proxy::parse(text)) check_host(proxy->host);
  static const Url from = *Url::parse("https://example.org:8443/a/b?c");
  const auto to = from.redirected(text);
  check(to);
  if (to) fuzz::require(to->origin.tls, "a redirect stays with https");
  return 0;
}
