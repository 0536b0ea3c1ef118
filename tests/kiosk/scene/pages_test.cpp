#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "kiosk/scene/publish_sheet.hpp"
#include "kiosk/scene/staff.hpp"
#include "world.hpp"

namespace rohnamo::scene {
namespace {

const World& world() {
  static const World one;
  return one;
}

constexpr double inch = 25.4;  // mm
constexpr Panel panels[] = {{1920, 1080},
                            {1080, 1920},
                            {1280, 720},
                            {720, 1280},
                            {1024, 768},
                            {3840, 2160},
                            {1280, 800, 10.1 * inch},
                            {800, 1280, 10.1 * inch},
                            {1366, 768, 15.6 * inch},
                            {1080, 1920, 15.6 * inch, 500, true},
                            {1080, 1920, 43 * inch, 500, true}};

// Monday, 2026-03-02.
Clock noon() {
  const std::chrono::local_days monday(std::chrono::year(2026) / 3 / 2);
  return {monday + std::chrono::hours(12), true};
}

// Every letter within its layer, but for what a fitted line may lack.
void check_texts(const std::vector<Mark>& marks, int width, int height) {
  for (const Mark& mark : marks) {
    const auto* glyphs = std::get_if<Glyphs>(&mark);
    if (glyphs == nullptr) continue;
    const text::Run& run = glyphs->run;
    INFO(run.utf8);
    CHECK(run.x >= 0);
    CHECK(run.x + run.width <= width);
    CHECK(run.baseline - run.px * 3 / 4 >= 0);
    CHECK(run.baseline <= height);
  }
}

bool covers(const Target& target, const Scene& scene) {
  return target.rect.w * 3 > scene.width * 2 && target.rect.h * 3 > scene.height;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

void check_targets(const Scene& scene, const Style& style) {
  for (std::size_t i = 0; i < scene.targets.size(); ++i) {
    const Target& target = scene.targets[i];
    INFO(target.name);
    CHECK(target.rect.w >= style.target);
    CHECK(target.rect.h >= style.target);
    if (!target.scrolls) {
      CHECK(target.rect.x >= 0);
      CHECK(target.rect.y >= 0);
      CHECK(target.rect.right() <= scene.width);
      CHECK(target.rect.bottom() <= scene.height);
    }
    for (std::size_t j = i + 1; j < scene.targets.size(); ++j) {
      const Target& other = scene.targets[j];
      if (other.scrolls != target.scrolls || covers(target, scene) || covers(other, scene))
        continue;
      INFO(other.name);
      CHECK_FALSE(overlap(target.rect, other.rect));
    }
  }
}

// What lies under a dialog's scrim is not touched.
bool has_scrim(const Scene& scene) {
  return std::ranges::any_of(scene.over, [&](const Mark& mark) {
    const auto* box = std::get_if<Box>(&mark);
    return box != nullptr && box->rect == Rect{0, 0, scene.width, scene.height};
  });
}

// No text runs into a control that it does not belong to.
void check_apart(const Scene& scene) {
  for (const Mark& mark : has_scrim(scene) ? scene.over : scene.marks) {
    const auto* glyphs = std::get_if<Glyphs>(&mark);
    if (glyphs == nullptr) continue;
    const text::Run& run = glyphs->run;
    const Rect letters{run.x, run.baseline - run.px / 2, run.width, run.px / 2};
    for (const Target& target : scene.targets) {
      if (target.scrolls || covers(target, scene) || !overlap(letters, target.rect)) continue;
      INFO(target.name << ": " << run.utf8);
      CHECK(letters.x >= target.rect.x);
      CHECK(letters.right() <= target.rect.right());
      CHECK(letters.y >= target.rect.y);
      CHECK(letters.bottom() <= target.rect.bottom());
    }
  }
}

bool has_picture(const std::vector<Mark>& marks) {
  return std::ranges::any_of(
      marks, [](const Mark& mark) { return std::holds_alternative<PictureFill>(mark); });
}

// Whatever a picture shows, it takes nothing from the letters: they stand beside it.
void check_pictures(const std::vector<Mark>& marks) {
  for (const Mark& mark : marks) {
    const auto* glyphs = std::get_if<Glyphs>(&mark);
    if (glyphs == nullptr) continue;
    const text::Run& run = glyphs->run;
    const Rect letters{run.x, run.baseline - run.px * 3 / 4, run.width, run.px * 3 / 4};
    for (const Mark& other : marks) {
      const auto* picture = std::get_if<PictureFill>(&other);
      INFO(run.utf8);
      if (picture != nullptr) CHECK_FALSE(overlap(letters, picture->rect));
    }
  }
}

void check(const Scene& scene, const Style& style) {
  check_apart(scene);
  check_texts(scene.marks, scene.width, scene.height);
  check_texts(scene.over, scene.width, scene.height);
  if (scene.scroll)
    check_texts(scene.scroll->marks, scene.scroll->view.w, scene.scroll->content_height);
  check_targets(scene, style);
}

// Each word of `words` in one piece.
void check_whole(const std::string& words, const std::vector<Mark>& marks) {
  std::istringstream stream(words);
  for (std::string word; stream >> word;) {
    INFO(word);
    CHECK(std::ranges::any_of(marks, [&](const Mark& mark) {
      const auto* glyphs = std::get_if<Glyphs>(&mark);
      return glyphs != nullptr && glyphs->run.utf8.find(word) != std::string::npos;
    }));
  }
}

using Build = std::function<Scene(const Kit&, const std::string& language)>;

// At the usual size of the text and at the largest.
void on_every_screen(const Build& build) {
  for (const Panel& panel : panels)
    for (const std::string& language : languages())
      for (const Sight sight : {Sight{}, Sight{4, true}}) {
        INFO(panel.width << "x" << panel.height << ", " << panel.diagonal << " mm, " << language
                         << " " << sight.text_step);
        const Kit kit = world().kit(language, panel, sight);
        check(build(kit, language), kit.style);
      }
}

TEST_CASE("a slide with the longest texts clips nothing, on every screen and in every language") {
  on_every_screen([](const Kit& kit, const std::string&) {
    return story_slide(kit, surround(false), world().story());
  });
}

model::Story pictured(model::Story story) {
  story.picture = model::Picture{0.5, 0.5, {{{}, 1600, 1200}}};
  return story;
}

TEST_CASE("no text stands on a picture, so that any picture will do") {
  const auto look = [](const Scene& scene) {
    CHECK((has_picture(scene.marks) || (scene.scroll && has_picture(scene.scroll->marks))));
    check_pictures(scene.marks);
    check_pictures(scene.over);
    if (scene.scroll) check_pictures(scene.scroll->marks);
  };
  Surround alone;
  alone.attended = false;
  for (const Panel& panel : {Panel{1920, 1080}, Panel{1080, 1920}, Panel{800, 1280, 10.1 * inch},
                             Panel{1080, 1920, 43 * inch, 500, true}})
    for (const std::string& language : languages()) {
      INFO(panel.width << "x" << panel.height << " " << language);
      const Kit kit = world().kit(language, panel, {});
      const auto story = pictured(world().story());
      const auto document = world().document(language);
      look(story_slide(kit, surround(false), story));
      look(story_part(kit, alone, story, document, 0).scene);
      look(home(kit, surround(true), {{story}, {}, {}, {}}));
      if (panel.portrait()) look(reader(kit, surround(true), story, document, {}));
    }
}

// What rohnamo-content asks of a picture (content/publish/pictures.hpp).
TEST_CASE("a picture fills at most 1080 by 900 pixels of the usual screens") {
  for (const Panel& panel : {Panel{1920, 1080}, Panel{1080, 1920}})
    for (const std::string& language : languages()) {
      INFO(panel.width << " " << language);
      const Kit kit = world().kit(language, panel, {});
      const Scene slide = story_slide(kit, surround(false), pictured(world().story(20, 40)));
      const auto picture = std::ranges::find_if(
          slide.marks, [](const Mark& mark) { return std::holds_alternative<PictureFill>(mark); });
      REQUIRE(picture != slide.marks.end());
      const Rect place = std::get<PictureFill>(*picture).rect;
      CHECK(place.w <= 1080);
      CHECK(place.h <= 900);
      CHECK(place.w >= 1000);  // nor is much less asked for than fills it
    }
}

TEST_CASE("a notice above the page leaves room for it") {
  on_every_screen([](const Kit& kit, const std::string& language) {
    Surround around = surround(false);
    around.notice =
        NoticeBar{"notice:x", filler(language, 120), filler(language, 200), language, true};
    return story_slide(kit, around, world().story());
  });
  on_every_screen([](const Kit& kit, const std::string& language) {
    Surround around = surround(false);
    around.attended = false;
    around.notice =
        NoticeBar{"notice:x", filler(language, 120), filler(language, 200), language, false};
    return story_slide(kit, around, world().story());
  });
}

TEST_CASE("contact slides and pages clip nothing") {
  on_every_screen([](const Kit& kit, const std::string&) {
    return contact_slide(kit, surround(false), world().contact(), noon());
  });
  on_every_screen([](const Kit& kit, const std::string&) {
    return contacts(kit, surround(true), {world().contact(), world().contact()}, noon());
  });
}

TEST_CASE("the grid of stories clips nothing") {
  on_every_screen([](const Kit& kit, const std::string&) {
    Grid grid;
    for (int i = 0; i < 7; ++i) {
      grid.stories.push_back(world().story());
      grid.stories.back().id += std::to_string(i);
      if (i % 3 != 0) grid.stories.back().topic = i % 3 == 1 ? "health" : "";
    }
    grid.topics = {{"work", 0}, {"health", 30}};
    grid.earlier = 0;
    grid.later = 24;
    return home(kit, surround(true), grid);
  });
}

TEST_CASE("the reader clips nothing of any kind of block") {
  on_every_screen([](const Kit& kit, const std::string& language) {
    return reader(kit, surround(true), world().story(), world().document(language),
                  {world().story(), world().story(), "https://mission.example/story"});
  });
}

// Its title, its summary and its first paragraph as far as `letters` are passages.
Aloud aloud(deck::Narration::State state, int passage) {
  const std::chrono::milliseconds second(1'000);
  return {
      {state, 3, passage},
      {{{{}, second, 0, 60}, {second, 2 * second, 60, 400}, {2 * second, 3 * second, 400, 800}}}};
}

TEST_CASE("a reader that can be listened to clips nothing, and its controls are on the screen") {
  using State = deck::Narration::State;
  for (const State state : {State::silent, State::playing, State::paused})
    on_every_screen([&](const Kit& kit, const std::string& language) {
      Scene scene = reader(kit, surround(true), world().story(), world().document(language),
                           {world().story(), world().story(), {}}, aloud(state, 2));
      CHECK(scene.named("listen") != nullptr);
      CHECK_FALSE(scene.named("listen")->scrolls);
      CHECK((scene.named("louder") != nullptr) == (state != State::silent));
      CHECK(scene.progress.has_value() == (state != State::silent));
      return scene;
    });
}

TEST_CASE("a slide with a loudspeaker clips nothing") {
  on_every_screen([](const Kit& kit, const std::string&) {
    return story_slide(kit, surround(false), world().story(), true);
  });
}

TEST_CASE("what is read aloud is shaded, and nothing else changes") {
  using State = deck::Narration::State;
  const auto boxes = [](const Scene& scene, Color color) {
    return std::ranges::count_if(scene.scroll->marks, [&](const Mark& mark) {
      const auto* box = std::get_if<Box>(&mark);
      return box != nullptr && box->color == color;
    });
  };
  for (const std::string& language : languages())
    for (const bool black : {false, true}) {
      INFO(language << black);
      const Kit kit = world().kit(language, {1920, 1080}, {0, black});
      const auto page = [&](int passage) {
        return reader(kit, surround(true), world().story(), world().document(language), {},
                      aloud(State::playing, passage));
      };
      const Scene none = page(0);
      const Scene second = page(2);
      CHECK(boxes(none, kit.style.color.read) == 0);
      CHECK_FALSE(none.passage);
      CHECK(boxes(second, kit.style.color.read) > 1);
      REQUIRE(second.passage);
      CHECK(second.passage->y < page(3).passage->y);
      CHECK(second.passage->bottom() <= second.scroll->content_height);
      CHECK(second.scroll->content_height == none.scroll->content_height);
      CHECK(contrast(kit.style.color.ink, kit.style.color.read) > 7.0);
    }
}

TEST_CASE("the line of the progress grows the way the page is read") {
  for (const char* language : {"en", "fa"}) {
    const Kit kit = world().kit(language, {1920, 1080});
    Scene scene = reader(kit, surround(true), world().story(), world().document(language), {},
                         aloud(deck::Narration::State::playing, 0));
    const auto line = [&] { return std::get<Box>(scene.over[scene.progress->mark]).rect; };
    const Rect track = scene.progress->track;
    CHECK(place_progress(scene, 0.5));
    CHECK(line().w == track.w / 2);
    CHECK(line().x == (kit.style.mirrored() ? track.right() - track.w / 2 : track.x));
    CHECK_FALSE(place_progress(scene, 0.5));
    CHECK(place_progress(scene, 7));
    CHECK(line() == track);
  }
}

TEST_CASE("a story that pages by itself clips nothing on any of its pages") {
  Surround around;
  around.attended = false;
  for (const Panel& panel : panels)
    for (const std::string& language : languages()) {
      const Kit kit = world().kit(language, panel);
      const auto document = world().document(language);
      const Part first = story_part(kit, around, world().story(), document, 0);
      CHECK(first.parts >= 2);
      CHECK(first.characters > 0);
      for (int part = 0; part < first.parts; ++part)
        check(story_part(kit, around, world().story(), document, part).scene, kit.style);
    }
}

TEST_CASE("with nobody to touch it a page invites nobody") {
  Surround around;
  around.attended = false;
  const Kit kit = world().kit("en", {1920, 1080});
  CHECK(story_slide(kit, around, world().story()).targets.empty());
  CHECK(contact_slide(kit, around, world().contact(), noon()).targets.empty());
}

TEST_CASE("welcome and the question are inside the screen") {
  on_every_screen([](const Kit& kit, const std::string&) { return welcome(kit); });
  on_every_screen([](const Kit& kit, const std::string& language) {
    Scene scene = reader(kit, surround(true), world().story(), world().document(language), {});
    ask_still_here(scene, kit, 20);
    return scene;
  });
}

TEST_CASE("a question darkens the page in every theme") {
  for (const Sight sight : {Sight{}, Sight{0, true}}) {
    const Kit kit = world().kit("en", {1920, 1080}, sight);
    Scene scene = story_slide(kit, surround(true), world().story());
    const std::size_t before = scene.over.size();
    ask_still_here(scene, kit, 12);
    const Color veil = std::get<Box>(scene.over.at(before)).color;
    CHECK(veil.a >= 150);
    CHECK(contrast(veil, {0, 0, 0, 255}) < 1.5);
  }
}

TEST_CASE("the question covers the page's own targets") {
  const Kit kit = world().kit("en", {1920, 1080});
  Scene scene = story_slide(kit, surround(true), world().story());
  ask_still_here(scene, kit, 7);
  CHECK(scene.named("home") == nullptr);
  CHECK(scene.hit(5, 5, 0)->name == "still_here");
  const Rect close = scene.named("close")->rect;
  CHECK(scene.hit(close.x + 9, close.y + 9, 0)->name == "close");
}

PublishSheet publish_sheet(std::size_t lines, bool offers) {
  return {"Publish this?",
          std::vector<std::string>(lines, "Changes: story home-after-a-decade \"Home\": tg: title"),
          offers};
}

std::string words_over(const Scene& scene) {
  std::string words;
  for (const Mark& mark : scene.over)
    if (const auto* glyphs = std::get_if<Glyphs>(&mark)) words += glyphs->run.utf8 + "|";
  return words;
}

TEST_CASE("the sheet of changes is inside every page, however long the list") {
  for (const std::size_t lines : {0, 1, 40})
    on_every_screen([&](const Kit& kit, const std::string&) {
      Scene scene = story_slide(kit, surround(true), world().story());
      draw_publish_sheet(scene, kit, publish_sheet(lines, true));
      return scene;
    });
}

TEST_CASE("the sheet of changes counts what it has no room for") {
  const Kit kit = world().kit("tg", {1920, 1080});
  for (const std::size_t lines : {3, 40}) {
    Scene scene = story_slide(kit, surround(true), world().story());
    draw_publish_sheet(scene, kit, publish_sheet(lines, true));
    const std::string words = words_over(scene);
    std::size_t shown = 0;
    for (auto at = words.find("Changes:"); at != std::string::npos;
         at = words.find("Changes:", at + 1))
      ++shown;
    CHECK(shown > 2);
    INFO(words);
    const std::string rest = "and " + std::to_string(lines - shown) + " more";
    CHECK((words.find(rest) != std::string::npos) == (lines == 40));
    CHECK((shown == lines) == (lines == 3));
  }
}

TEST_CASE("the sheet of changes is English on every page, and offers only what can be done") {
  for (const char* language : {"en", "fa"}) {
    const Kit kit = world().kit(language, {1920, 1080});
    for (const bool offers : {true, false}) {
      Scene scene = story_slide(kit, surround(true), world().story());
      draw_publish_sheet(scene, kit, publish_sheet(1, offers));
      CHECK(scene.named("home") == nullptr);
      CHECK(scene.hit(5, 5, 0)->name == "sheet_aside");
      CHECK((scene.named("publish") != nullptr) == offers);
      CHECK(scene.named("sheet_close") != nullptr);
      CHECK_THAT(words_over(scene), Catch::Contains(offers ? "Not now" : "Close"));
    }
  }
}

TEST_CASE("the sheet of text size and colours is inside every page and above its bar") {
  on_every_screen([](const Kit& kit, const std::string& language) {
    Surround around = surround(true);
    around.adjusting = true;
    Scene scene = reader(kit, around, world().story(), world().document(language), {});
    draw_adjustments(scene, kit);
    return scene;
  });
  const Kit kit = world().kit("fa", {1920, 1080}, {1, false});
  Scene scene = reader(kit, surround(true), world().story(), world().document("fa"),
                       {world().story(), world().story(), {}});
  draw_adjustments(scene, kit);
  CHECK(scene.named("next") == nullptr);
  CHECK(scene.named("close") != nullptr);
  CHECK(scene.hit(960, 400, 0)->name == "adjust");
  // Mirrored: what makes it larger is at the left.
  CHECK(scene.named("larger")->rect.x < scene.named("smaller")->rect.x);
}

TEST_CASE("at the end of the sizes the button that leads on is pale") {
  const auto inks = [](int step) {
    const Kit kit = world().kit("en", {1920, 1080}, {step, false});
    Scene scene = story_slide(kit, surround(true), world().story());
    draw_adjustments(scene, kit);
    std::map<Icon, Color> found;
    for (const Mark& mark : scene.over)
      if (const auto* icon = std::get_if<IconMark>(&mark)) found[icon->icon] = icon->color;
    return std::pair(found[Icon::smaller], found[Icon::larger]);
  };
  const auto [smaller, larger] = inks(2);
  CHECK(smaller == larger);
  CHECK(inks(0).first != smaller);
  CHECK(inks(0).second == larger);
  CHECK(inks(4).first == smaller);
  CHECK(inks(4).second != larger);
}

TEST_CASE("a headline's letters are a little smaller where that saves its third line") {
  const Kit kit = world().kit("uz", {1920, 1080});
  model::Story story = world().story();
  story.texts.at("uz").title = "Oilasini boqish uchun Moskvaga ketgan ona";
  story.texts.at("uz").summary = "Uch bola";
  std::set<int> lines;
  for (const Mark& mark : story_slide(kit, surround(true), story).marks)
    if (const auto* glyphs = std::get_if<Glyphs>(&mark))
      if (glyphs->run.px > kit.style.display * 8 / 10) lines.insert(glyphs->run.baseline);
  CHECK(lines.size() == 2);
}

TEST_CASE("a story can be taken along at its end") {
  const Kit kit = world().kit("tg", {1920, 1080});
  const auto codes = [&](const std::string& take_along) {
    const Scene scene =
        reader(kit, surround(true), world().story(), world().document("tg"), {{}, {}, take_along});
    return std::ranges::count_if(
        scene.scroll->marks, [](const Mark& mark) { return std::holds_alternative<QrCode>(mark); });
  };
  CHECK(codes("https://mission.example/story") == 1);
  CHECK(codes("") == 0);
}

TEST_CASE("a code is dark on light in every theme") {
  const Kit kit = world().kit("tg", {1920, 1080}, {0, true});
  const Scene scene = contacts(kit, surround(true), {world().contact()}, noon());
  int codes = 0;
  for (const Mark& mark : scene.scroll->marks)
    if (const auto* code = std::get_if<QrCode>(&mark)) {
      ++codes;
      CHECK(contrast(code->light, {0, 0, 0, 255}) > 15.0);
      CHECK(contrast(code->dark, code->light) > 7.0);
    }
  CHECK(codes == 2);
}

TEST_CASE("the codes of a contact are alike and fill the card evenly") {
  on_every_screen([](const Kit& kit, const std::string&) {
    Scene scene = contacts(kit, surround(true), {world().contact()}, noon());
    std::vector<QrCode> codes;
    for (const Mark& mark : scene.scroll->marks)
      if (const auto* code = std::get_if<QrCode>(&mark)) codes.push_back(*code);
    REQUIRE(codes.size() == 2);
    std::ranges::sort(codes, {}, [](const QrCode& code) { return code.rect.x; });
    CHECK(codes[0].rect.w == codes[1].rect.w);
    CHECK(codes[0].rect.y == codes[1].rect.y);
    CHECK(codes[0].room == codes[1].room);
    CHECK(codes[0].room >= std::max(codes[0].text.size(), codes[1].text.size()));
    CHECK(codes[0].rect.right() <= codes[1].rect.x);
    // The card is the box that both lie on.
    const auto on_both = [&](const Mark& mark) {
      const auto* box = std::get_if<Box>(&mark);
      return box != nullptr && box->rect.contains(codes[0].rect.x, codes[0].rect.y) &&
             box->rect.contains(codes[1].rect.right(), codes[1].rect.bottom());
    };
    const auto card = std::ranges::find_if(scene.scroll->marks, on_both);
    REQUIRE(card != scene.scroll->marks.end());
    const Rect rect = std::get<Box>(*card).rect;
    const int before = codes[0].rect.x - rect.x;
    const int after = rect.right() - codes[1].rect.right();
    CHECK(std::abs(before - after) <= 2);  // two halvings
    return scene;
  });
}

TEST_CASE("a notice reads like a story: beside or below its bell, as urgent as its slide says") {
  model::Notice notice;
  notice.id = "closed";
  notice.urgency = model::Urgency::urgent;
  notice.texts = world().story(30, 100).texts;
  for (const Panel& panel : panels) {
    const Kit kit = world().kit("en", panel);
    const Scene scene = notice_reader(kit, surround(true), notice, world().document("en"));
    const auto bell = [](const Mark& mark) {
      const auto* icon = std::get_if<IconMark>(&mark);
      return icon != nullptr && icon->icon == Icon::notice;
    };
    CHECK(std::ranges::count_if(scene.marks, bell) +
              std::ranges::count_if(scene.scroll->marks, bell) ==
          1);
    check_whole("Important", scene.scroll->marks);
  }
}

TEST_CASE("right-to-left pages are mirrored, their controls too") {
  const Kit english = world().kit("en", {1920, 1080});
  const Kit persian = world().kit("fa", {1920, 1080});
  const Scene left = story_slide(english, surround(true), world().story());
  const Scene right = story_slide(persian, surround(true), world().story());
  CHECK(left.named("back")->rect.x == english.style.margin);
  CHECK(right.named("back")->rect.right() == 1920 - english.style.margin);
  CHECK(right.named("close")->rect.x == english.style.margin);
  CHECK(left.named("language:tg")->rect.x < left.named("language:en")->rect.x);
  CHECK(right.named("language:tg")->rect.x > right.named("language:en")->rect.x);
}

std::string all_text(const Scene& scene) {
  std::string text;
  for (const Mark& mark : scene.marks)
    if (const auto* glyphs = std::get_if<Glyphs>(&mark)) text += glyphs->run.utf8 + " ";
  return text;
}

std::string first_words(const std::string& text, int count) {
  std::istringstream stream(text);
  std::string words;
  for (std::string word; count > 0 && stream >> word; --count)
    words += (words.empty() ? "" : " ") + word;
  return words;
}

TEST_CASE("no word of a title is torn, however large the text and small the panel") {
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Kit kit = world().kit(language, panel, {4, false});
      const Scene places = contacts(kit, surround(true), {world().contact()}, noon());
      check_whole(world().contact().name.at(language), places.scroll->marks);
      const Scene page =
          reader(kit, surround(true), world().story(), world().document(language), {});
      check_whole(world().story().texts.at(language).title, page.scroll->marks);
    }
}

TEST_CASE("on a small panel a slide's headline is whole, without its topic where it must") {
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Kit kit = world().kit(language, panel);
      model::Story story = world().story();
      model::Text& text = story.texts.at(language);
      text.title = first_words(text.title, 5);
      const Scene scene = story_slide(kit, surround(false), story);
      check_whole(text.title, scene.marks);
      model::Notice notice;
      notice.id = "closed";
      notice.urgency = model::Urgency::urgent;
      notice.texts = story.texts;
      Surround around = surround(false);
      around.pressing = true;
      const Scene pressing = notice_slide(kit, around, notice);
      check(pressing, kit.style);
      check_whole(text.title, pressing.marks);
    }
}

TEST_CASE("a headline that stands alone is as large as there is room") {
  const Kit kit = world().kit("en", {1280, 800, 10.1 * inch});
  model::Story story = world().story(90, 300);
  story.texts.at("en").title = "Home after a decade";
  const Scene scene = story_slide(kit, surround(false), story);
  CHECK_THAT(all_text(scene), !Catch::Contains("\u2026"));
  const auto headline = std::ranges::find_if(scene.marks, [](const Mark& mark) {
    const auto* glyphs = std::get_if<Glyphs>(&mark);
    return glyphs != nullptr && glyphs->run.utf8.find("decade") != std::string::npos;
  });
  REQUIRE(headline != scene.marks.end());
  CHECK(std::get<Glyphs>(*headline).run.px > kit.style.display * 8 / 10);
}

// The names that the default channel gives itself.
World mission() {
  World world;
  const auto channel =
      YAML::LoadFile(tests::source_dir() / "content/channels/tajikistan/channel.yaml");
  for (const std::string& language : languages()) {
    world.channel.name[language] = channel["name"][language].as<std::string>();
    world.channel.organisation[language] = channel["organisation"][language].as<std::string>();
  }
  return world;
}

TEST_CASE("what is said around a slide is whole on a small panel, or left out") {
  const World own = mission();
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Kit kit = own.kit(language, panel);
      model::Story story = own.story();
      story.texts.at(language).title = first_words(story.texts.at(language).title, 3);
      story.texts.at(language).summary.clear();
      Surround around = surround(false);
      around.invitation = Invitation{"ru", model::Direction::left_to_right,
                                     real_strings("ru").patterns.at("touch_to_read")};
      const std::string words = all_text(story_slide(kit, around, story));
      CHECK_THAT(words, !Catch::Contains("\u2026"));
      CHECK_THAT(words, Catch::Contains("Коснитесь"));
    }
}

TEST_CASE("a number on a contact's slide is whole or not there") {
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Scene scene =
          contact_slide(world().kit(language, panel), surround(false), world().contact(), noon());
      const std::string words = all_text(scene);
      const auto icons = std::ranges::count_if(scene.marks, [](const Mark& mark) {
        const auto* icon = std::get_if<IconMark>(&mark);
        return icon != nullptr && icon->icon == Icon::phone;
      });
      const auto whole =
          std::ranges::count_if(world().contact().phones, [&](const model::Phone& phone) {
            return words.find(phone.number.substr(phone.number.rfind(" ") + 1)) !=
                   std::string::npos;
          });
      CHECK(whole > 0);
      CHECK(icons == whole + 1);  // one is the button's that leads to the contacts
    }
}

