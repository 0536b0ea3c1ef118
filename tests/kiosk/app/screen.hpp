// A kiosk on a real cache folder, with real fonts and the window of SDL's dummy driver, on a clock
// that only the script moves.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "content/cache/store.hpp"
#include "content/model/catalog.hpp"
#include "content/model/strings.hpp"
#include "kiosk/app/player.hpp"
#include "kiosk/sound/clock_player.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::app {

struct Written {
  std::string id, title;
  std::string recording = {}, timings = {};  // bytes; empty: none
  std::string picture = {};                  // likewise, of 400 x 300 pixels
};

inline model::BlobRef ref_of(std::string_view bytes) {
  return {base::sha256(bytes), bytes.size()};
}

inline std::string body_of(const std::string& title) {
  model::Document document;
  for (int i = 0; i < 12; ++i) {
    model::Block paragraph;
    paragraph.spans = {{title + " and what came of it, told in some detail. ", false, false, {}}};
    document.blocks.push_back(paragraph);
  }
  return model::serialize(document);
}

// Puts an edition with these stories and a contact into the cache; `whole`: with all its blobs.
inline model::EditionId publish(const base::Path& cache, const std::vector<Written>& stories,
                                bool whole = true) {
  model::Channel channel;
  channel.id = "test";
  channel.organisation = {{"en", "An organisation"}};
  channel.name = {{"en", "Its mission"}};
  channel.default_language = "en";
  channel.timezone = "UTC";
  channel.tint = {11, 93, 138, 255};
  channel.languages = {{"en", "English", "en", model::Direction::left_to_right, {}},
                       {"fa", "فارسی", "fa", model::Direction::right_to_left, {}}};
  const std::string words = model::serialize({"en",
                                              {{"open_now", "Open"},
                                               {"open_until", "Open until {time}"},
                                               {"closed_now", "Closed"},
                                               {"opens_at", "Opens at {time}"}}});
  channel.languages[0].strings = ref_of(words);
  cache::Store store = cache::Store::open(base::posix_fs(), cache).value();
  model::CatalogBuilder builder(channel);
  model::Manifest manifest;
  int order = 0;
  for (const Written& written : stories) {
    model::Story story;
    story.id = written.id;
    model::Text text;
    text.title = written.title;
    text.summary = "A summary.";
    text.translation = "original";
    const std::string body = body_of(written.title);
    text.body = ref_of(body);
    const auto put = [&](const std::string& bytes, model::BlobKind kind) {
      manifest.blobs.push_back({ref_of(bytes), kind});
      REQUIRE(store.put(ref_of(bytes), bytes));
      return ref_of(bytes);
    };
    if (!written.recording.empty()) text.narration = put(written.recording, model::BlobKind::audio);
    if (!written.timings.empty()) text.timings = put(written.timings, model::BlobKind::text);
    if (!written.picture.empty())
      story.picture =
          model::Picture{0.5, 0.5, {{put(written.picture, model::BlobKind::picture), 400, 300}}};
    story.texts.emplace("en", text);
    model::Entry entry;
    entry.order = ++order;
    builder.add(entry, story);
    manifest.blobs.push_back({text.body, model::BlobKind::text});
    REQUIRE(store.put(text.body, body));
  }
  model::Contact contact;
  contact.id = "mission";
  contact.name = {{"en", "Its mission"}};
  contact.phones = {{"(+992 48) 701 0202", "+992487010202", {}}};
  contact.opening = model::Opening();
  contact.opening->week[0] = {{9 * 60, 17 * 60}};
  model::Entry entry;
  entry.kind = model::Kind::contact;
  builder.add(entry, contact);
  const std::string catalog = builder.build();
  manifest.catalogs.push_back({"mission", ref_of(catalog)});
  manifest.blobs.push_back({ref_of(catalog), model::BlobKind::catalog});
  REQUIRE(store.put(ref_of(catalog), catalog));
  REQUIRE(store.put(ref_of(words), words));
  manifest.blobs.push_back({ref_of(words), model::BlobKind::strings});
  manifest.sort();
  REQUIRE(store.commit(manifest));
  if (!whole)
    std::filesystem::resize_file(cache::blob_path(cache, ref_of(catalog).hash), catalog.size() / 2);
  return manifest.id();
}

struct Screen {
  explicit Screen(const deck::Options& options = {}) : options_(options) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
  }

  // To be called when the cache is as the test wants it.
  void open() {
    render::WindowOptions small;
    small.width = 960;
    small.height = 540;
    window = std::move(render::Window::open(small).value());
    fonts = std::move(render::SdlFonts::open(ROHNAMO_FONTS).value());
    drawings = std::make_unique<render::Drawings>(*fonts);
    loader = std::make_unique<loader::PictureLoader>([] {}, 16U << 20U);
    news = std::make_unique<NewsReader>(base::posix_fs(), cache(), run());
    editions = std::make_unique<Editions>(base::posix_fs(), run());
    const deck::Now began{Millis(0), base::Time(base::seconds(1'900'000'000)), true};
    const auto first = editions->first(news->read(), folder.path() / "none");
    std::unique_ptr<StaffDesk> staff;
    if (!staff_pin.empty())
      staff = std::make_unique<StaffDesk>(
          base::posix_fs(),
          StaffDesk::Options{base::PinHash::parse(staff_pin).value(),
                             cache(),
                             run(),
                             state(),
                             folder.path() / "none",
                             "boot",
                             3,
                             {}},
          [] {}, Millis(0));
    kiosk =
        std::make_unique<Kiosk>(*window, *drawings, *loader, *sound,
                                deck::Deck(first, options_, began), glass, began, std::move(staff));
    player = std::make_unique<Player>(*kiosk, *window, *loader, *editions, *news, out(), began);
  }

  // "": it played to its end.
  std::string play(std::string_view text) {
    const auto script = parse_script(text);
    if (!script) return script.error().message;
    const auto done = player->play(*script);
    return done ? "" : done.error().message;
  }

  exchange::KioskStatus status() {
    editions->report(*kiosk, {Millis(0), base::Time(base::seconds(1'900'000'000)), true});
    const auto bytes = base::posix_fs().read(exchange::kiosk_status_path(run()), 1 << 16).value();
    return exchange::parse_kiosk_status(bytes).value();
  }

  [[nodiscard]] base::Path cache() const { return folder.path() / "cache"; }
  [[nodiscard]] base::Path run() const { return folder.path() / "run"; }
  [[nodiscard]] base::Path state() const { return folder.path() / "state"; }
  [[nodiscard]] base::Path out() const { return folder.path() / "out"; }

  tests::TemporaryFolder folder;
  std::string staff_pin;  // hashed; empty: there is no staff page
  Glass glass;
  deck::Options options_;
  std::unique_ptr<render::Window> window;
  std::unique_ptr<render::SdlFonts> fonts;
  std::unique_ptr<render::Drawings> drawings;
  std::unique_ptr<loader::PictureLoader> loader;
  std::unique_ptr<sound::Player> sound = std::make_unique<sound::ClockPlayer>(base::posix_fs());
  std::unique_ptr<NewsReader> news;
  std::unique_ptr<Editions> editions;
  std::unique_ptr<Kiosk> kiosk;
  std::unique_ptr<Player> player;
};

inline std::vector<Written> three_stories() {
  return {{"one", "The first story"}, {"two", "The second story"}, {"three", "The third story"}};
}

}  // namespace rohnamo::app
