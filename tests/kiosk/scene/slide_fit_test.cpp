#include "kiosk/scene/slide_fit.hpp"

#include <catch2/catch.hpp>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

const World& world() {
  static const World one;
  return one;
}

constexpr double inch = 25.4;  // mm
constexpr Panel large{1920, 1080};
constexpr Panel small{1280, 800, 10.1 * inch};
constexpr Panel panels[] = {
    large, {1080, 1920}, {1366, 768, 15.6 * inch}, small, {800, 1280, 10.1 * inch}};

Surround touched() {
  Surround around = surround(false);
  around.freshness.clear();
  return around;
}

struct Bench {
  explicit Bench(const Kit& kit, const Surround& around = touched())
      : most_lines(*kit.fonts), fit(kit, around, most_lines) {}
  text::MostLines most_lines;
  SlideFit fit;
};

template <class Item>
SlideCut cut(const Kit& kit, const Item& item) {
  return Bench(kit).fit.of(item);
}

model::Story story(const std::string& language, std::size_t title, std::size_t summary) {
  model::Story story;
  story.id = "one";
  story.texts[language].title = filler(language, title);
  story.texts[language].summary = filler(language, summary);
  return story;
}

std::string cut_to(const std::string& text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < characters; ++i) at = base::utf8::ceil(text, at + 1);
  return text.substr(0, at);
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// Whether all of it is drawn, on however many lines.
bool draws(const Scene& scene, const std::string& words) {
  std::string drawn;
  for (const Mark& mark : scene.marks)
    if (const auto* glyphs = std::get_if<Glyphs>(&mark)) drawn += glyphs->run.utf8;
  return without_spaces(drawn).find(without_spaces(words)) != std::string::npos;
}

}  // namespace

TEST_CASE("a headline that has room is whole, one that has none is cut and told of") {
  const Kit kit = world().kit("en", large);
  CHECK_FALSE(cut(kit, story("en", 60, 200)).any());
  const SlideCut long_one = cut(kit, story("en", 1500, 200));
  REQUIRE(long_one.headline);
  CHECK(*long_one.headline > 90);
  CHECK(*long_one.headline < 1500);
  REQUIRE(long_one.summary);
  CHECK(*long_one.summary == 0);
}

TEST_CASE("what is cut on a small screen is whole on a larger one") {
  const model::Story one = story("ru", 40, 120);
  CHECK(cut(world().kit("ru", small), one).summary);
  CHECK_FALSE(cut(world().kit("ru", large), one).any());
}

TEST_CASE("what is told to have room has, and one word more has none") {
  const Panel panel = GENERATE(from_range(std::begin(panels), std::end(panels)));
  for (const std::string& language : languages()) {
    INFO(panel.width << "x" << panel.height << ", " << language);
    const Kit kit = world().kit(language, panel);
    Bench bench(kit);
    model::Story one = story(language, 1600, 30);
    model::Text& text = one.texts.at(language);
    const std::string title = text.title;
    const auto headline = bench.fit.of(one).headline;
    REQUIRE(headline);
    text.title = cut_to(title, *headline);
    CHECK_FALSE(bench.fit.of(one).headline);
    text.title = title.substr(0, title.find(' ', text.title.size() + 1));
    CHECK(bench.fit.of(one).headline);

    text.title = filler(language, 12);
    const std::string summary = text.summary = filler(language, 2000);
    const SlideCut of_summary = bench.fit.of(one);
    CHECK_FALSE(of_summary.headline);
    REQUIRE(of_summary.summary);
    if (*of_summary.summary == 0) continue;
    text.summary = cut_to(summary, *of_summary.summary);
    CHECK_FALSE(bench.fit.of(one).any());
    text.summary = summary.substr(0, summary.find(' ', text.summary.size() + 1));
    CHECK(bench.fit.of(one).summary);
  }
}

// Nothing is held to be whole that the slide cuts, and the other way about: every length within
// reach, drawn.
TEST_CASE("what is told is what the slide shows") {
  const Panel panel = GENERATE(from_range(std::begin(panels), std::end(panels)));
  std::size_t cuts = 0, whole = 0;
  for (const std::string& language : languages()) {
    const Kit kit = world().kit(language, panel);
    Bench bench(kit);
    for (const std::size_t title : {20U, 90U, 500U})
      for (const std::size_t summary : {0U, 60U, 300U, 900U}) {
        INFO(panel.width << "x" << panel.height << ", " << language << ", " << title << " and "
                         << summary);
        model::Story one = story(language, title, summary);
        model::Text& text = one.texts.at(language);
        text.title += "!";  // which the masthead does not have
        const SlideCut cut = bench.fit.of(one);
        const Scene slide = story_slide(kit, touched(), one, true);
        CHECK(cut.any() != draws(slide, text.title + text.summary));
        ++(cut.any() ? cuts : whole);
      }
  }
  CHECK(cuts > 5);
  CHECK(whole > 5);
}

TEST_CASE("below a notice's bar there is less room, but not on the notice's own slide") {
  const Kit kit = world().kit("en", large);
  Surround around = touched();
  around.notice = NoticeBar();
  const model::Story one = story("en", 30, 4000);
  Bench free(kit), below(kit, around);
  CHECK(*below.fit.of(one).summary < *free.fit.of(one).summary);
  model::Notice notice;
  notice.id = "road";
  notice.texts = one.texts;
  CHECK(*below.fit.of(notice).summary == *free.fit.of(notice).summary);
}

TEST_CASE("a summary that a notice need not have is not missed") {
  model::Notice notice;
  notice.id = "road";
  notice.texts["en"].title = "The road is closed";
  for (const Panel& panel : panels) {
    const Kit kit = world().kit("en", panel);
    for (const auto urgency : {model::Urgency::normal, model::Urgency::urgent}) {
      notice.urgency = urgency;
      CHECK_FALSE(cut(kit, notice).any());
    }
  }
}

// Of the bound that spares most texts being laid out.
TEST_CASE("no text takes more lines or height than the most that is told of it") {
  text::MostLines most_lines(real_fonts());
  std::size_t close = 0;
  for (const std::string& language : languages())
    for (const auto weight : {text::Weight::regular, text::Weight::bold})
      for (const int px : {19, 24, 41})
        for (const int width : {150, 420, 990})
          for (const std::size_t count : {5U, 40U, 90U, 300U, 900U}) {
            INFO(language << ", " << px << " px, " << width << " wide, " << count);
            text::ParagraphStyle style;
            style.px = px;
            style.weight = weight;
            style.max_width = width;
            style.language = language;
            style.balance = weight == text::Weight::bold;
            if (language == "fa") style.direction = text::Direction::right_to_left;
            const std::string words = filler(language, count);
            const auto laid_out = text::lay_out(real_fonts(), words, style);
            const auto bound = most_lines.of(words, style);
            const int lines = static_cast<int>(laid_out.line_tops.size());
            CHECK(bound.lines >= lines);
            CHECK(bound.height >= laid_out.height);
            close += bound.lines <= 3 * lines ? 1 : 0;
          }
  CHECK(close > 400);  // of 450: a bound that is never near would spare nothing
}

TEST_CASE("a text with line ends of its own, or one that nobody can measure, is in doubt") {
  text::MostLines most_lines(real_fonts());
  text::ParagraphStyle style;
  style.max_width = 500;
  CHECK(most_lines.of("One\ntwo", style).height > 1'000'000);
  CHECK(most_lines.of("One\u2028two", style).height > 1'000'000);
  CHECK(most_lines.of("", style).lines == 0);
}

}  // namespace rohnamo::scene