TEST_CASE("a fax that has no room on a contact's slide takes none from the telephones") {
  const auto icons = [](const Scene& scene, Icon wanted) {
    std::vector<Rect> boxes;
    for (const Mark& mark : scene.marks)
      if (const auto* icon = std::get_if<IconMark>(&mark); icon != nullptr && icon->icon == wanted)
        boxes.push_back(icon->rect);
    return boxes;
  };
  model::Contact without = world().contact();
  without.fax.clear();
  int missing = 0;
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Kit kit = world().kit(language, panel);
      const Scene scene = contact_slide(kit, surround(false), world().contact(), noon());
      if (!icons(scene, Icon::fax).empty()) continue;
      ++missing;
      const Scene bare = contact_slide(kit, surround(false), without, noon());
      CHECK(icons(scene, Icon::phone) == icons(bare, Icon::phone));
    }
  CHECK(missing > 0);
}

TEST_CASE("the mission's slide says its short name where the full one has no room") {
  World own = mission();
  model::Contact contact = own.contact();
  own.channel.help = contact.id;
  for (const std::string& language : languages())
    contact.name[language] = own.channel.organisation[language] + ", " + own.channel.name[language];
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages()) {
      INFO(language << ", " << panel.width);
      const Kit kit = own.kit(language, panel);
      Surround around = surround(true);
      check_whole(own.channel.name.at(language), contact_slide(kit, around, contact, noon()).marks);
      CHECK_THAT(all_text(contact_slide(kit, around, contact, noon())), !Catch::Contains("\u2026"));
    }
}

