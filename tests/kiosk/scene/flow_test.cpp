#include "kiosk/scene/flow.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

struct Column1000 {
  World world;
  Kit kit = world.kit("en", {1920, 1080});
  [[nodiscard]] Flow set(const model::Document& document) const {
    return flow(kit, document, {1000, 36, "en", model::Direction::left_to_right});
  }
};

TEST_CASE("the pages of a story follow each other without loss") {
  const Column1000 column;
  const Flow story = column.set(column.world.document("en"));
  const auto pages = paginate(story, 700);
  REQUIRE(pages.size() > 1);
  CHECK(pages.front().from == 0);
  CHECK(pages.back().to == story.height);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    CHECK(pages[i].to - pages[i].from <= 700);
    if (i > 0) CHECK(pages[i].from == pages[i - 1].to);
  }
}

TEST_CASE("every run is drawn on exactly one page") {
  const Column1000 column;
  const Flow story = column.set(column.world.document("en"));
  const auto runs = [&](Stretch stretch) {
    Canvas canvas(column.kit);
    draw_flow(canvas, story, 0, 0, stretch);
    std::size_t count = 0;
    for (const Mark& mark : canvas.finish().marks)
      count += std::holds_alternative<Glyphs>(mark) ? 1 : 0;
    return count;
  };
  std::size_t sum = 0;
  for (const Stretch& page : paginate(story, 640)) sum += runs(page);
  CHECK(sum == runs({0, story.height}));
}

TEST_CASE("a heading is not left alone at the foot of a page") {
  const Column1000 column;
  model::Document document;
  for (int i = 0; i < 6; ++i) {
    model::Block paragraph;
    paragraph.spans = {{filler("en", 240), false, false, {}}};
    model::Block heading;
    heading.type = model::Block::Type::heading;
    heading.level = 2;
    heading.spans = {{"Heading", false, false, {}}};
    document.blocks.push_back(paragraph);
    document.blocks.push_back(heading);
  }
  const Flow story = column.set(document);
  for (int height = 400; height < 700; height += 17)
    for (const Stretch& page : paginate(story, height)) {
      int last = 0;
      for (const Piece& piece : story.pieces)
        if (piece.y >= page.from && piece.y < page.to) last = std::max(last, piece.y);
      for (const Piece& piece : story.pieces) {
        if (piece.y != last || page.to == story.height) continue;
        const auto* words = std::get_if<Piece::Words>(&piece.what);
        REQUIRE(words != nullptr);
        CHECK(words->paragraph.runs.front().utf8 != "Heading");
      }
    }
}

TEST_CASE("no item of a list is left alone, nor is what announces the list") {
  const Column1000 column;
  model::Document document;
  const auto add = [&](model::Block::Type type) {
    model::Block block;
    block.type = type;
    block.level = 1;
    block.spans = {{"One line", false, false, {}}};
    document.blocks.push_back(block);
  };
  add(model::Block::Type::paragraph);
  for (int i = 0; i < 5; ++i) add(model::Block::Type::item);
  add(model::Block::Type::paragraph);
  const Flow story = column.set(document);
  REQUIRE(story.tops.size() == 7);
  // Between the second and the third item, the third and the fourth, and behind the list.
  REQUIRE(story.breaks.size() == 3);
  CHECK(story.breaks[0] == story.tops[3]);
  CHECK(story.breaks[1] == story.tops[4]);
  CHECK(story.breaks[2] == story.tops[6]);
}

model::Block one_line(model::Block::Type type, int number = 0) {
  model::Block block;
  block.type = type;
  block.level = 1;
  block.number = number;
  block.spans = {{"One line", false, false, {}}};
  return block;
}

TEST_CASE("a list of numbers after one of dots is a list of its own") {
  using Type = model::Block::Type;
  const Column1000 column;
  model::Document document;
  document.blocks = {one_line(Type::item), one_line(Type::item), one_line(Type::item, 1),
                     one_line(Type::item, 2)};
  const Flow story = column.set(document);
  REQUIRE(story.tops.size() == 4);
  CHECK(story.breaks == std::vector{story.tops[2]});
  CHECK(story.tops[2] - story.tops[1] > story.tops[1] - story.tops[0]);
}

model::Document boxed(int lines_before) {
  using Type = model::Block::Type;
  model::Document document;
  for (int i = 0; i < lines_before; ++i) document.blocks.push_back(one_line(Type::paragraph));
  model::Block box;
  box.type = Type::box;
  for (int i = 0; i < 4; ++i) box.blocks.push_back(one_line(Type::paragraph));
  document.blocks.push_back(box);
  return document;
}

TEST_CASE("the title of a box is not left alone at the foot of a page") {
  const Column1000 column;
  const Flow story = column.set(boxed(1));
  REQUIRE(story.tops.size() == 5);
  CHECK(std::ranges::count(story.breaks, story.tops[2]) == 0);
  CHECK(std::ranges::count(story.breaks, story.tops[3]) == 1);
}

TEST_CASE("a box is kept whole where that leaves its page more than half full") {
  const Column1000 column;
  const Flow full = column.set(boxed(6));
  REQUIRE(full.keeps.size() == 1);
  const int page = full.tops.back();  // all but the last line of the box
  CHECK(paginate(full, page).front().to == full.keeps.front().from);
  const Flow empty = column.set(boxed(1));
  CHECK(paginate(empty, empty.tops.back()).front().to > empty.keeps.front().from);
}

TEST_CASE("one letter higher than a page still ends") {
  const Column1000 column;
  const Flow story = column.set(column.world.document("en"));
  CHECK(paginate(story, 10).size() >= 2);
}

TEST_CASE("an empty document is one empty page") {
  const Column1000 column;
  const Flow story = column.set({});
  CHECK(story.height == 0);
  CHECK(paginate(story, 700).size() == 1);
}

TEST_CASE("a number hangs in the digits of the page's language") {
  World world;
  const Kit kit = world.kit("fa", {1920, 1080});
  model::Document document;
  model::Block item;
  item.type = model::Block::Type::item;
  item.level = 1;
  item.number = 3;
  item.spans = {{filler("fa", 20), false, false, {}}};
  document.blocks = {item};
  const Flow list = flow(kit, document, {900, 36, "fa", model::Direction::right_to_left});
  const auto& number = std::get<Piece::Words>(list.pieces.back().what).paragraph;
  std::string text;
  for (const auto& run : number.runs) text += run.utf8;
  CHECK(text.find("۳") != std::string::npos);
}

}  // namespace
}  // namespace rohnamo::scene
