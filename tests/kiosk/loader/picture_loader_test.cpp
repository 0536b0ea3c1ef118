// The loader on a real cache with a real edition.
#include "kiosk/loader/picture_loader.hpp"

#include <atomic>
#include <catch2/catch.hpp>

#include "content/cache/store.hpp"
#include "tests/fakes/sample_content.hpp"
#include "tests/kiosk/loader/drawing.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::loader {
namespace {

constexpr std::size_t plenty = 64U << 20U;

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// A cache with one edition that holds these pictures.
class Cache {
 public:
  explicit Cache(const std::vector<std::string>& pictures) {
    auto& fs = base::posix_fs();
    auto store = must(cache::Store::open(fs, folder_.path()));
    model::Manifest manifest;
    const auto body = fakes::sample_body("text");
    const auto catalog = fakes::sample_catalog("test", {{"a", "A", body}});
    const auto put = [&](const std::string& bytes, model::BlobKind kind) {
      const auto blob = fakes::ref_of(bytes);
      must(store.put(blob, bytes));
      manifest.blobs.push_back({blob, kind});
      return blob;
    };
    manifest.catalogs.push_back({"mission", put(catalog, model::BlobKind::catalog)});
    put(body, model::BlobKind::text);
    for (const auto& bytes : pictures) blobs.push_back(put(bytes, model::BlobKind::picture));
    manifest.sort();
    must(store.commit(manifest));
    edition = must(cache::Edition::open(fs, folder_.path(), manifest.id()));
  }

  std::vector<model::BlobRef> blobs;  // of the pictures
  std::shared_ptr<const cache::Edition> edition;