// Without the marks of isolates (UAX 9) around what is put into them.
std::string plain(std::string words) {
  for (const std::string_view mark : {"\u2066", "\u2067", "\u2068", "\u2069"})
    for (std::size_t at = 0; (at = words.find(mark)) != std::string::npos;)
      words.replace(at, mark.size(), " ");
  return words;
}

TEST_CASE("what is said of a stick is whole on every page and screen") {
  const World channel = mission();
  for (const Panel& panel : panels)
    for (const std::string& language : languages()) {
      INFO(panel.width << "x" << panel.height << ", " << panel.diagonal << " mm, " << language);
      const Kit kit = channel.kit(language, panel);
      for (const char* key : {"staff_stick_reading", "staff_stick_copying", "staff_stick_new",
                              "staff_stick_same", "staff_stick_none", "staff_stick_refused"}) {
        Surround around = surround(false);
        around.stick = StickBar{
            Icon::stick, kit.words->say(key, {{"done", "123 MB"}, {"total", "456 MB"}}), 0.4};
        const Scene slide = story_slide(kit, around, channel.story(20, 20));
        check(slide, kit.style);
        check_whole(plain(around.stick->words), slide.marks);
        check_whole(plain(around.stick->words),
                    reader(kit, around, channel.story(), channel.document(language), {}).marks);
      }
    }
}

