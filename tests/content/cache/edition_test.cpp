#include "content/cache/edition.hpp"

#include <catch2/catch.hpp>

#include "tests/content/cache/edition_builder.hpp"

using namespace rohnamo;
using base::Code;
using cache::Edition;
using cache::Store;
using fakes::MemoryFs;

namespace {

const base::Path root = "/cache";

}  // namespace

TEST_CASE("an edition is read item by item") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto manifest = fill(store, {"one", "two"});
  REQUIRE(store.commit(manifest));
  const auto edition = Edition::open(fs, root, manifest.id()).value();
  CHECK(edition->id() == manifest.id());
  CHECK(edition->channel().id == "mission");
  REQUIRE(edition->size() == 2);
  CHECK(edition->entry(0)->kind == model::Kind::story);
  const auto story = edition->story(1).value();
  CHECK(story.texts.at("en").title == "two");
  const auto body = edition->document(story.texts.at("en").body).value();
  CHECK(body.blocks.at(0).spans.at(0).text == "two");
  CHECK(edition->story(2).error().code == Code::not_found);
}

TEST_CASE("the mission's items come before the offices'") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  auto manifest = fill(store, {"one", "two"});
  const std::string office = fakes::sample_catalog("offices/khujand", {{"o", "office", "body"}});
  REQUIRE(store.put(fakes::ref_of(office), office));
  manifest.catalogs.push_back({"offices/khujand", fakes::ref_of(office)});
  manifest.blobs.push_back({fakes::ref_of(office), model::BlobKind::catalog});
  manifest.sort();
  REQUIRE(store.commit(manifest));
  const auto edition = Edition::open(fs, root, manifest.id()).value();
  REQUIRE(edition->size() == 3);
  CHECK(edition->channel().id == "mission");
  CHECK(edition->story(0)->texts.at("en").title == "one");
  CHECK(edition->story(2)->texts.at("en").title == "office");

  SECTION("only the offices that are asked for are there") {
    using Names = std::vector<std::string>;
    CHECK(Edition::open(fs, root, manifest.id(), Names{"khujand"}).value()->size() == 3);
    CHECK(Edition::open(fs, root, manifest.id(), Names{"bokhtar"}).value()->size() == 2);
    CHECK(Edition::open(fs, root, manifest.id(), Names{}).value()->size() == 2);
  }
  SECTION("an office's spoiled catalog costs that office") {
    REQUIRE(base::write_whole(fs, cache::blob_path(root, fakes::ref_of(office).hash), "short"));
    CHECK(Edition::open(fs, root, manifest.id()).value()->size() == 2);
  }
}

TEST_CASE("an edition that is not what it was is refused") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto manifest = fill(store, {"one"});
  REQUIRE(store.commit(manifest));
  const base::Path folder = root / "editions" / manifest.id();

  SECTION("no such edition") {
    CHECK(Edition::open(fs, root, std::string(32, '0')).error().code == Code::not_found);
  }
  SECTION("no head") {
    REQUIRE(fs.remove(folder / "head.json"));
    CHECK(Edition::open(fs, root, manifest.id()).error().code == Code::not_found);
  }
  SECTION("a head without the mission") {
    auto other = manifest;
    other.catalogs[0].role = "offices/khujand";
    REQUIRE(base::write_whole(fs, folder / "head.json", model::serialize_head(other)));
    CHECK(Edition::open(fs, root, manifest.id()).error().code == Code::corrupt);
  }
  SECTION("a catalog of another length") {
    REQUIRE(base::write_whole(fs, cache::blob_path(root, manifest.catalogs[0].blob.hash), "short"));
    CHECK(Edition::open(fs, root, manifest.id()).error().code == Code::corrupt);
  }
  SECTION("current names nothing that can be") {
    REQUIRE(base::write_whole(fs, root / "current", "../../etc\n"));
    CHECK(cache::current_edition(fs, root).error().code == Code::corrupt);
  }
}

TEST_CASE("one spoiled blob costs that blob") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto manifest = fill(store, {"one", "two"});
  REQUIRE(store.commit(manifest));
  const auto edition = Edition::open(fs, root, manifest.id()).value();
  const model::BlobRef first = edition->story(0)->texts.at("en").body;
  const model::BlobRef second = edition->story(1)->texts.at("en").body;
  REQUIRE(base::write_whole(fs, cache::blob_path(root, first.hash), ""));
  CHECK(edition->document(first).error().code == Code::corrupt);
  CHECK(edition->document(second));
}

TEST_CASE("a floor of time that cannot be read is none") {
  MemoryFs fs;
  REQUIRE(Store::open(fs, root));
  REQUIRE(base::write_whole(fs, root / "time", "yesterday\n"));
  CHECK_FALSE(cache::time_floor(fs, root));
}

TEST_CASE("the floor is the higher of what the cache and the program prove") {
  MemoryFs fs;
  REQUIRE(fs.make_directories(root));
  CHECK(cache::proven_time(fs, root) == base::build_time());
  const base::Time later = base::build_time() + std::chrono::days(30);
  REQUIRE(base::write_whole(fs, root / "time", base::to_rfc3339(later) + "\n"));
  CHECK(cache::proven_time(fs, root) == later);
  const base::Time earlier = base::build_time() - std::chrono::days(30);
  REQUIRE(base::write_whole(fs, root / "time", base::to_rfc3339(earlier) + "\n"));
  CHECK(cache::proven_time(fs, root) == base::build_time());
}
