// The comparison with golden pictures itself.
#include "tests/kiosk/render/golden.hpp"

#include "tests/kiosk/render/support.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::render {
namespace {

namespace fs = std::filesystem;

struct Bench {
  tests::TemporaryFolder folder;
  fs::path before = fs::current_path();
  Surface surface = make_surface(100, 50);
  fs::path golden;
  Bench() : golden(folder.path() / "page.png") {
    fs::current_path(folder.path());
    SDL_FillRect(surface.get(), nullptr, 0xff808080U);
    if (!save_png(*surface, golden)) throw std::runtime_error("no golden written");
  }
  ~Bench() { fs::current_path(before); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
};

TEST_CASE("a picture matches its golden, also with small differences") {
  Bench bench;
  CHECK(tests::matches_golden(*bench.surface, bench.golden));
  SDL_FillRect(bench.surface.get(), nullptr, 0xff888888U);
  CHECK(tests::matches_golden(*bench.surface, bench.golden));
  tests::pixels_of(*bench.surface, 3)[3] = 0xffffffffU;
  CHECK(tests::matches_golden(*bench.surface, bench.golden));
}

TEST_CASE("a picture that differs does not, and shows where") {
  Bench bench;
  const SDL_Rect square{10, 10, 10, 10};
  SDL_FillRect(bench.surface.get(), &square, 0xffffffffU);
  REQUIRE_FALSE(tests::matches_golden(*bench.surface, bench.golden));
  CHECK(fs::exists("page.actual.png"));
  const auto difference = load_png("page.difference.png");
  REQUIRE(difference);
  CHECK(pixel(**difference, 15, 15) == 0xffff0000U);
  CHECK(pixel(**difference, 5, 5) != 0xffff0000U);
}

TEST_CASE("another size or no golden at all is no match") {
  Bench bench;
  CHECK_FALSE(tests::matches_golden(*make_surface(100, 51), bench.golden));
  CHECK_FALSE(tests::matches_golden(*bench.surface, bench.folder.path() / "none.png"));
}

}  // namespace
}  // namespace rohnamo::render