TEST_CASE("the default channel's masthead is whole on every screen") {
  const World channel = mission();
  for (const Panel& panel : panels)
    for (const std::string& language : languages()) {
      INFO(panel.width << "x" << panel.height << ", " << panel.diagonal << " mm, " << language);
      const Kit kit = channel.kit(language, panel);
      const Scene scene = story_slide(kit, surround(false), channel.story(20, 20));
      check_whole(channel.channel.name.at(language), scene.marks);
      check_whole(channel.channel.organisation.at(language), scene.marks);
    }
}

TEST_CASE("a notice's title is whole above a page, on two lines where it must") {
  const World channel = mission();
  for (const Panel& panel : panels)
    for (const std::string& language : languages()) {
      INFO(panel.width << "x" << panel.height << ", " << panel.diagonal << " mm, " << language);
      const Kit kit = channel.kit(language, panel);
      Surround around = surround(false);
      around.notice =
          NoticeBar{"notice:x", first_words(filler(language, 40), 5), {}, language, false};
      check_whole(around.notice->title, story_slide(kit, around, world().story(20, 20)).marks);
    }
}

TEST_CASE("what follows a story stands below each other in a narrow column") {
  const auto places = [&](const Panel& panel) {
    const Kit kit = world().kit("ru", panel);
    const Scene scene = reader(kit, surround(true), world().story(), world().document("ru"),
                               {world().story(), world().story(), {}});
    return std::pair(scene.named("previous")->rect, scene.named("next")->rect);
  };
  const auto [left, right] = places({1920, 1080});
  CHECK(left.y == right.y);
  const auto [below, above] = places({800, 1280, 10.1 * inch});
  CHECK(above.bottom() < below.y);
  CHECK(above.x == below.x);
}

