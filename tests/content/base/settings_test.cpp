#include "content/base/settings.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::base;
using namespace std::chrono_literals;

TEST_CASE("settings are read by type, and what is missing has its fallback") {
  auto settings = Settings::parse(
      "format: 1\ncache: /c\nfullscreen: true\ninterval: 15m\noffices: [a, b]\nmode: touch\n",
      "k.yaml");
  REQUIRE(settings);
  CHECK(settings->text("cache", "") == "/c");
  CHECK(settings->text("run", "/run") == "/run");
  CHECK(settings->boolean("fullscreen", false));
  CHECK(settings->duration("interval", 1s, 1s, 24h) == 15min);
  CHECK(settings->list("offices").value() == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(settings->list("fonts"));
  CHECK(settings->choice("mode", {"auto", "touch"}) == "touch");
  CHECK(settings->finish());
  CHECK(settings->warnings().empty());
}

TEST_CASE("every fault is named with its line, all at once") {
  auto settings = Settings::parse("fullscreen: maybe\ninterval: 5 minutes\nmode: [x]\n", "k.yaml");
  REQUIRE(settings);
  settings->boolean("fullscreen", false);
  CHECK(settings->duration("interval", 7s, 1s, 24h) == 7s);
  settings->choice("mode", {"auto", "touch"});
  const auto result = settings->finish();
  REQUIRE_FALSE(result);
  CHECK(result.error().message ==
        "k.yaml:1: fullscreen must be true or false\n"
        "k.yaml:2: interval must be a time like 30s, 15m, 6h or 1d, from 1s to 86400s\n"
        "k.yaml:3: mode must be a single value");
}

TEST_CASE("paths start from the file's folder, and what is required is missed") {
  auto settings = Settings::parse("cache: here/c\nroot: /r\n", "/etc/rohnamo/sync.yaml");
  REQUIRE(settings);
  CHECK(settings->path("cache", "/d") == "/etc/rohnamo/here/c");
  CHECK(settings->path("root", "/d") == "/r");
  CHECK(settings->path("state", "/d") == "/d");
  CHECK(settings->required("server", "write 'server: https://…'").empty());
  CHECK(settings->finish().error().message ==
        "/etc/rohnamo/sync.yaml: server is missing: write 'server: https://…'");
}

TEST_CASE("a key that is there twice is a fault") {
  auto settings = Settings::parse("cache: /a\ncache: /b\n", "k.yaml");
  REQUIRE(settings);
  settings->path("cache", "");
  CHECK(settings->finish().error().message == "k.yaml:2: cache is there twice");
}

TEST_CASE("an unknown key is a warning") {
  auto settings = Settings::parse("cashe: /c\n", "k.yaml");
  REQUIRE(settings);
  CHECK(settings->finish());
  CHECK(settings->warnings() ==
        std::vector<std::string>{"k.yaml:1: cashe is not a setting and has no effect"});
}

TEST_CASE("what is not YAML, a list, or of a newer format is refused") {
  CHECK(Settings::parse("a: [1", "k.yaml").error().message.find("k.yaml:") == 0);
  CHECK_FALSE(Settings::parse("- a\n", "k.yaml"));
  auto newer = Settings::parse("format: 2\n", "k.yaml");
  REQUIRE(newer);
  CHECK_FALSE(newer->finish());
  auto empty = Settings::parse("", "k.yaml");
  REQUIRE(empty);
  CHECK(empty->finish());
}
