#include "sync/net/url.hpp"

#include <fmt/format.h>

#include <boost/url.hpp>
#include <charconv>

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

std::uint16_t default_port(bool tls) {
  return tls ? 443 : 80;
}

std::string_view scheme(bool tls) {
  return tls ? "https" : "http";
}

Result<boost::urls::url_view> parse_view(std::string_view text) {
  const auto view = boost::urls::parse_uri({text.data(), text.size()});
  if (!view) return base::fail(Code::invalid_input, fmt::format("'{}' is no URL", text));
  const auto id = view->scheme_id();
  if (id != boost::urls::scheme::http && id != boost::urls::scheme::https)
    return base::fail(Code::invalid_input, fmt::format("'{}' is neither http nor https", text));
  if (view->has_userinfo())
    return base::fail(Code::invalid_input, "a URL with a user name or password is not supported");
  if (view->host().empty())
    return base::fail(Code::invalid_input, fmt::format("'{}' names no host", text));
  // Decoded it could be anything, and it becomes a line of the request.
  if (view->host_type() == boost::urls::host_type::name && view->encoded_host().contains('%'))
    return base::fail(Code::invalid_input, fmt::format("'{}' names no host: it has a %", text));
  return *view;
}

// Boost's own port_number() takes 99999 for 34463.
Result<std::uint16_t> port_of(const boost::urls::url_view& view, bool tls) {
  const auto text = view.port();
  if (text.empty()) return default_port(tls);
  std::uint16_t port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  if (parsed.ec != std::errc() || port == 0)
    return base::fail(Code::invalid_input, fmt::format("there is no port {}",
                                                       std::string_view(text.data(), text.size())));
  return port;
}

Result<Url> from_view(const boost::urls::url_view& view) {
  Url url;
  url.origin.tls = view.scheme_id() == boost::urls::scheme::https;
  url.origin.host = std::string(view.host_address());
  url.origin.port = TRY(port_of(view, url.origin.tls));
  const auto target = view.encoded_target();
  url.target.assign(target.data(), target.size());
  if (url.target.empty() || url.target.front() != '/') url.target.insert(0, "/");
  return url;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
  return from_view(TRY(parse_view(text)));
}

Result<Url> Url::parse_base(std::string_view text) {
  const auto view = TRY(parse_view(text));
  if (view.has_query() || view.has_fragment())
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' must end with its path: no '?', no '#'", text));
  Url url = TRY(from_view(view));
  if (url.target.back() != '/') url.target += '/';
  return url;
}

Url Url::below(std::string_view path) const {
  constexpr auto plain = boost::urls::unreserved_chars + '/';
  Url url = *this;
  url.target += boost::urls::encode({path.data(), path.size()}, plain);
  return url;
}

Result<Url> Url::redirected(std::string_view location) const {
  location = location.substr(0, location.find('#'));
  const std::string directory = target.substr(0, target.substr(0, target.find('?')).rfind('/') + 1);
  std::string absolute;
  if (location.empty()) return base::fail(Code::offline, "a redirect to nowhere");
  if (location.starts_with("//")) {
    absolute = fmt::format("{}:{}", scheme(origin.tls), location);
  } else if (location.starts_with('/')) {
    absolute = fmt::format("{}://{}{}", scheme(origin.tls), host_field(), location);
  } else if (boost::urls::parse_uri({location.data(), location.size()})) {
    absolute = location;
  } else {
    absolute = fmt::format("{}://{}{}{}", scheme(origin.tls), host_field(), directory, location);
  }
  auto url = parse(absolute);
  if (!url)
    return base::fail(Code::offline, "a redirect that makes no sense: " + url.error().message);
  if (origin.tls && !url->origin.tls)
    return base::fail(Code::untrusted, fmt::format("a redirect from https to {}", absolute));
  return url;
}

std::string Url::host_field() const {
  const bool v6 = origin.host.find(':') != std::string::npos;
  std::string field = v6 ? fmt::format("[{}]", origin.host) : origin.host;
  if (origin.port != default_port(origin.tls)) field += fmt::format(":{}", origin.port);
  return field;
}

std::string Url::text() const {
  return fmt::format("{}://{}{}", scheme(origin.tls), host_field(), target);
}

}  // namespace rohnamo::net
