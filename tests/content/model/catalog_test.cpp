#include "content/model/catalog.hpp"

#include <catch2/catch.hpp>

#include "content/base/owned_bytes.hpp"

using namespace rohnamo;
using namespace rohnamo::model;

namespace {

Channel small_channel() {
  Channel channel;
  channel.id = "test";
  channel.default_language = "tg";
  channel.timezone = "Asia/Dushanbe";
  channel.languages = {{"tg", "Тоҷикӣ", "tg", Direction::left_to_right, {}},
                       {"fa", "دری", "fa-AF", Direction::right_to_left, {}}};
  return channel;
}

Story story(std::string id) {
  Story story;
  story.id = std::move(id);
  story.texts["tg"].title = "Унвон";
  return story;
}

std::string small_catalog() {
  CatalogBuilder builder(small_channel());
  Entry later;
  later.order = 20;
  builder.add(later, story("second"));
  Entry first;
  first.order = 10;
  first.weight = 3;
  first.from = base::Time(base::seconds(100));
  first.until = base::Time(base::seconds(200));
  builder.add(first, story("first"));
  Contact contact;
  contact.id = "mission";
  builder.add(Entry{Kind::contact, Urgency::normal, 1, 0, {}, {}}, contact);
  return builder.build();
}

base::Result<Catalog> open(std::string bytes) {
  return Catalog::open(std::make_shared<base::OwnedBytes>(std::move(bytes)));
}

// Reads all there is to read.
void walk(const Catalog& catalog) {
  for (std::size_t i = 0; i < catalog.size(); ++i) {
    (void)catalog.entry(i);
    (void)catalog.story(i);
    (void)catalog.contact(i);
    (void)catalog.notice(i);
  }
}

}  // namespace

TEST_CASE("a catalog gives back its items, in the order of showing") {
  const auto catalog = open(small_catalog());
  REQUIRE(catalog);
  REQUIRE(catalog->size() == 3);
  CHECK(catalog->channel().language("fa")->direction == Direction::right_to_left);
  CHECK(catalog->story(0).value().id == "first");
  CHECK(catalog->story(1).value().id == "second");
  CHECK(catalog->contact(2).value().id == "mission");
  const Entry entry = catalog->entry(0).value();
  CHECK(entry.weight == 3);
  CHECK_FALSE(entry.shown_at(base::Time(base::seconds(99))));
  CHECK(entry.shown_at(base::Time(base::seconds(100))));
  CHECK_FALSE(entry.shown_at(base::Time(base::seconds(200))));
  CHECK(catalog->contact(0).error().code == base::Code::not_found);
  CHECK(catalog->entry(3).error().code == base::Code::not_found);
}

TEST_CASE("a time beyond all years is the end of them") {
  CatalogBuilder builder(small_channel());
  const auto seconds = [](std::int64_t count) { return base::Time(base::seconds(count)); };
  builder.add(
      Entry{Kind::story, Urgency::normal, 1, 0, seconds(1 - (1LL << 62)), seconds(1LL << 62)},
      story("always"));
  const auto entry = open(builder.build())->entry(0).value();
  CHECK(base::to_rfc3339(*entry.from) == "0000-01-01T00:00:00Z");
  CHECK(base::to_rfc3339(*entry.until) == "9999-12-31T23:59:59Z");
}

TEST_CASE("days, hours, priority and topic stand in the second table") {
  Channel channel = small_channel();
  channel.topics = {{"work", {}, {}}, {"health", {}, {}}};
  CatalogBuilder builder(channel);
  Entry entry;
  entry.rhythm = {0b0000011, {8 * 60, 18 * 60}};
  entry.priority = 3;
  Story healthy = story("a");
  healthy.topic = "health";
  builder.add(entry, healthy);
  builder.add(Entry(), story("b"));
  const auto catalog = open(builder.build());
  REQUIRE(catalog);
  CHECK(catalog->entry(0)->rhythm == entry.rhythm);
  CHECK(catalog->entry(0)->priority == 3);
  CHECK(catalog->entry(0)->topic == 2);
  CHECK(catalog->entry(1)->rhythm.always());
  CHECK(catalog->entry(1)->topic == 0);
  CHECK(catalog->story(1)->id == "b");
}

TEST_CASE("rows of a second table from later are longer; one that is cut off is an error") {
  const std::string bytes = small_catalog();
  std::string longer = bytes;
  constexpr std::size_t second_row = 28;  // in the header
  longer[second_row] = 16;                // 3 rows of 16 bytes: there, whatever they mean
  const auto catalog = open(longer);
  REQUIRE(catalog);
  CHECK(catalog->entry(0)->weight == 3);
  longer[second_row + 3] = 1;
  CHECK(open(longer).error().code == base::Code::corrupt);
  longer[second_row + 3] = 0;
  longer[second_row] = 4;  // too short to be ours
  CHECK(open(longer)->entry(0)->rhythm.always());
}

TEST_CASE("an old catalog, without the second table, shows its items always") {
  const auto catalog = open(small_catalog());
  CHECK(catalog->entry(0)->rhythm.always());
  CHECK(catalog->entry(0)->priority == 0);
}

TEST_CASE("the same items give the same bytes") {
  CHECK(small_catalog() == small_catalog());
}

TEST_CASE("a newer catalog is refused in words") {
  std::string bytes = small_catalog();
  bytes[8] = 99;
  CHECK(open(bytes).error().code == base::Code::unsupported);
}

TEST_CASE("any prefix and any flipped byte give an error or other values, never a fault") {
  const std::string good = small_catalog();
  for (std::size_t length = 0; length < good.size(); ++length)
    if (const auto catalog = open(good.substr(0, length))) walk(*catalog);
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char flip : {'\x01', '\x80', '\xff'}) {
      std::string bytes = good;
      bytes[i] = static_cast<char>(bytes[i] ^ flip);
      if (const auto catalog = open(bytes))
        if (catalog->size() < 1000) walk(*catalog);
    }
  }
  CHECK_FALSE(open(good.substr(0, 31)));
  CHECK_FALSE(open(good.substr(0, 100)));
}
