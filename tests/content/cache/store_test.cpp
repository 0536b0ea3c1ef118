#include "content/cache/store.hpp"

#include <catch2/catch.hpp>

#include "content/cache/edition.hpp"
#include "tests/content/cache/edition_builder.hpp"

using namespace rohnamo;
using base::Code;
using cache::Store;
using fakes::MemoryFs;
using fakes::ref_of;

namespace {

const base::Path root = "/var/cache/rohnamo";

Code code_of(const base::Result<void>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("a blob is there once it is published, and only whole") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const std::string bytes = "the bytes of a blob";
  const model::BlobRef blob = ref_of(bytes);
  CHECK_FALSE(store.has(blob));

  auto writer = store.begin(blob).value();
  CHECK(writer.offset() == 0);
  REQUIRE(writer.write("the bytes"));
  CHECK(code_of(writer.check()) == Code::offline);
  REQUIRE(writer.write(" of a blob"));
  REQUIRE(writer.check());
  CHECK_FALSE(store.has(blob));
  std::vector<cache::BlobWriter> writers;
  writers.push_back(std::move(writer));
  REQUIRE(store.publish(std::move(writers)));
  CHECK(store.has(blob));
  CHECK_FALSE(store.has({blob.hash, blob.length + 1}));
  CHECK(fs.read(cache::blob_path(root, blob.hash), 100).value() == bytes);
  CHECK(fs.list(root / "partial").value().empty());
}

TEST_CASE("a broken off blob is gone on from") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const std::string bytes = "0123456789";
  const model::BlobRef blob = ref_of(bytes);
  {
    auto writer = store.begin(blob).value();
    REQUIRE(writer.write("01234"));
    REQUIRE(writer.flush());
  }
  CHECK(store.held(blob) == 5);
  auto writer = store.begin(blob).value();
  CHECK(writer.offset() == 5);

  SECTION("to its end") {
    REQUIRE(writer.write("56789"));
    CHECK(writer.check());
  }
  SECTION("from the start, where the server sends the whole") {
    REQUIRE(writer.restart());
    CHECK(writer.offset() == 0);
    REQUIRE(writer.write(bytes));
    CHECK(writer.check());
  }
  SECTION("with other bytes: the partial is gone") {
    REQUIRE(writer.write("xxxxx"));
    CHECK(code_of(writer.check()) == Code::untrusted);
    CHECK(store.held(blob) == 0);
    CHECK(fs.list(root / "partial").value().empty());
  }
  SECTION("with too many bytes") {
    CHECK(code_of(writer.write("56789a")) == Code::too_large);
    REQUIRE(writer.write("56789"));
    CHECK(code_of(writer.write("a")) == Code::too_large);
  }
}

TEST_CASE("a small blob is in memory until it is flushed, a long one on the disk as it comes") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const model::BlobRef small = ref_of("abc");
  const model::BlobRef large = ref_of(std::string(20'000, 'x'));
  auto writer = store.begin(small).value();
  REQUIRE(writer.write("ab"));
  CHECK(fs.list(root / "partial").value().empty());
  REQUIRE(writer.flush());
  CHECK(store.held(small) == 2);
  REQUIRE(store.begin(large)->write("xx"));
  CHECK(store.held(large) == 2);
}

TEST_CASE("a partial longer than its blob begins again") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const model::BlobRef blob = ref_of("abc");
  REQUIRE(fs.append(root / "partial" / blob.hash.hex()).value()->write("abcdef"));
  auto writer = store.begin(blob).value();
  CHECK(writer.offset() == 0);
  REQUIRE(writer.write("abc"));
  CHECK(writer.check());
}

TEST_CASE("an empty blob is a blob") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  REQUIRE(store.put(ref_of(""), ""));
  CHECK(store.has(ref_of("")));
}

TEST_CASE("putting what is not the blob is refused") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  CHECK(code_of(store.put(ref_of("abc"), "abd")) == Code::untrusted);
  CHECK(code_of(store.put(ref_of("abc"), "ab")) == Code::offline);
  CHECK_FALSE(store.has(ref_of("abc")));
}

TEST_CASE("commit switches, and keeps the one before") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  CHECK(cache::current_edition(fs, root).error().code == Code::not_found);
  const auto one = fill(store, {"one"});
  const auto two = fill(store, {"two"});
  REQUIRE(store.commit(one));
  CHECK(cache::current_edition(fs, root).value() == one.id());
  CHECK_FALSE(fs.exists(root / "previous"));
  REQUIRE(store.commit(two));
  CHECK(cache::current_edition(fs, root).value() == two.id());
  CHECK(fs.read(root / "previous", 100).value() == one.id() + "\n");
  REQUIRE(store.commit(two));  // once more changes nothing
  CHECK(fs.read(root / "previous", 100).value() == one.id() + "\n");
}

TEST_CASE("an edition with a blob missing is not committed") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  REQUIRE(store.commit(one));
  auto two = fill(store, {"two"});
  REQUIRE(store.discard(two.blobs.back().blob));
  CHECK(code_of(store.commit(two)) == Code::not_found);
  CHECK(cache::current_edition(fs, root).value() == one.id());
}