TEST_CASE("what is not translated is shown in the next best language, which is said") {
  model::Story story = world().story(30, 60);
  story.texts.erase("en");
  const Kit kit = world().kit("en", {1920, 1080});
  const std::string text = all_text(story_slide(kit, surround(false), story));
  CHECK(text.find("Not yet in this language.") != std::string::npos);
  CHECK(text.find("Пас аз") != std::string::npos);
}

TEST_CASE("a whole number stands on one line, in order, in every language") {
  for (const std::string& language : languages()) {
    for (const Panel& panel : {Panel{1920, 1080}, Panel{1280, 800, 10.1 * inch}}) {
      const Kit kit = world().kit(language, panel, {4, false});
      const Scene scene = contacts(kit, surround(true), {world().contact()}, noon());
      std::size_t found = 0;
      for (const Mark& mark : scene.scroll->marks)
        if (const auto* glyphs = std::get_if<Glyphs>(&mark))
          found += glyphs->run.utf8.find("701\u00a00202") != std::string::npos ||
                           glyphs->run.utf8.find("701 0202") != std::string::npos
                       ? 1
                       : 0;
      INFO(language << ", " << panel.width);
      CHECK(found == 1);
    }
  }
}

TEST_CASE(
    "an open place says until when, a closed one when it opens; else there is only the week") {
  const Kit kit = world().kit("en", {1920, 1080});
  const auto said = [&](int day, int hour, bool known) {
    Clock clock = noon();
    clock.time += std::chrono::days(day) + std::chrono::hours(hour - 12);
    clock.known = known;
    Scene scene = contacts(kit, surround(true), {world().contact()}, clock);
    scene.marks = scene.scroll->marks;
    return all_text(scene);
  };
  const auto has = [](const std::string& words) { return Catch::Contains(words); };
  CHECK_THAT(said(0, 14, true), has("Open now · until 17:00"));
  CHECK_THAT(said(0, 8, true), has("Closed now · opens at 09:00"));
  CHECK_THAT(said(0, 18, true), has("Closed now · opens tomorrow at 09:00"));
  CHECK_THAT(said(5, 12, true), has("Closed now · opens Monday at 09:00"));
  CHECK_THAT(said(0, 14, false), !has("now"));
  const std::string week = said(0, 14, false);
  CHECK_THAT(week, has("Monday\u2060–\u2060Friday") && has("Saturday\u2060–\u2060Sunday") &&
                       has("Closed"));
  CHECK_THAT(week, has("Closed on 20 March 2026"));
  CHECK_THAT(said(20, 14, true), !has("Closed on"));
}

