// What check tells of how a channel will look.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "content/publish/looks.hpp"
#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;

namespace {

const base::Path built_fonts = ROHNAMO_BUILT_FONTS;

struct World : tests::CommandWorld {
  // What check_looks() says with the fonts of this folder.
  std::string looks(const publish::Screens& screens = {built_fonts}) {
    publish::Faults faults, ignored;
    const auto source = read_source(ignored);
    publish::check_looks(base::posix_fs(), channel(), source, screens, faults);
    return in_words(faults);
  }

  // A folder of fonts as screens have them, of the built ones.
  publish::Screens screens(const std::string& families) {
    const base::Path folder = root() / "fonts";
    std::filesystem::create_directories(folder);
    for (const auto& entry : std::filesystem::directory_iterator(built_fonts))
      if (entry.path().extension() == ".ttf" &&
          !std::filesystem::exists(folder / entry.path().filename()))
        std::filesystem::create_symlink(entry.path(), folder / entry.path().filename());
    REQUIRE(base::write_whole(base::posix_fs(), folder / "fonts.yaml",
                              "format: 1\nfamilies:\n" + families));
    return {folder, false};
  }
};

constexpr const char* latin =
    "  - {name: A, scripts: [Latn], regular: NotoSans-Regular.ttf, bold: NotoSans-Bold.ttf}\n"
    "  - {name: B, scripts: [Arab], regular: NotoSansArabic-Regular.ttf}\n";

}  // namespace

TEST_CASE("a character that the screens have no letter for is named where it stands") {
  struct Row {
    const char* file;
    const char* from;
    const char* to;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {"stories/first/en.md", "Story first", "Our 😀 day",
       "stories/first/en.md:2:12: warning: the screens have no letter for 😀 (U+1F600, grinning "
       "face)"},
      {"stories/first/en.md", "In short", "\"In \\U0001F600 short\"",
       "stories/first/en.md:3:10: warning: the screens have no letter for 😀"},
      {"stories/first/en.md", "A body.", "A **body 😀**.",
       "stories/first/en.md:7:10: warning: the screens have no letter for 😀"},
      {"stories/first/en.md", "A body.", "A &#x1F600; body.",
       "stories/first/en.md:7:1: warning: the screens have no letter for 😀"},
      {"stories/first/en.md", "A body.", "| a | b |\n|---|---|\n| c | \uE000 |",
       "stories/first/en.md:9:7: warning: the screens have no letter for a character (U+E000"},
      {"stories/first/en.md", "A body.", "> **Box**\n>\n> - 文",
       "stories/first/en.md:9:5: warning: the screens have no letter for 文 (U+6587"},
      {"notices/closed/fa.md", "بسته", "بسته 🚧",
       "notices/closed/fa.md:2:13: warning: the screens have no letter for 🚧"},
      {"contacts/mission.yaml", "22A Azizbekov", "🏠 Azizbekov",
       "contacts/mission.yaml:4:19: warning: the screens have no letter for 🏠"},
      {"contacts/mission.yaml", "name: {en: Mission", "# 🏠\nname: {en: Mission 🏠",
       "contacts/mission.yaml:4:20: warning: the screens have no letter for 🏠"},
      {"offices/khujand/contacts/office.yaml", "Mission", "Office ⓿🏠",
       "offices/khujand/contacts/office.yaml:3:20: warning: the screens have no letter for 🏠"},
      {"channel.yaml", "name: {en: Work", "name: {en: 💼 Work",
       "channel.yaml:12:27: warning: the screens have no letter for 💼"},
      {"channel.yaml", "name: English", "name: English 🇬",
       "channel.yaml:9:30: warning: the screens have no letter for 🇬"},
  }));
  CAPTURE(row.file, row.to);
  World world;
  world.replace(row.file, row.from, row.to);
  CHECK_THAT(world.looks(), Catch::Contains(row.fault));
}

TEST_CASE("the screen's own words are looked at too, where the channel changes them") {
  World world;
  world.write("strings/en.yaml",
              "format: 1\nlanguage: en\nstrings:\n  contacts: Call us ♪🤙\n");
  CHECK_THAT(world.looks(),
             Catch::Contains("strings/en.yaml:4:22: warning: the screens have no letter for 🤙"));
}

TEST_CASE("one character is told of once for each file") {
  World world;
  world.replace("stories/first/en.md", "Story first", "😀 Story 😀");
  world.replace("stories/first/en.md", "A body.", "😀 A body 😀🎉.");
  const auto looks = world.looks();
  CHECK_THAT(looks, Catch::Contains("en.md:2:8: warning"));
  CHECK_THAT(looks, Catch::Contains("en.md:7:11: warning"));
  CHECK(std::count(looks.begin(), looks.end(), '\n') == 4);
}

