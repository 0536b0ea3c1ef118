#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "content/cache/edition.hpp"
#include "content/publish/bundle.hpp"
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
    return examine(bytes).map(&publish::Rendering::pictures);
  }
  base::Result<publish::Rendering> examine(const std::string& bytes) {
    write("picture", bytes);
    return renderer.render(channel() / "picture");
  }
  // Of the story `first`, as the kiosk reads it.
  model::Picture first_picture() {
    const auto id = publish::bundle(base::posix_fs(), compile(), root() / "cache");
    REQUIRE(id);
    const auto edition = cache::Edition::open(base::posix_fs(), root() / "cache", *id);
    REQUIRE(edition);
    for (std::size_t i = 0; i < (*edition)->size(); ++i)
      if ((*edition)->entry(i)->kind == model::Kind::story && (*edition)->story(i)->id == "first")
        return (*edition)->story(i)->picture.value();
    FAIL("there is no story");
    return {};
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
  const auto pictures =
      renderer.render(world.channel() / "picture").map(&publish::Rendering::pictures);
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
  const auto pictures =
      renderer.render(world.channel() / "picture").map(&publish::Rendering::pictures);
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

TEST_CASE("what a file says of people stays behind, and check says so") {
  World world;
  const auto source = tests::talkative_photograph(1600, 1200);
  for (const char* secret : {"Zarina", "SN4711", "Panjob"}) {
    CAPTURE(secret);
    CHECK(source.find(secret) != std::string::npos);
  }
  const auto rendering = world.examine(source);
  REQUIRE(rendering);
  REQUIRE(rendering->pictures.size() == 3);
  for (const auto& picture : rendering->pictures) {
    const auto bytes = world.bytes(picture);
    for (const char* part : {"Zarina", "SN4711", "Panjob", "Exif", "xmpmeta", "Photoshop"}) {
      CAPTURE(picture.nominal_width, part);
      CHECK(bytes.find(part) == std::string::npos);
    }
  }
  CHECK(rendering->original.traces ==
        std::vector<std::string>{
            "where it was taken (EXIF GPSLatitude, IPTC City)",
            "who made it or owns the camera (EXIF Artist, EXIF CameraOwnerName, XMP creator, IPTC "
            "By-line)",
            "the camera's serial number, or the maker's notes that hold it (EXIF "
            "BodySerialNumber, XMP SerialNumber)"});
  world.write("stories/first/picture.svg", source);  // whatever its name says
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("stories/first/story.yaml:7:17: warning: the file picture.svg "
                                     "tells where it was taken (EXIF GPSLatitude"));
  CHECK_THAT(faults, Catch::Contains("exiftool -all="));
  CHECK(world.faults() == faults);  // from the memory of what was rendered too
}

TEST_CASE("a picture that says nothing of people is not warned of") {
  World world;
  CHECK(world.examine(tests::plain_picture(1600, 1200, ".jpg"))->original.traces.empty());
  CHECK(world.examine(svg(400, 300, ""))->original.traces.empty());
}

TEST_CASE("where no focus is given, one is found; a given one counts") {
  World world;
  struct Row {
    int width, height;
    double x, y;
  };
  const Row row = GENERATE(values<Row>({{1600, 1000, 0.85, 0.5},
                                        {1600, 1000, 0.15, 0.5},
                                        {1000, 1600, 0.5, 0.2},
                                        {1000, 1600, 0.5, 0.8}}));
  CAPTURE(row.width, row.x, row.y);
  world.write("stories/first/picture.svg",
              tests::grey_with_subject(row.width, row.height, row.x, row.y));
  const auto focus = [&] { return world.first_picture(); };
  CHECK(focus().focus_x == Approx(0.5));
  CHECK(focus().focus_y == Approx(0.4));
  world.replace("stories/first/story.yaml", ", focus: [0.5, 0.4]", "");
  CHECK(focus().focus_x == Approx(row.x).margin(0.08));
  CHECK(focus().focus_y == Approx(row.y).margin(0.08));
}

TEST_CASE("a picture that the screens must enlarge is warned of, in pixels") {
  World world;
  world.write("stories/first/picture.svg", tests::plain_picture(540, 600, ".png"));
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/story.yaml:7:17: warning: the picture picture.svg has "
                             "540 by 600 pixels: screens enlarge it 2.0 times") &&
                 Catch::Contains("Take one of at least 1080 by 1200 pixels."));
  world.write("stories/first/picture.svg", tests::plain_picture(1080, 1200, ".png"));
  CHECK(world.faults().empty());
  world.write("stories/first/picture.svg", svg(40, 30, ""));
  CHECK(world.faults().empty());
}

TEST_CASE("a drawing takes nothing from elsewhere, and grows no further than a picture") {
  World world;
  // What it names is neither read nor fetched.
  world.write("secret.png", tests::plain_picture(400, 300, ".png"));
  const auto secret = (world.channel() / "secret.png").string();
  const auto pictures = world.render(svg(
      400, 300,
      fmt::format(
          R"(<image xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="300" xlink:href="file://{0}"/>
                                   <image width="400" height="300" href="{0}"/>
                                   <image width="400" height="300" href="http://127.0.0.1:9/x.png"/>)",
          secret)));
  REQUIRE(pictures);
  const auto middle = tests::pixel(world.bytes(pictures->back()), 200, 150);
  CHECK((middle.red > 250 && middle.green > 250 && middle.blue > 250));
  // Entities that double thirty times.
  std::string entities = "<!ENTITY a0 \"<rect/>\">";
  std::string doubled = "&a0;";
  for (int i = 1; i <= 30; ++i) {
    entities += fmt::format("<!ENTITY a{} \"&a{};&a{};\">", i, i - 1, i - 1);
    doubled = fmt::format("&a{};", i);
  }
  const auto bomb = world.render("<!DOCTYPE svg [" + entities + "]>" + svg(4, 3, doubled));
  REQUIRE_FALSE(bomb);
  CHECK(bomb.error().code == base::Code::invalid_input);
  world.write("red", R"(<rect width="400" height="300" fill="#f00"/>)");
  const auto external =
      world.render(fmt::format("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file://{}\">]>",
                               (world.channel() / "red").string()) +
                   svg(400, 300, "&x;"));
  if (!external) return;  // refused as a whole
  const auto shown = tests::pixel(world.bytes(external->back()), 200, 150);
  CHECK((shown.red > 250 && shown.green > 250 && shown.blue > 250));
}