TEST_CASE("an edition without the words for it shows the week alone") {
  model::Strings old = real_strings("en");
  for (const char* key : {"open_now", "closed_on", "scan_call", "scan_save", "scan_here"})
    old.patterns.erase(key);
  const text::Wording words(*world().channel.language("en"), old, "Asia/Dushanbe");
  Kit kit = world().kit("en", {1920, 1080});
  kit.words = &words;
  Scene scene = contacts(kit, surround(true), {world().contact()}, noon());
  scene.marks = scene.scroll->marks;
  const std::string text = all_text(scene);
  CHECK_THAT(text, !Catch::Contains("open_now") && !Catch::Contains("scan_"));
  CHECK_THAT(text,
             Catch::Contains("Monday\u2060–\u2060Friday") && Catch::Contains("keep these numbers"));
}

TEST_CASE("stories stand under their topics, those without one last") {
  const Kit kit = world().kit("en", {1920, 1080});
  Grid grid;
  for (const char* topic : {"", "health", "work", "health"}) {
    grid.stories.push_back(world().story(30, 10));
    grid.stories.back().topic = topic;
    grid.stories.back().id = "s" + std::to_string(grid.stories.size());
  }
  const Scene scene = home(kit, surround(true), grid);
  const auto place = [&](const char* name) { return scene.named(name)->rect; };
  CHECK(place("story:s3").y == place("story:s2").y);  // one of work, two of health: one row
  CHECK(place("story:s3").x < place("story:s2").x);
  CHECK(place("story:s2").x < place("story:s4").x);
  CHECK(place("story:s4").x < place("story:s1").x);
  CHECK(scene.named("more:24") == nullptr);
}