TEST_CASE("an edition with a catalog missing is not committed") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  auto one = fill(store, {"one"});
  one.catalogs.push_back({"offices/khujand", ref_of("a catalog that is among no blobs")});
  CHECK(code_of(store.commit(one)) == Code::not_found);
  CHECK_FALSE(cache::current_edition(fs, root));
}

TEST_CASE("the floor of time outlasts a power cut, in a cache that was just made too") {
  MemoryFs fs;
  REQUIRE(fs.make_directories(root.parent_path()));
  REQUIRE(fs.sync_all("/"));
  const base::Time floor = base::from_rfc3339("2030-01-01T00:00:00Z").value();
  REQUIRE(Store::open(fs, root)->raise_time_floor(floor));
  fs.reboot();
  CHECK(cache::time_floor(fs, root) == floor);
}

TEST_CASE("the floor of time only rises") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const base::Time early = base::from_rfc3339("2030-01-01T00:00:00Z").value();
  CHECK_FALSE(cache::time_floor(fs, root));
  REQUIRE(store.raise_time_floor(early));
  CHECK(cache::time_floor(fs, root) == early);
  REQUIRE(store.raise_time_floor(early + base::seconds(5)));
  REQUIRE(store.raise_time_floor(early));
  CHECK(cache::time_floor(fs, root) == early + base::seconds(5));
}

TEST_CASE("collection leaves what is shown, what was, and what somebody reads") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  const auto two = fill(store, {"two"});
  const auto three = fill(store, {"three"});
  REQUIRE(store.commit(one));
  auto reader = cache::Edition::open(fs, root, one.id()).value();
  REQUIRE(store.commit(two));
  REQUIRE(store.commit(three));

  CHECK(store.collect(three)->editions == 0);  // one is read, two is the previous
  CHECK(store.has(one.blobs.front().blob));
  CHECK(reader->story(0));

  reader.reset();
  const auto collected = store.collect(three).value();
  CHECK(collected.editions == 1);
  CHECK(collected.blobs == one.blobs.size());
  CHECK(collected.bytes == one.bytes());
  CHECK_FALSE(store.has(one.blobs.front().blob));
  CHECK(cache::Edition::open(fs, root, two.id()));
  CHECK(cache::Edition::open(fs, root, three.id()));
}

TEST_CASE("collection leaves what is wanted, and its partials") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  REQUIRE(store.commit(fill(store, {"one"})));
  auto coming = fill(store, {"coming"});
  const model::BlobRef other = ref_of("no longer wanted");
  REQUIRE(store.discard(coming.blobs.front().blob));
  const auto leave = [&](const model::BlobRef& blob, std::string_view bytes) {
    REQUIRE(fs.append(root / "partial" / blob.hash.hex()).value()->write(bytes));
  };
  leave(coming.blobs.front().blob, "x");
  leave(coming.blobs.back().blob, "left by a power cut");
  leave(other, "no");

  CHECK(store.collect(coming)->blobs == 0);
  CHECK(store.held(coming.blobs.front().blob) == 1);
  CHECK(store.held(coming.blobs.back().blob) == 0);
  CHECK(store.held(other) == 0);
}

TEST_CASE("collection removes nothing where the current manifest cannot be read") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  REQUIRE(store.commit(one));
  fs.spoil(root / "editions" / one.id() / "manifest.json");
  CHECK_FALSE(store.collect(model::Manifest()));
  CHECK(store.has(one.blobs.front().blob));
}

TEST_CASE("an edition that is not whole is never the one before") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  REQUIRE(store.commit(one));
  auto text = fill(store, {"two"});
  text.whole = false;
  REQUIRE(store.commit(text));
  const auto two = fill(store, {"two"});
  CHECK(text.id() != two.id());
  REQUIRE(Store::open(fs, root)->commit(two));
  CHECK(cache::current_edition(fs, root) == two.id());
  REQUIRE(store.roll_back());
  CHECK(cache::current_edition(fs, root) == one.id());
  CHECK(cache::Edition::open(fs, root, one.id()));
}

TEST_CASE("the first edition cannot be rolled back") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  CHECK(store.roll_back().error().code == Code::not_found);
  const auto one = fill(store, {"one"});
  REQUIRE(store.commit(one));
  CHECK(store.roll_back().error().code == Code::not_found);
  CHECK(cache::current_edition(fs, root) == one.id());
}

TEST_CASE("an edition that is gone cannot be gone back to") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  const auto two = fill(store, {"two"});
  REQUIRE(store.commit(one));
  REQUIRE(store.commit(two));
  REQUIRE(fs.remove(root / "editions" / one.id() / "head.json"));
  CHECK(code_of(store.roll_back()) == Code::not_found);
  CHECK(cache::current_edition(fs, root) == two.id());
}

TEST_CASE("a full disk is said so and harms nothing") {
  MemoryFs fs;
  Store store = Store::open(fs, root).value();
  const auto one = fill(store, {"one"});
  REQUIRE(store.commit(one));
  fs.set_capacity(0);
  CHECK(code_of(store.put(ref_of("more"), "more")) == Code::no_space);
  CHECK(cache::Edition::open(fs, root, one.id()));
}
