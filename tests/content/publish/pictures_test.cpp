#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "content/publish/pictures.hpp"
#include "tests/content/publish/channel_world.hpp"
#include "tests/content/publish/sample_pictures.hpp"

using namespace rohnamo;
using publish::PictureRenderer;
using tests::ChannelWorld;

namespace {

std::string svg(int width, int height, const std::string& inside) {
  return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>)",
                     width, height, inside);
}

struct World : ChannelWorld {
  PictureRenderer renderer{base::posix_fs(), root() / "pictures"};

  base::Result<publish::RenderedPictures> render(const std::string& bytes) {
    write("picture", bytes);
    return renderer.render(channel() / "picture");
  }
  std::string bytes(const publish::RenderedPicture& picture) {
    return *base::posix_fs().read(picture.file, 10'000'000);
  }
};

}  // namespace

TEST_CASE("a drawing is rendered in three sizes, on white, with nothing but the picture") {
  World world;
  const auto pictures =
      world.render(svg(400, 300, R"(<rect width="200" height="300" fill="#ff0000"/>)"));
  REQUIRE(pictures);
  REQUIRE(pictures->size() == 3);
  CHECK((*pictures)[0].width == 1600);
  CHECK((*pictures)[0].height == 1200);
  CHECK((*pictures)[2].width == 400);
  const auto bytes = world.bytes((*pictures)[2]);
  CHECK(base::sha256(bytes) == (*pictures)[2].blob.hash);
  const auto left = tests::pixel(bytes, 100, 150);
  CHECK((left.red > 240 && left.green < 40 && left.blue < 40));
  const auto right = tests::pixel(bytes, 300, 150);
  CHECK((right.red > 250 && right.green > 250 && right.blue > 250));
}

TEST_CASE("a photograph is turned upright, never enlarged, and forgets where it was taken") {
  World world;
  const auto source = tests::lying_photograph(900, 600);
  REQUIRE(source.find("Exif") != std::string::npos);
  const auto pictures = world.render(source);
  REQUIRE(pictures);
  CHECK((*pictures)[0].width == 600);
  CHECK((*pictures)[0].height == 900);
  for (const auto& picture : *pictures) CHECK(picture.width <= 600);
  CHECK(pictures->back().width == 400);
  CHECK(world.bytes((*pictures)[0]).find("Exif") == std::string::npos);
}

TEST_CASE("a banner and a small picture have sizes of their own") {
  World world;
  const auto banner = world.render(svg(4000, 100, ""));
  REQUIRE(banner);
  CHECK(banner->front().width == 3200);
  const auto small = world.render(tests::plain_picture(100, 80, ".png"));
  REQUIRE(small);
  REQUIRE(small->size() == 1);
  CHECK(small->front().width == 100);
}

TEST_CASE("what is no whole picture is refused in words") {
  World world;
  const auto jpeg = tests::plain_picture(900, 600, ".jpg");
  CHECK(world.render("no picture").error().message == "it is no SVG, JPEG, PNG or WebP");
  CHECK(world.render(jpeg.substr(0, jpeg.size() / 2)).error().code == base::Code::invalid_input);
  CHECK(
      world.render("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'><g>").error().code ==
      base::Code::invalid_input);
  CHECK(world.render("").error().code == base::Code::invalid_input);
  const auto huge = tests::plain_picture(11'000, 10'000, ".png");
  CHECK(world.render(huge).error().code == base::Code::too_large);
}

TEST_CASE("a picture is rendered once; a damaged memory of it is made again") {
  World world;
  const auto drawing = svg(400, 300, R"(<circle cx="99" cy="99" r="50"/>)");
  const auto first = world.render(drawing);
  REQUIRE(first);
  const auto file = (*first)[0].file;
  const auto written = std::filesystem::last_write_time(file);
  CHECK((*world.render(drawing))[0].blob == (*first)[0].blob);
  CHECK(std::filesystem::last_write_time(file) == written);
  std::filesystem::resize_file(file, 10);
  CHECK((*world.render(drawing))[0].blob == (*first)[0].blob);
  CHECK(world.bytes((*first)[0]).size() == (*first)[0].blob.length);
}

TEST_CASE("without a cache the bytes come along") {
  World world;
  world.write("picture", svg(400, 300, ""));
  PictureRenderer renderer(base::posix_fs(), "");
  const auto pictures = renderer.render(world.channel() / "picture");
  REQUIRE(pictures);
  CHECK(base::sha256((*pictures)[0].bytes) == (*pictures)[0].blob.hash);
}

TEST_CASE("a picture that another process is remembering just now comes along as bytes") {
  World world;
  const auto drawing = svg(400, 300, "");
  const auto first = world.render(drawing);
  REQUIRE(first);
  const auto folder = (*first)[0].file.parent_path();
  std::filesystem::remove(folder / "index.json");
  const auto elsewhere = base::posix_fs().lock_exclusive(folder / "lock");
  REQUIRE(elsewhere);
  const auto second = world.render(drawing);
  REQUIRE(second);
  CHECK((*second)[0].file.empty());
  CHECK(base::sha256((*second)[0].bytes) == (*first)[0].blob.hash);
}

TEST_CASE("a memory that cannot be written costs the memory only") {
  World world;
  world.write("no-folder", "");
  PictureRenderer renderer(base::posix_fs(), world.channel() / "no-folder" / "pictures");
  world.write("picture", svg(400, 300, ""));
  const auto pictures = renderer.render(world.channel() / "picture");
  REQUIRE(pictures);
  CHECK(base::sha256((*pictures)[0].bytes) == (*pictures)[0].blob.hash);
}

TEST_CASE("a broken picture is a fault where it is named") {
  World world;
  world.write("stories/first/picture.svg", "no picture");
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/story.yaml:7:17: error: the picture picture.svg "
                             "cannot be used: it is no SVG, JPEG, PNG or WebP"));
}
