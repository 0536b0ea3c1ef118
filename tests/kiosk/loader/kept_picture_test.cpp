// A picture as it was shown, over a restart.
#include "kiosk/loader/kept_picture.hpp"

#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"
#include "tests/kiosk/loader/drawing.hpp"

namespace rohnamo::loader {
namespace {

const base::Path path = "/state/first-picture";

Fitted key(int width = 30, int height = 20) {
  Fitted key;
  key.blob = base::sha256("a picture");
  key.width = width;
  key.height = height;
  key.focus_x = 500;
  return key;
}

render::Surface checked(int width = 30, int height = 20) {
  return drawn(width, height, [](int x, int y) { return 0xff000000U | (x * y) % 200; });
}

void keep(base::Fs& fs, const Fitted& key, const SDL_Surface& picture) {
  KeptPicture(fs, path).write(key, KeptPicture::copy(picture));
}

// nullptr: none is kept, or another one.
render::Surface kept(base::Fs& fs, const Fitted& wanted) {
  auto picture = KeptPicture(fs, path).read();
  return picture && picture->key == wanted ? std::move(picture->pixels) : nullptr;
}

bool same(const SDL_Surface& one, const SDL_Surface& other) {
  return KeptPicture::copy(one) == KeptPicture::copy(other);
}

TEST_CASE("what was kept is there again, pixel by pixel") {
  fakes::MemoryFs fs;
  CHECK(kept(fs, key()) == nullptr);
  keep(fs, key(), *checked());
  const auto picture = kept(fs, key());
  REQUIRE(picture != nullptr);
  CHECK(same(*picture, *checked()));
}

TEST_CASE("another picture, place or focus is another one; the last is kept") {
  fakes::MemoryFs fs;
  keep(fs, key(), *checked());
  Fitted other = key();
  other.blob = base::sha256("another");
  CHECK(kept(fs, other) == nullptr);
  other = key();
  other.focus_y = 1;
  CHECK(kept(fs, other) == nullptr);
  CHECK(kept(fs, key(20, 30)) == nullptr);
  CHECK(kept(fs, key(30, 21)) == nullptr);
  keep(fs, key(10, 10), *checked(10, 10));
  CHECK(kept(fs, key()) == nullptr);
  CHECK(kept(fs, key(10, 10)) != nullptr);
}

TEST_CASE("a spoiled or cut file is no picture") {
  fakes::MemoryFs fs;
  keep(fs, key(), *checked());
  const std::string good = *fs.read(path, 1 << 20);
  // Of the header the magic, both sides, focus and hash; of the pixels the first and the last.
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{8}, std::size_t{11}, std::size_t{12}, std::size_t{15},
        std::size_t{16}, std::size_t{30}, std::size_t{70}, good.size() - 1}) {
    std::string spoiled = good;
    spoiled[at] = static_cast<char>(spoiled[at] ^ 1);
    REQUIRE(base::write_whole(fs, path, spoiled));
    CHECK(kept(fs, key()) == nullptr);
  }
  REQUIRE(base::write_whole(fs, path, good.substr(0, good.size() - 4)));
  CHECK(kept(fs, key()) == nullptr);
  REQUIRE(base::write_whole(fs, path, ""));
  CHECK(kept(fs, key()) == nullptr);
}

TEST_CASE("a surface with gaps between its rows is kept without them") {
  fakes::MemoryFs fs;
  const auto whole = checked(40, 20);
  SDL_Surface* part = SDL_CreateRGBSurfaceWithFormatFrom(whole->pixels, 30, 20, 32, whole->pitch,
                                                         SDL_PIXELFORMAT_ARGB8888);
  keep(fs, key(), *part);
  SDL_FreeSurface(part);
  const auto picture = kept(fs, key());
  REQUIRE(picture != nullptr);
  CHECK(pixel(*picture, 29, 19) == pixel(*whole, 29, 19));
}

}  // namespace
}  // namespace rohnamo::loader
