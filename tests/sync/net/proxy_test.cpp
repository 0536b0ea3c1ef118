#include "sync/net/proxy.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "sync/net/exchange.hpp"

using namespace rohnamo;
using base::Code;
using net::Proxies;
using net::Proxy;

namespace {

net::Origin origin(const std::string& url) {
  return net::Url::parse(url)->origin;
}

base::Result<Proxies> environment(const std::map<std::string, std::string>& variables) {
  return Proxies::from_environment([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

}  // namespace

TEST_CASE("The address of a proxy, with and without a password") {
  const auto plain = Proxy::parse("http://proxy.example.org:3128");
  REQUIRE(plain);
  CHECK(plain->host == "proxy.example.org");
  CHECK(plain->port == 3128);
  CHECK(plain->authorization.empty());
  CHECK(Proxy::parse("proxy:3128/")->port == 3128);
  CHECK(Proxy::parse("http://proxy")->port == 80);
  CHECK(Proxy::parse("http://[::1]:3128")->host == "::1");
  // RFC 7617, 2.
  CHECK(Proxy::parse("http://Aladdin:open%20sesame@proxy:3128")->authorization ==
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  CHECK(Proxy::parse("kiosk:se%3Acret@proxy:3128")->authorization == "Basic a2lvc2s6c2U6Y3JldA==");
}

TEST_CASE("What is no proxy is refused without telling its password") {
  const std::string text =
      GENERATE("", "http://", "https://kiosk:hush@proxy:1", "socks5://kiosk:hush@proxy:1",
               "http://kiosk:hush@proxy:0", "http://kiosk:hush@proxy:99999", "http://kiosk:hush@",
               "http://kiosk:hush@pro xy");
  const auto proxy = Proxy::parse(text);
  INFO(text);
  REQUIRE(!proxy);
  CHECK(proxy.error().code == Code::invalid_input);
  CHECK(!proxy.error().message.empty());
  CHECK(proxy.error().message.find("hush") == std::string::npos);
}

TEST_CASE("The environment names proxies as it does for other programs") {
  const auto proxies = environment({{"http_proxy", "http://plain:1"},
                                    {"HTTPS_PROXY", "http://secure:2"},
                                    {"HTTP_PROXY", "http://attacker:3"},
                                    {"no_proxy", "localhost, .example.org,10.0.0.1"}});
  REQUIRE(proxies);
  CHECK(proxies->find(origin("http://h/"))->host == "plain");
  CHECK(proxies->find(origin("https://h/"))->host == "secure");
  CHECK(proxies->find(origin("http://localhost:81/")) == nullptr);
  CHECK(proxies->find(origin("https://10.0.0.1/")) == nullptr);
  CHECK(proxies->find(origin("https://example.org/")) == nullptr);
  CHECK(proxies->find(origin("https://www.Example.org/")) == nullptr);
  CHECK(proxies->find(origin("https://badexample.org/")) != nullptr);
  CHECK(environment({{"HTTP_PROXY", "http://attacker:3"}})->find(origin("http://h/")) == nullptr);
  CHECK(environment({{"http_proxy", ""}})->find(origin("http://h/")) == nullptr);
  CHECK(environment({{"http_proxy", "p:1"}, {"no_proxy", "*"}})->find(origin("http://h/")) ==
        nullptr);
  CHECK(environment({})->find(origin("https://h/")) == nullptr);
}

TEST_CASE("A variable that names no proxy is named itself") {
  const auto proxies = environment({{"https_proxy", "socks5://p:1"}});
  REQUIRE(!proxies);
  CHECK(proxies.error().message.find("https_proxy") != std::string::npos);
}

TEST_CASE("A proxy is asked by whole address, and is told the password") {
  const auto url = net::Url::parse("http://h:81/x");
  const auto proxy = Proxy::parse("http://Aladdin:open%20sesame@proxy:3128");
  core::FetchRequest request;
  const std::string text = net::request_text(*url, request, "a/1", &*proxy);
  CHECK(text.starts_with("GET http://h:81/x HTTP/1.1\r\nHost: h:81\r\n"));
  CHECK(text.find("\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n") !=
        std::string::npos);
  CHECK(net::request_text(*url, request, "a/1").find("Proxy-") == std::string::npos);
}
