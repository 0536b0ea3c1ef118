#include "content/trust/paths.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using namespace rohnamo::trust;

TEST_CASE("patterns do not cross a slash") {
  CHECK(matches("mission/*", "mission/catalog"));
  CHECK_FALSE(matches("mission/*", "mission/texts/a"));
  CHECK_FALSE(matches("mission/*", "mission"));
  CHECK(matches("mission/*/*", "mission/texts/a.en.json"));
  CHECK(matches("*.webp", "a.webp"));
  CHECK_FALSE(matches("*.webp", "a/b.webp"));
  CHECK(matches("v?.bin", "v1.bin"));
  CHECK_FALSE(matches("a?b", "a/b"));
  CHECK_FALSE(matches("a[/]b", "a/b"));
  CHECK(matches("*", ".hidden"));
  CHECK_FALSE(matches("mission/*", std::string_view("mission/a\0/../b", 14)));
}

TEST_CASE("a delegation covers by pattern or by hash prefix") {
  Delegation by_path{"a", {}, false, {"x/*", "y/*"}, {}};
  CHECK(covers(by_path, "y/1"));
  CHECK_FALSE(covers(by_path, "z/1"));
  const std::string hash = base::sha256("z/1").hex();
  Delegation by_hash{"a", {}, false, {}, {hash.substr(0, 3)}};
  CHECK(covers(by_hash, "z/1"));
  CHECK_FALSE(covers({"a", {}, false, {}, {}}, "z/1"));
  CHECK_FALSE(covers({"a", {}, false, {}, {hash.substr(1, 8)}}, "z/1"));
}

TEST_CASE("names of files on the server") {
  CHECK(encode_role("offices/khujand") == "offices%2Fkhujand");
  CHECK(encode_role("?") == "%3F");
  CHECK(encode_role("../role~_-A9") == "..%2Frole~_-A9");
  CHECK(encode_role("хуҷанд").substr(0, 12) == "%D1%85%D1%83");
  CHECK(metadata_path("?", 1) == "metadata/1.%3F.json");
  CHECK(metadata_path("../role", 1) == "metadata/1...%2Frole.json");
  CHECK(metadata_path("timestamp", 0) == "metadata/timestamp.json");
  CHECK(target_path("a/b/file", "00ff") == "targets/a/b/00ff.file");
  CHECK(target_path("file", "00ff") == "targets/00ff.file");
}