 private:
  tests::TemporaryFolder folder_;
};

scene::PictureFill fill(const model::BlobRef& blob, int width, int height) {
  return {blob, {0, 0, width, height}, 0.5, 0.5, {}, 0};
}

std::string plain(std::uint32_t color, int size = 30) {
  return encoded(*drawn(size, size, [color](int, int) { return color; }));
}

TEST_CASE("a picture is asked for, then it is there, fitted") {
  const Cache cache({encoded(*two_halves(80, 40))});
  std::atomic<int> arrived = 0;
  PictureLoader loader([&] { ++arrived; }, plenty);
  loader.use(cache.edition);
  CHECK(loader.idle());
  CHECK(loader.get(fill(cache.blobs[0], 40, 20)).pixels == nullptr);
  loader.finish();
  CHECK(loader.idle());
  SDL_Surface* picture = loader.get(fill(cache.blobs[0], 40, 20)).pixels;
  REQUIRE(picture != nullptr);
  CHECK(picture->w == 40);
  CHECK(picture->h == 20);
  CHECK(pixel(*picture, 2, 10) == 0xffff0000U);
  CHECK(loader.get(fill(cache.blobs[0], 40, 20)).pixels == picture);
  CHECK(arrived <= 1);  // called after the picture is in the mailbox
}

TEST_CASE("the picture that is asked for first is kept, and asks for no decoding the next time") {
  const tests::TemporaryFolder folder;
  const KeptPicture kept(base::posix_fs(), folder.path() / "first");
  const Cache cache({plain(0xff112233U), plain(0xff445566U)});
  const auto first = fill(cache.blobs[0], 40, 20), second = fill(cache.blobs[1], 40, 20);
  {
    PictureLoader loader({}, plenty, kept);
    loader.use(cache.edition);
    loader.get(first);
    loader.get(second);
    loader.finish();
  }
  auto ready = kept.read();
  REQUIRE(ready);
  CHECK(ready->key == fitted(first));
  CHECK(pixel(*ready->pixels, 0, 0) == 0xff112233U);

  SDL_FillRect(ready->pixels.get(), nullptr, 0xff778899U);
  {
    PictureLoader loader({}, plenty, kept, std::move(ready));
    loader.use(cache.edition);
    REQUIRE(loader.get(first).pixels != nullptr);
    CHECK(pixel(*loader.get(first).pixels, 0, 0) == 0xff778899U);
    CHECK(loader.idle());
    loader.get(second);
    loader.finish();
  }
  CHECK(kept.read()->key == fitted(first));  // the second one is not the first

  {
    PictureLoader loader({}, plenty, kept, kept.read());
    loader.use(cache.edition);
    CHECK(loader.get(second).pixels == nullptr);
    loader.finish();
    CHECK(pixel(*loader.get(second).pixels, 0, 0) == 0xff445566U);
  }
  CHECK(kept.read()->key == fitted(second));
}

TEST_CASE("the same picture in another place is another one; prefetching is enough") {
  const Cache cache({plain(0xff00ff00U)});
  PictureLoader loader({}, plenty);
  loader.use(cache.edition);
  loader.prefetch(fill(cache.blobs[0], 10, 10));
  loader.prefetch(fill(cache.blobs[0], 20, 20));
  loader.finish();
  CHECK(loader.get(fill(cache.blobs[0], 10, 10)).pixels->w == 10);
  CHECK(loader.get(fill(cache.blobs[0], 20, 20)).pixels->w == 20);
}

TEST_CASE("until it is there in a new size, the picture in another size stands in") {
  const Cache cache({encoded(*two_halves(80, 40))});
  PictureLoader loader({}, plenty);
  loader.use(cache.edition);
  const auto small = fill(cache.blobs[0], 20, 10), large = fill(cache.blobs[0], 40, 20);
  loader.get(small);
  loader.finish();
  loader.keep_only({small, large});

  const render::Picture first = loader.get(large);
  REQUIRE(first.pixels != nullptr);
  CHECK(first.stands_in);
  CHECK(first.pixels->w == 40);
  CHECK(first.pixels->h == 20);
  CHECK(pixel(*first.pixels, 2, 10) == 0xffff0000U);
  loader.keep_only({large});
  loader.finish();
  const render::Picture then = loader.get(large);
  REQUIRE(then.pixels != nullptr);
  CHECK_FALSE(then.stands_in);
  CHECK(then.pixels->w == 40);
  CHECK(loader.idle());
}

TEST_CASE("what cannot be decoded stays away and is not tried again, until the next edition") {
  const Cache cache({"no picture at all", plain(0xff0000ffU)});
  std::atomic<int> arrived = 0;
  PictureLoader loader([&] { ++arrived; }, plenty);
  loader.use(cache.edition);
  for (int i = 0; i < 3; ++i) {
    CHECK(loader.get(fill(cache.blobs[0], 10, 10)).pixels == nullptr);
    CHECK(loader.get(fill(cache.blobs[0], 11, 11)).pixels == nullptr);
    loader.finish();
  }
  CHECK(arrived <= 2);
  CHECK(loader.get(fill(cache.blobs[1], 10, 10)).pixels == nullptr);
  loader.finish();
  CHECK(loader.get(fill(cache.blobs[1], 10, 10)).pixels != nullptr);
  loader.use(cache.edition);
  loader.get(fill(cache.blobs[0], 10, 10));
  CHECK_FALSE(loader.idle());
  loader.finish();
}

TEST_CASE("a blob that the edition lacks, no edition, and no room are no trouble") {
  const Cache cache({plain(0xff0000ffU)});
  PictureLoader loader({}, plenty);
  CHECK(loader.get(fill(cache.blobs[0], 10, 10)).pixels == nullptr);
  CHECK(loader.idle());
  loader.use(cache.edition);
  CHECK(loader.get(fill(fakes::ref_of("elsewhere"), 10, 10)).pixels == nullptr);
  CHECK(loader.get(fill(cache.blobs[0], 0, 10)).pixels == nullptr);
  loader.finish();
  CHECK(loader.get(fill(fakes::ref_of("elsewhere"), 10, 10)).pixels == nullptr);
}

TEST_CASE("above the budget the least recently used goes") {
  const Cache cache({plain(1), plain(2), plain(3)});
  const std::size_t two = 2 * 100 * 100 * 4;
  PictureLoader loader({}, two);
  loader.use(cache.edition);
  const auto place = [&](std::size_t i) { return fill(cache.blobs[i], 100, 100); };
  loader.get(place(0));
  loader.finish();
  loader.get(place(1));
  loader.finish();
  CHECK(loader.get(place(0)).pixels != nullptr);
  loader.get(place(2));
  loader.finish();
  CHECK(loader.get(place(0)).pixels != nullptr);
  CHECK(loader.get(place(2)).pixels != nullptr);
  CHECK(loader.get(place(1)).pixels == nullptr);
  loader.finish();
}

TEST_CASE("more requests than are kept: the last ones come, the others can be asked for again") {
  const Cache cache({plain(0xff00ff00U, 200)});
  PictureLoader loader({}, plenty);
  loader.use(cache.edition);
  for (int i = 1; i <= 100; ++i) loader.get(fill(cache.blobs[0], i, 50));
  loader.finish();
  const auto is_there = [&](int width) {
    const render::Picture picture = loader.get(fill(cache.blobs[0], width, 50));
    return picture.pixels != nullptr && !picture.stands_in;
  };
  CHECK(is_there(100));
  for (int i = 1; i <= 100; ++i) {
    if (!is_there(i)) loader.finish();
    CHECK(is_there(i));
  }
}

TEST_CASE("a loader can go while it is at work") {
  const Cache cache({plain(0xff00ff00U, 400)});
  for (int round = 0; round < 5; ++round) {
    PictureLoader loader({}, plenty);
    loader.use(cache.edition);
    for (int i = 1; i < 20; ++i) loader.get(fill(cache.blobs[0], 300 + i, 300));
  }
}

TEST_CASE("what a page no longer shows is let go, what it shows stays") {
  const Cache cache({plain(0xff00ff00U), plain(0xff0000ffU)});
  PictureLoader loader({}, plenty);
  loader.use(cache.edition);
  const auto shown = fill(cache.blobs[0], 20, 20);
  const auto gone = fill(cache.blobs[1], 20, 20);
  loader.prefetch(shown);
  loader.prefetch(gone);
  loader.finish();
  SDL_Surface* picture = loader.get(shown).pixels;
  REQUIRE(picture != nullptr);
  loader.keep_only({shown});
  CHECK(loader.get(shown).pixels == picture);
  CHECK(loader.get(gone).pixels == nullptr);  // and asked for again
  loader.finish();
  CHECK(loader.get(gone).pixels != nullptr);
}

}  // namespace
}  // namespace rohnamo::loader
