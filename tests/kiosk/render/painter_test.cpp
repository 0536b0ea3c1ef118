#include "kiosk/render/qr.hpp"
#include "tests/kiosk/render/support.hpp"

namespace rohnamo::render {
namespace {

using scene::Rect;

class Page {
 public:
  Page(int width, int height)
      : scene(white_scene(width, height)), surface(make_surface(width, height)) {}

  scene::Scene scene;
  Surface surface;
  PictureSource pictures;

  void paint(int offset = 0) { Painter(drawings_, pictures).paint(scene, offset, *surface); }
  [[nodiscard]] std::uint32_t at(int x, int y) const { return pixel(*surface, x, y); }
  text::Fonts& fonts() { return *fonts_; }
  Drawings& drawings() { return drawings_; }

 private:
  std::unique_ptr<SdlFonts> fonts_ = shipped_fonts();
  Drawings drawings_{*fonts_};
};

// The smallest rectangle that holds all pixels that are not white.
Rect ink(const SDL_Surface& surface) {
  Rect box{surface.w, surface.h, 0, 0};
  int right = 0;
  int bottom = 0;
  for (int y = 0; y < surface.h; ++y) {
    for (int x = 0; x < surface.w; ++x) {
      if (pixel(surface, x, y) == white_pixel) continue;
      box.x = std::min(box.x, x);
      box.y = std::min(box.y, y);
      right = std::max(right, x + 1);
      bottom = std::max(bottom, y + 1);
    }
  }
  return {box.x, box.y, right - box.x, bottom - box.y};
}

TEST_CASE("a box fills its rectangle and nothing beside it") {
  Page page(20, 20);
  page.scene.marks.push_back(scene::Box{{5, 6, 7, 8}, black});
  page.paint();
  CHECK(ink(*page.surface) == Rect{5, 6, 7, 8});
  CHECK(page.at(5, 6) == black_pixel);
  CHECK(page.at(11, 13) == black_pixel);
  CHECK(page.at(0, 0) == white_pixel);
}

TEST_CASE("a rounded box has soft, symmetrical corners and straight edges") {
  Page page(60, 60);
  page.scene.marks.push_back(scene::Box{{10, 10, 40, 40}, black, 12});
  page.paint();
  CHECK(page.at(10, 10) == white_pixel);
  CHECK(page.at(22, 10) == black_pixel);
  CHECK(page.at(10, 22) == black_pixel);
  CHECK(page.at(30, 30) == black_pixel);
  bool soft = false;
  for (int i = 0; i < 12; ++i) {
    const auto corner = page.at(10 + i, 13);
    soft = soft || (corner != white_pixel && corner != black_pixel);
    CHECK(corner == page.at(49 - i, 13));
    CHECK(corner == page.at(10 + i, 46));
    CHECK(corner == page.at(13, 10 + i));
  }
  CHECK(soft);
}

TEST_CASE("a half transparent box lets what lies below shine through") {
  Page page(4, 4);
  page.scene.marks.push_back(scene::Box{{0, 0, 4, 4}, {0, 0, 0, 128}});
  page.paint();
  CHECK(page.at(1, 1) == 0xff7f7f7fU);
}

TEST_CASE("marks outside the surface, of no size, or too round are no trouble") {
  Page page(10, 10);
  page.scene.marks = {scene::Box{{-5, -5, 8, 8}, black},
                      scene::Box{{50, 50, 9, 9}, black, 3},
                      scene::Box{{5, 5, 0, 4}, black, 2},
                      scene::Box{{8, 8, 90, 90}, black, 500},
                      scene::Gradient{{-9, -9, 0, 0}, black, white},
                      scene::IconMark{scene::Icon::phone, {7, 7, 40, 40}, black},
                      scene::IconMark{scene::Icon::phone, {7, 7, 0, 40}, black},
                      scene::QrCode{"x", {0, 0, 3, 3}, black, white}};
  page.paint();
  CHECK(page.at(2, 2) == white_pixel);  // covered by the QR code's ground
}

TEST_CASE("a gradient goes from one colour to the other") {
  Page page(40, 100);
  page.scene.marks = {scene::Gradient{{0, 0, 20, 100}, {0, 0, 0}, {250, 100, 0}},
                      scene::Gradient{{20, 0, 20, 100}, {0, 0, 0, 0}, {0, 0, 0, 255}}};
  page.paint();
  CHECK(page.at(3, 0) == black_pixel);
  CHECK(((page.at(3, 99) >> 16U) & 255U) >= 249);
  CHECK(std::abs(static_cast<int>((page.at(3, 50) >> 16U) & 255U) - 126) <= 2);
  CHECK(page.at(30, 0) == white_pixel);
  CHECK(page.at(30, 99) == black_pixel);
}

TEST_CASE("text changes pixels where its run is and nowhere else") {
  for (const std::string words : {"Ойҷон", "fjÄg", "نمایندگی"}) {
    Page page(500, 120);
    const auto style = words == "نمایندگی" ? persian_style(40, 400) : render::style(40, 400);
    const auto paragraph = text::lay_out(page.fonts(), words, style);
    REQUIRE(paragraph.runs.size() == 1);
    const auto& run = paragraph.runs[0];
    page.scene.marks = marks_of(paragraph, 30, 30, black);
    page.paint();
    const auto box = ink(*page.surface);
    CHECK(box.w > run.width * 3 / 4);
    CHECK(box.x >= 30 + run.x - 8);  // a letter may reach out a little
    CHECK(box.right() <= 30 + run.x + run.width + 8);
    CHECK(box.y >= 30);
    CHECK(box.bottom() <= 30 + paragraph.height);
    // Most letters stand on the baseline.
    CHECK(box.bottom() >= 30 + run.baseline - 1);
  }
}

TEST_CASE("text has its colour, and a link a line below it") {
  Page page(200, 80);
  const auto paragraph =
      text::lay_out(page.fonts(), model::Spans{{"ннн", false, false, "story:x"}}, style(40, 200));
  page.scene.marks = marks_of(paragraph, 10, 0, {200, 0, 0});
  page.paint();
  const auto& run = paragraph.runs.at(0);
  CHECK(page.at(10 + run.width / 2, run.baseline + 40 / 7) == 0xffc80000U);
  CHECK(ink(*page.surface).x <= 16);
}

TEST_CASE("the same text is placed the same with and without other text before it") {
  Page alone(300, 80);
  Page second(300, 80);
  const auto paragraph = text::lay_out(alone.fonts(), "jeden", style(36, 200));
  alone.scene.marks = marks_of(paragraph, 40, 10, black);
  alone.paint();
  second.scene.marks = marks_of(paragraph, 0, 500, black);
  for (const auto& mark : alone.scene.marks) second.scene.marks.push_back(mark);
  second.paint();
  CHECK(ink(*alone.surface) == ink(*second.surface));
}

TEST_CASE("a picture fills its place with its corners cut; without it the placeholder does") {
  Page page(40, 40);
  const scene::PictureFill fill{{}, {10, 10, 20, 20}, 0.5, 0.5, {0, 0, 255}, 6};
  page.scene.marks = {fill};
  page.paint();
  CHECK(page.at(20, 20) == 0xff0000ffU);
  CHECK(page.at(10, 10) == white_pixel);

  const auto picture = make_surface(20, 20);
  SDL_FillRect(picture.get(), nullptr, 0xff00ff00U);
  page.pictures = [&](const scene::PictureFill& asked) {
    CHECK(asked.rect == fill.rect);
    return Picture{picture.get()};
  };
  page.paint();
  CHECK(page.at(20, 20) == 0xff00ff00U);
  CHECK(page.at(10, 10) == white_pixel);
  CHECK(page.at(29, 20) == 0xff00ff00U);
  CHECK(page.at(30, 20) == white_pixel);
}

TEST_CASE("a scene that was prepared is painted as one that was not") {
  Page fresh(300, 200), prepared(300, 200);
  for (Page* page : {&fresh, &prepared}) {
    page->scene.marks =
        marks_of(text::lay_out(page->fonts(), "Ойҷон fjÄg", style(40, 280)), 10, 10, black);
    page->scene.marks.push_back(scene::IconMark{scene::Icon::phone, {10, 120, 60, 40}, black});
    page->scene.marks.push_back(scene::IconMark{scene::Icon::phone, {80, 120, 0, 40}, black});
    page->scene.over = {scene::QrCode{"tel:+992", {180, 80, 110, 110}, black, white}};
  }
  prepared.drawings().prepare(prepared.scene);
  for (Page* page : {&fresh, &prepared}) page->paint();
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 300; ++x) REQUIRE(fresh.at(x, y) == prepared.at(x, y));
}

TEST_CASE("a scene lacks a picture that is not there, or for which another stands in") {
  Page page(40, 40);
  page.scene.marks = {scene::PictureFill{{}, {10, 10, 20, 20}, 0.5, 0.5, {0, 0, 255}, 6}};
  const auto pixels = make_surface(20, 20);
  Picture picture;
  Painter painter(page.drawings(), [&](const scene::PictureFill&) { return picture; });
  const auto lacks_pictures = [&] {
    painter.paint(page.scene, 0, *page.surface);
    return painter.lacks_pictures();
  };
  CHECK(lacks_pictures());
  picture = {pixels.get(), true};
  CHECK(lacks_pictures());
  picture = {pixels.get()};
  CHECK_FALSE(lacks_pictures());
}

scene::Scene scrolling() {
  auto scene = white_scene(40, 60);
  scene.marks.push_back(scene::Box{{0, 0, 40, 10}, {9, 9, 9}});
  scene::ScrollArea area;
  area.view = {0, 10, 40, 40};
  area.content_height = 100;
  area.marks.push_back(scene::Box{{5, 30, 10, 10}, black});
  scene.scroll = area;
  scene.over.push_back(scene::Box{{0, 45, 40, 15}, {7, 7, 7}});
  return scene;
}

TEST_CASE("scrolled content moves up, is cut by its view and lies below what is over it") {
  Page page(40, 60);
  page.scene = scrolling();
  page.paint();
  CHECK(page.at(8, 40) == black_pixel);  // content 30 is at 10 + 30
  CHECK(page.at(8, 46) == 0xff070707U);
  page.paint(35);
  CHECK(page.at(8, 10) == black_pixel);
  CHECK(page.at(8, 14) == black_pixel);
  CHECK(page.at(8, 15) == white_pixel);
  CHECK(page.at(8, 9) == 0xff090909U);
  page.paint(-3);  // pulled beyond its top
  CHECK(page.at(8, 43) == black_pixel);
}

TEST_CASE("painting the scroll area alone gives the same picture as painting all") {
  Page whole(40, 60);
  whole.scene = scrolling();
  whole.paint(12);
  Page part(40, 60);
  part.scene = scrolling();
  part.paint(0);
  Painter(part.drawings(), {}).paint(part.scene, 12, *part.surface, part.scene.scroll->view);
  for (int y = 0; y < 60; ++y) {
    for (int x = 0; x < 40; ++x) CHECK(whole.at(x, y) == part.at(x, y));
  }
}

TEST_CASE("a QR code has whole modules, a quiet zone, and its three finders") {
  Page page(200, 200);
  page.scene.background = {200, 0, 0};
  page.scene.marks = {scene::QrCode{"tel:+992487010202", {10, 10, 180, 180}, black, white}};
  page.paint();
  const auto matrix = encode_qr("tel:+992487010202");
  REQUIRE(matrix);
  const int module = 180 / (matrix->size + 2 * qr_quiet_zone);
  const int start = 10 + (180 - module * matrix->size) / 2;
  CHECK(start - 10 >= module * qr_quiet_zone);
  CHECK(page.at(start - 1, start) == white_pixel);
  CHECK(page.at(start, start) == black_pixel);
  CHECK(page.at(start + module, start + module) == white_pixel);
  const int end = start + module * matrix->size - 1;
  CHECK(page.at(end, start) == black_pixel);
  CHECK(page.at(start, end) == black_pixel);
}

TEST_CASE("beside a longer text a QR code is as fine as that one's") {
  const std::string number = "tel:+992487010202";
  const std::string card(150, 'x');
  const auto alone = encode_qr(number);
  const auto beside = encode_qr(number, card.size());
  REQUIRE(alone);
  REQUIRE(beside);
  CHECK(beside->size == encode_qr(card)->size);
  CHECK(alone->size < beside->size);
  CHECK(encode_qr(number, 4000)->size == alone->size);
}

TEST_CASE("what does not fit a QR code is none") {
  CHECK_FALSE(encode_qr(""));
  CHECK_FALSE(encode_qr(std::string(4000, 'x')));
  CHECK(encode_qr(std::string(1000, 'x')));
}

}  // namespace
}  // namespace rohnamo::render
