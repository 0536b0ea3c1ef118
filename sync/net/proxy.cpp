#include "sync/net/proxy.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/url.hpp>

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

std::string base64(const std::string& text) {
  std::string coded(4 * ((text.size() + 2) / 3) + 1, '\0');  // and the final NUL
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  coded.resize(static_cast<std::size_t>(size));
  return coded;
}

std::string credentials(const boost::urls::url_view& view) {
  if (!view.has_userinfo()) return {};
  return "Basic " + base64(view.user() + ":" + view.password());
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const std::string_view part = trimmed(list.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(list.size(), comma + 1));
  }
  return parts;
}

// `rule`: "example.org" or ".example.org", for the host and all below it.
bool covers(std::string_view rule, std::string_view host) {
  if (rule == "*") return true;
  if (rule.starts_with('.')) rule.remove_prefix(1);
  if (rule.empty() || host.size() < rule.size()) return false;
  const std::string_view end = host.substr(host.size() - rule.size());
  if (!boost::beast::iequals(end, rule)) return false;
  return host.size() == rule.size() || host[host.size() - rule.size() - 1] == '.';
}

}  // namespace

Result<Proxy> Proxy::parse(std::string_view text) {
  constexpr const char* advice = "write a proxy like http://proxy.example.org:3128";
  const bool bare = text.find("://") == std::string_view::npos;
  const std::string whole = bare ? fmt::format("http://{}", text) : std::string(text);
  const auto view = boost::urls::parse_uri(whole);
  if (!view || view->host().empty()) return base::fail(Code::invalid_input, advice);
  if (view->scheme_id() != boost::urls::scheme::http)
    return base::fail(Code::invalid_input, fmt::format("a proxy is reached by http, not by {}: {}",
                                                       std::string(view->scheme()), advice));
  Proxy proxy;
  proxy.authorization = credentials(*view);
  boost::urls::url plain(*view);
  plain.remove_userinfo();
  const Url url = TRY(Url::parse(std::string_view(plain.data(), plain.size())));
  proxy.host = url.origin.host;
  proxy.port = url.origin.port;
  return proxy;
}

const Proxy* Proxies::find(const Origin& origin) const {
  const std::optional<Proxy>& proxy = origin.tls ? https : http;
  if (!proxy) return nullptr;
  const bool exempt = std::any_of(direct.begin(), direct.end(), [&](const std::string& rule) {
    return covers(rule, origin.host);
  });
  return exempt ? nullptr : &*proxy;
}

Result<Proxies> Proxies::from_environment(const std::function<const char*(const char*)>& variable) {
  Proxies proxies;
  const auto read = [&](std::initializer_list<const char*> names,
                        std::optional<Proxy>& into) -> Result<void> {
    for (const char* name : names) {
      const char* text = variable(name);
      if (text == nullptr || *text == '\0') continue;
      auto proxy = Proxy::parse(text);
      if (!proxy) return base::fail(proxy.error(), fmt::format("the variable {}", name));
      into = std::move(*proxy);
      return {};
    }
    return {};
  };
  TRY(read({"http_proxy"}, proxies.http));
  TRY(read({"https_proxy", "HTTPS_PROXY"}, proxies.https));
  for (const char* name : {"no_proxy", "NO_PROXY"})
    if (const char* text = variable(name); text != nullptr && proxies.direct.empty())
      proxies.direct = split(text);
  return proxies;
}

}  // namespace rohnamo::net
