// The power is cut at every operation of a commit and a collection, and the cache still names an
// edition that is whole.
#include <catch2/catch.hpp>

#include "content/cache/edition.hpp"
#include "tests/content/cache/edition_builder.hpp"

using namespace rohnamo;
using cache::Edition;
using cache::Store;
using fakes::MemoryFs;

namespace {

const base::Path root = "/cache";

// An edition is there, whole, and one of the two.
void check_cache(MemoryFs& fs, const model::Manifest& before, const model::Manifest& after) {
  const auto current = cache::current_edition(fs, root);
  REQUIRE(current);
  const model::Manifest& manifest = *current == after.id() ? after : before;
  REQUIRE(*current == manifest.id());
  REQUIRE(Edition::open(fs, root, *current));
  for (const auto& [blob, kind] : manifest.blobs) {
    const auto bytes = fs.read(cache::blob_path(root, blob.hash), blob.length);
    REQUIRE(bytes);
    REQUIRE(base::sha256(*bytes) == blob.hash);
  }
}

using Blobs = std::vector<std::pair<model::BlobRef, std::string>>;

// Those that are missing, made durable together.
base::Result<void> put_together(Store& store, const Blobs& blobs) {
  std::vector<cache::BlobWriter> writers;
  for (const auto& [blob, bytes] : blobs) {
    if (store.has(blob)) continue;
    writers.push_back(TRY(store.begin(blob)));
    TRY(writers.back().restart());
    TRY(writers.back().write(bytes));
    TRY(writers.back().check());
  }
  return store.publish(std::move(writers));
}

// Everything that an update does to a cache. Stops at the first failure.
base::Result<void> update(MemoryFs& fs, const Blobs& blobs, const model::Manifest& manifest,
                          bool together) {
  auto store = Store::open(fs, root);
  if (!store) return base::fail(store.error());
  if (together) {
    TRY(put_together(*store, blobs));
  } else {
    for (const auto& [blob, bytes] : blobs) TRY(store->put(blob, bytes));
  }
  TRY(store->commit(manifest));
  TRY(store->collect(manifest));
  return {};
}

struct Prepared {
  model::Manifest manifest;
  Blobs blobs;
};

Prepared prepare(const std::vector<std::string>& titles) {
  MemoryFs scratch;
  Store store = Store::open(scratch, root).value();
  Prepared prepared;
  prepared.manifest = fill(store, titles);
  for (const auto& [blob, kind] : prepared.manifest.blobs)
    prepared.blobs.emplace_back(
        blob, scratch.read(cache::blob_path(root, blob.hash), blob.length).value());
  return prepared;
}

}  // namespace

TEST_CASE("a power cut at any operation leaves the old edition or the new") {
  const bool together = GENERATE(false, true);
  const Prepared oldest = prepare({"oldest"});
  const Prepared before = prepare({"shared", "old"});
  const Prepared after = prepare({"shared", "new", "newer"});
  std::uint64_t operations = 0;
  {
    MemoryFs fs;
    REQUIRE(update(fs, before.blobs, before.manifest, together));
    const std::uint64_t start = fs.operations();
    REQUIRE(update(fs, after.blobs, after.manifest, together));
    operations = fs.operations() - start;
  }
  REQUIRE(operations > 20);
  for (std::uint64_t n = 1; n <= operations; ++n) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      INFO("power cut at operation " << n << ", seed " << seed);
      MemoryFs fs;
      REQUIRE(update(fs, oldest.blobs, oldest.manifest, together));
      REQUIRE(update(fs, before.blobs, before.manifest, together));
      fs.lose_power_at(n);
      static_cast<void>(update(fs, after.blobs, after.manifest, together));
      fs.reboot(seed == 0 ? std::nullopt : std::optional(seed));
      check_cache(fs, before.manifest, after.manifest);
      REQUIRE(update(fs, after.blobs, after.manifest, together));
      check_cache(fs, after.manifest, after.manifest);
      REQUIRE(fs.list(root / "partial").value().empty());
    }
  }
}

TEST_CASE("a fault of the disk at any operation leaves the old edition or the new") {
  const bool together = GENERATE(false, true);
  const Prepared before = prepare({"shared", "old"});
  const Prepared after = prepare({"shared", "new"});
  for (const base::Code code : {base::Code::io, base::Code::no_space}) {
    bool failed = true;
    for (std::uint64_t n = 1; failed; ++n) {
      INFO("fault at operation " << n);
      MemoryFs fs;
      REQUIRE(update(fs, before.blobs, before.manifest, together));
      fs.fail_at(n, code);
      failed = !update(fs, after.blobs, after.manifest, together);
      check_cache(fs, before.manifest, after.manifest);
      if (!failed) break;  // the fault is still to come
      REQUIRE(update(fs, after.blobs, after.manifest, together));
      check_cache(fs, after.manifest, after.manifest);
      REQUIRE(n < 1000);
    }
  }
}