TEST_CASE("a topic of many stories fills rows of its own") {
  const Kit kit = world().kit("en", {1920, 1080});
  Grid grid;
  for (int i = 0; i < 6; ++i) {
    grid.stories.push_back(world().story(30, 10));
    grid.stories.back().id = "s" + std::to_string(i);
    if (i == 5) grid.stories.back().topic = "health";
  }
  grid.topics = {{"work", 0}, {"health", 5}};
  const Scene scene = home(kit, surround(true), grid);
  const auto place = [&](const char* name) { return scene.named(name)->rect; };
  CHECK(place("story:s3").y == place("story:s0").y);
  CHECK(place("story:s4").y > place("story:s3").bottom());
  CHECK(place("story:s5").y > place("story:s4").bottom());
  CHECK(scene.named("topic:5") != nullptr);
}

TEST_CASE("the first titles of the grid are read without scrolling, on small panels too") {
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch}, Panel{800, 1280, 10.1 * inch}})
    for (const std::string& language : languages())
      for (const int step : {0, 3, 4}) {
        INFO(language << ", " << panel.width << ", " << step);
        const Kit kit = world().kit(language, panel, {step, false});
        Grid grid;
        grid.stories = {world().story(30, 10)};
        const Scene scene = home(kit, surround(true), grid);
        const std::string title = first_words(world().story(30, 10).texts.at(language).title, 1);
        const auto& marks = scene.scroll->marks;
        CHECK(std::ranges::any_of(marks, [&](const Mark& mark) {
          const auto* glyphs = std::get_if<Glyphs>(&mark);
          return glyphs != nullptr && glyphs->run.utf8.find(title) != std::string::npos &&
                 glyphs->run.baseline + kit.style.u(1) < scene.scroll->view.h;
        }));
      }
}

TEST_CASE("the titles of a grid are of one size") {
  for (const Panel& panel : panels) {
    const Kit kit = world().kit("tg", panel);
    Grid grid;
    grid.stories = {world().story(20, 10), world().story(120, 10)};
    grid.stories.back().topic = "";
    const Scene scene = home(kit, surround(true), grid);
    std::vector<int> sizes;
    for (const Mark& mark : scene.scroll->marks)
      if (const auto* glyphs = std::get_if<Glyphs>(&mark))
        if (glyphs->color == kit.style.color.ink) sizes.push_back(glyphs->run.px);
    REQUIRE_FALSE(sizes.empty());
    CHECK(std::ranges::count(sizes, sizes.front()) == std::ssize(sizes));
  }
}

TEST_CASE("a target in the scroll area is hit where it is seen, and only there") {
  const Kit kit = world().kit("en", {1920, 1080});
  Grid grid;
  for (int i = 0; i < 12; ++i) {
    grid.stories.push_back(world().story(30, 10));
    grid.stories.back().id = "s" + std::to_string(i);
  }
  const Scene scene = home(kit, surround(true), grid);
  REQUIRE(scene.scroll);
  REQUIRE(scene.scroll->furthest() > 0);
  const Target* last = scene.named("story:s11");
  REQUIRE(last != nullptr);
  CHECK(scene.on_screen(*last, 0).h == 0);
  const Rect seen = scene.on_screen(*last, scene.scroll->furthest());
  CHECK(seen.h > 0);
  CHECK(scene.hit(seen.x + 5, seen.y + 5, scene.scroll->furthest())->name == "story:s11");
}

TEST_CASE("the scroll mark travels its way and stays in the view") {
  const Kit kit = world().kit("en", {1920, 1080});
  Scene scene = reader(kit, surround(true), world().story(), world().document("en"), {});
  REQUIRE(scene.scroll_marks);
  const auto mark = [&] { return std::get<Box>(scene.over[scene.scroll_marks->mark]).rect; };
  const Rect view = scene.scroll->view;
  place_scroll_marks(scene, 0);
  const Rect top = mark();
  place_scroll_marks(scene, scene.scroll->furthest());
  CHECK(mark().y > top.y);
  CHECK(mark().bottom() <= view.bottom());
  place_scroll_marks(scene, -200);
  CHECK(mark() == top);
}

TEST_CASE("text fades at an edge of the view that there is more beyond, and only there") {
  const Kit kit = world().kit("en", {1920, 1080});
  Scene scene = reader(kit, surround(true), world().story(), world().document("en"), {});
  REQUIRE(scene.scroll_marks);
  const auto fade = [&](std::size_t index) { return std::get<Gradient>(scene.over[index]).rect; };
  const Rect view = scene.scroll->view;
  CHECK(fade(scene.scroll_marks->above).h == 0);
  CHECK(fade(scene.scroll_marks->below).h == scene.scroll_marks->deep);
  CHECK(fade(scene.scroll_marks->below).bottom() == view.bottom());
  place_scroll_marks(scene, 10);
  CHECK(fade(scene.scroll_marks->above) == Rect{view.x, view.y, view.w, 10});
  place_scroll_marks(scene, scene.scroll->furthest());
  CHECK(fade(scene.scroll_marks->above).h == scene.scroll_marks->deep);
  CHECK(fade(scene.scroll_marks->below).h == 0);
}

