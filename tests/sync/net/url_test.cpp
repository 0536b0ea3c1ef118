#include <catch2/catch.hpp>

#include "sync/net/url.hpp"

using rohnamo::base::Code;
using rohnamo::net::Url;

TEST_CASE("A base address keeps its path as it was written") {
  const auto url = Url::parse_base("https://example.org:8443/a%2Fb/%D1%82ч?x");
  CHECK(!url);
  const auto base = Url::parse_base("https://example.org:8443/a%2Fb/%d1%82");
  REQUIRE(base);
  CHECK(base->origin.tls);
  CHECK(base->origin.host == "example.org");
  CHECK(base->origin.port == 8443);
  CHECK(base->below("metadata/1.root.json").target == "/a%2Fb/%d1%82/metadata/1.root.json");
  CHECK(base->below("x").text() == "https://example.org:8443/a%2Fb/%d1%82/x");
  CHECK(base->below("metadata/1.offices%2Fkhujand.json").target ==
        "/a%2Fb/%d1%82/metadata/1.offices%252Fkhujand.json");
  CHECK(base->below("a b\r\nHost: c?d#ч").target ==
        "/a%2Fb/%d1%82/a%20b%0D%0AHost%3A%20c%3Fd%23%D1%87");
}

TEST_CASE("Ports are the scheme's unless one is given") {
  CHECK(Url::parse("http://h/")->origin.port == 80);
  CHECK(Url::parse("https://h")->origin.port == 443);
  CHECK(Url::parse("http://h:81")->host_field() == "h:81");
  CHECK(Url::parse("http://h:80")->host_field() == "h");
  CHECK(Url::parse("http://[::1]:81/x")->origin.host == "::1");
  CHECK(Url::parse("http://[::1]:81/x")->host_field() == "[::1]:81");
}

TEST_CASE("What is no address of a server is refused in words") {
  const std::string text =
      GENERATE("", "example.org", "ftp://h/", "http://", "http://h:0/", "http://h:99999/",
               "http://u:p@h/", "http://h/a b", "http://h%0d%0aX:80/");
  const auto url = Url::parse(text);
  INFO(text);
  REQUIRE(!url);
  CHECK(url.error().code == Code::invalid_input);
  CHECK(!url.error().message.empty());
}

TEST_CASE("A redirect is taken as RFC 3986 says") {
  const auto from = Url::parse("http://h:81/a/b?c=/d");
  REQUIRE(from);
  const auto to = [&](std::string_view location) { return from->redirected(location)->text(); };
  CHECK(to("https://other/x?y#z") == "https://other/x?y");
  CHECK(to("//other/x") == "http://other/x");
  CHECK(to("/x%2F") == "http://h:81/x%2F");
  CHECK(to("x") == "http://h:81/a/x");
}

TEST_CASE("A redirect never leads from https to http, nor to nowhere") {
  const auto from = Url::parse("https://h/a");
  REQUIRE(from);
  CHECK(from->redirected("http://h/a").error().code == Code::untrusted);
  CHECK(from->redirected("").error().code == Code::offline);
  CHECK(from->redirected("ftp://h/a").error().code == Code::offline);
}