TEST_CASE("what is written well has a letter, and what is not seen needs none") {
  World world;
  for (const char* good :
       {"“Тоҷикистон” — қ, ӣ, ӯ, ҳ, ҷ, ғ…", "Oʻzbekiston, oʼqituvchi",
        "یک دستور زبان‌های ایرانی ۱۲۳",
        "Zoë, café, ﬁn, № 5, 20 °C, ½, €, ←→, ♪", "e\u0301 и\u0306 і\u0308",
        "soft\u00adhyphen, zero\u200bwidth\u200d, \ufe0f\ufeff", "\u2066left\u2069\u200e",
        "thin\u2009space\u202f\u3000", "line\u2028line"}) {
    CAPTURE(good);
    world.write(
        "stories/first/en.md",
        fmt::format("---\ntitle: x\nsummary: \"{0}\"\npicture: x\ntranslation: reviewed\n---\n"
                    "*{0}* **{0}**\n",
                    good));
    CHECK(world.looks() == "");
  }
}

TEST_CASE("what a channel's own fonts have is shown; optional ones of the screens are not") {
  World world;
  world.replace("stories/first/en.md", "Story first", "საქართველო");
  const std::string georgian = "regular: NotoSansGeorgian-Regular.ttf";
  auto screens = world.screens(latin);
  CHECK_THAT(world.looks(screens), Catch::Contains("no letter for ს (U+10E1"));
  screens =
      world.screens(latin + ("  - {name: G, scripts: [Geor], optional: true, " + georgian + "}\n"));
  CHECK_THAT(world.looks(screens), Catch::Contains("no letter for ს"));
  screens.every_font = true;
  CHECK(world.looks(screens) == "");
  screens.every_font = false;
  std::filesystem::create_directories(world.channel() / "fonts");
  std::filesystem::copy_file(built_fonts / "NotoSansGeorgian-Regular.ttf",
                             world.channel() / "fonts/NotoSansGeorgian-Regular.ttf");
  world.write("channel.yaml", world.read("channel.yaml") + "fonts: [{name: G, scripts: [Geor], " +
                                  georgian + "}]\n");
  CHECK(world.looks(screens) == "");
}

TEST_CASE("a letter must be there in bold too, unless the family has no bold") {
  World world;
  const auto faces = [](const std::string& bold) {
    return "  - {name: A, scripts: [Latn], regular: NotoSans-Regular.ttf" + bold +
           "}\n  - {name: B, scripts: [Arab], regular: NotoSansArabic-Regular.ttf}\n";
  };
  CHECK(world.looks(world.screens(faces(""))) == "");
  CHECK(world.looks(world.screens(faces(", bold: missing.ttf"))) == "");
  CHECK_THAT(world.looks(world.screens(faces(", bold: NotoSansGeorgian-Bold.ttf"))),
             Catch::Contains("no letter for M (U+004D"));
}

TEST_CASE("check takes the fonts of a folder, which must have a list") {
  World world;
  const auto screens =
      world.screens("  - {name: B, scripts: [Arab], regular: NotoSansArabic-Regular.ttf}\n");
  const std::string folder = screens.fonts.string();
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, !Catch::Contains("no letter"));
  CHECK(world.run({"check", world.channel().string(), "--fonts", folder}) == 0);
  CHECK_THAT(world.out, Catch::Contains("no letter for S"));
  CHECK(world.run({"check", world.channel().string(), "--fonts", world.path("nowhere")}) == 1);
  CHECK_THAT(world.out, Catch::Contains("nowhere/fonts.yaml: error"));
  CHECK_THAT(world.out, !Catch::Contains("no letter"));
}

TEST_CASE("a font that the screens' list names and that is not there is told of, once") {
  World world;
  const auto screens = world.screens(
      std::string(latin) + "  - {name: C, scripts: [Arab], regular: Lost.ttf, optional: true}\n");
  CHECK(world.looks(screens).empty());
  std::filesystem::remove(screens.fonts / "NotoSans-Regular.ttf");
  const auto looks = world.looks(screens);
  CHECK_THAT(looks, Catch::Contains("fonts.yaml:3:41: error") &&
                        Catch::Contains("NotoSans-Regular.ttf is"));
  CHECK_THAT(looks, !Catch::Contains("no letter"));
}

TEST_CASE("the fonts of the screens do not depend on the folder that one stands in") {
  World world;
  world.screens("  - {name: B, scripts: [Arab], regular: NotoSansArabic-Regular.ttf}\n");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(world.root());
  CHECK(world.run_plain(
            {"check", world.channel().string(), "--cache", world.render_cache().string()}) == 0);
  std::filesystem::current_path(before);
  CHECK_THAT(world.out, !Catch::Contains("no letter"));
}

TEST_CASE("a tint that the screens must darken is warned of, with one that they need not") {
  World world;
  world.replace("channel.yaml", "tint: \"#8a5a0b\"", "tint: \"#f2c037\"");
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("channel.yaml:12:49: warning: text in this colour has a "
                                     "contrast of 1.4 to 1 on the page, where 4.5 are needed"));
  const auto offered = faults.find("Write \"#");
  REQUIRE(offered != std::string::npos);
  world.replace("channel.yaml", "#f2c037", faults.substr(offered + 7, 7));
  CHECK(world.faults().empty());
}