TEST_CASE("more languages than fit beside the masthead get rows of their own") {
  World many;
  for (int i = 0; i < 12; ++i)
    many.channel.languages.push_back({"x" + std::to_string(i),
                                      "Language " + std::to_string(i),
                                      "en",
                                      model::Direction::left_to_right,
                                      {}});
  for (const Panel& panel : panels) {
    const Kit kit = many.kit("en", panel);
    // So many leave no page on the smallest.
    if (std::min(kit.style.width, kit.style.height) < kit.style.u(80)) continue;
    check(story_slide(kit, surround(false), many.story()), kit.style);
  }
}

Surround staff_surround(const Kit& kit) {
  Surround around;
  around.visiting = around.staff = true;
  around.freshness = kit.words->say("staff_title");
  return around;
}

TEST_CASE("the PIN pad clips nothing, and its keys are 20 mm at least, as on a telephone") {
  on_every_screen([](const Kit& kit, const std::string&) {
    return pin_pad(kit, staff_surround(kit),
                   {12, kit.words->say("staff_pin_wrong", {{"n", std::int64_t{4}}}), true, true});
  });
  on_every_screen([](const Kit& kit, const std::string&) {
    return pin_pad(kit, staff_surround(kit),
                   {0, kit.words->say("staff_pin_locked", {{"n", std::int64_t{60}}}), false, true});
  });
  for (const Panel& panel : panels)
    for (const char* language : {"tg", "fa"}) {
      const Kit kit = world().kit(language, panel);
      const Scene scene = pin_pad(kit, staff_surround(kit), {});
      for (int digit = 0; digit <= 9; ++digit) {
        const Target* key = scene.named("digit:" + std::to_string(digit));
        REQUIRE(key != nullptr);
        CHECK(key->rect.h >= kit.style.primary);
        CHECK(key->rect.w >= kit.style.primary);
      }
      CHECK(scene.named("digit:1")->rect.x < scene.named("digit:3")->rect.x);
      CHECK(scene.named("erase")->rect.x < scene.named("enter")->rect.x);
    }
  const Kit kit = world().kit("tg", {1920, 1080});
  CHECK(pin_pad(kit, staff_surround(kit), {0, "locked", false}).named("enter") == nullptr);
}

StaffSheet full_sheet(const Kit& kit, const std::string& language) {
  StaffSheet sheet;
  sheet.sign = {Light::care, filler(language, 60), kit.words->say("staff_connect"),
                kit.words->say("staff_asked"), 0.3};
  for (int i = 0; i < 7; ++i) {
    StaffSection section{filler(language, 20), {}};
    section.rows.push_back({filler(language, 30), filler(language, 60), {}});
    section.rows.push_back({filler(language, 30), filler(language, 60), filler("en", 300), true});
    section.rows.push_back({{}, filler(language, 120), {}});
    sheet.sections.push_back(section);
  }
  sheet.volume = 2;
  return sheet;
}

TEST_CASE("the staff page clips nothing, and its question covers it") {
  on_every_screen([](const Kit& kit, const std::string& language) {
    return staff_page(kit, staff_surround(kit), full_sheet(kit, language));
  });
  on_every_screen([](const Kit& kit, const std::string& language) {
    Scene scene = staff_page(kit, staff_surround(kit), full_sheet(kit, language));
    ask_restart(scene, kit);
    CHECK(scene.named("sync_now") == nullptr);
    CHECK(scene.hit(5, 5, 0)->name == "restart_aside");
    return scene;
  });
}

TEST_CASE("the staff's buttons are alike, and a section without rows is not shown") {
  const Kit kit = world().kit("tg", {1920, 1080});
  StaffSheet sheet = full_sheet(kit, "tg");
  const Scene scene = staff_page(kit, staff_surround(kit), sheet);
  CHECK(scene.named("sync_now")->rect.w == scene.named("restart")->rect.w);
  CHECK(scene.named("sync_now")->rect.x == kit.style.margin);
  sheet.sections.push_back({"Nothing to say", {}});
  CHECK(staff_page(kit, staff_surround(kit), sheet).scroll->content_height ==
        scene.scroll->content_height);
}

TEST_CASE("the summary has a code, and clips nothing") {
  on_every_screen([](const Kit& kit, const std::string&) {
    Surround around = staff_surround(kit);
    around.back = true;
    Scene scene = staff_summary(kit, around, filler("en", 590));
    CHECK(std::ranges::count_if(scene.marks, [](const Mark& mark) {
            return std::holds_alternative<QrCode>(mark);
          }) == 1);
    return scene;
  });
}

TEST_CASE("the test of the screen is a colour, then the grid with its trail") {
  const Kit kit = world().kit("fa", {1920, 1080});
  deck::TestFields fields;
  for (int step = 0; step < deck::test_colours; ++step)
    CHECK(screen_test(kit, step, fields).targets.empty());
  const auto plain = screen_test(kit, deck::test_colours, fields).marks.size();
  fields.set(0);
  fields.set(deck::test_grid * deck::test_grid - 1);
  const Scene grid = screen_test(kit, deck::test_colours, fields);
  CHECK(grid.marks.size() == plain + 2);
  CHECK(grid.named("test_end") != nullptr);
  // As it lies on the panel: not mirrored.
  CHECK(std::get<Box>(grid.marks.front()).rect == Rect{0, 0, 80, 45});
  on_every_screen([](const Kit& other, const std::string&) {
    return screen_test(other, deck::test_colours, {});
  });
}

TEST_CASE("the corner is at the reading start") {
  CHECK(staff_corner({1920, 1080}, false) == Rect{0, 0, 104, 104});
  CHECK(staff_corner({1080, 1920}, true) == Rect{1080 - 104, 0, 104, 104});
}

}  // namespace
}  // namespace rohnamo::scene
