#include <catch2/catch.hpp>

#include "content/model/channel.hpp"
#include "content/model/document.hpp"
#include "content/model/item.hpp"
#include "content/model/manifest.hpp"
#include "content/model/strings.hpp"

using namespace rohnamo;
using namespace rohnamo::model;

namespace {

Span words(std::string text) {
  Span span;
  span.text = std::move(text);
  return span;
}

Channel channel() {
  Channel channel;
  channel.default_language = "en";
  channel.languages.push_back({"en", "English", "en", Direction::left_to_right, {}});
  return channel;
}

}  // namespace

TEST_CASE("a document goes through its bytes unchanged") {
  Document document;
  document.blocks.push_back({Block::Type::heading, 2, 0, {{"Сарлавҳа", false, false, ""}}, {}, {}});
  document.blocks.push_back(
      {Block::Type::item, 1, 3, {{"a", true, true, "https://e.org"}}, {}, {}});
  document.blocks.push_back(
      {Block::Type::table, 0, 0, {}, {{{words("x")}, {words("y")}}, {{words("1")}, {}}}, {}});
  Block box{Block::Type::box, 0, 0, {}, {}, {}};
  box.blocks.push_back({Block::Type::paragraph, 0, 0, {words("متن")}, {}, {}});
  document.blocks.push_back(box);
  document.blocks.push_back({Block::Type::rule, 0, 0, {}, {}, {}});
  CHECK(parse_document(serialize(document)).value() == document);
}

TEST_CASE("the pages on the web that a document leads to, each once") {
  const auto link = [](std::string url) { return Span{"here", false, false, std::move(url)}; };
  Document document;
  document.blocks.push_back({Block::Type::paragraph,
                             0,
                             0,
                             {link("https://a.org"), link("story:x"), link("https://a.org")},
                             {},
                             {}});
  document.blocks.push_back({Block::Type::table, 0, 0, {}, {{{link("https://b.org")}}}, {}});
  Block box{Block::Type::box, 0, 0, {}, {}, {}};
  box.blocks.push_back({Block::Type::paragraph,
                        0,
                        0,
                        {link("https://c.org"), link("https://" + std::string(600, 'x'))},
                        {},
                        {}});
  document.blocks.push_back(box);
  std::vector<std::string> found;
  for (const Span& span : web_links(document)) found.push_back(span.link);
  CHECK(found == std::vector<std::string>{"https://a.org", "https://b.org", "https://c.org"});
  for (char c = '0'; c <= '9'; ++c)
    document.blocks[0].spans.push_back(link(std::string("https://") + c + ".org"));
  CHECK(web_links(document).size() == 6);
}

TEST_CASE("a kind of block from later keeps its words") {
  const auto document = parse_document(
      R"({"format": 1, "blocks": [{"type": "hologram", "spans": [{"text": "words"}]}]})");
  REQUIRE(document);
  CHECK(document->blocks.at(0).type == Block::Type::paragraph);
  CHECK(document->blocks.at(0).spans.at(0).text == "words");
}

TEST_CASE("a contact goes through its record unchanged") {
  Contact contact;
  contact.id = "mission";
  contact.name = {{"en", "Mission"}, {"fa", "دفتر"}};
  contact.address_as_given = "734013, 22A Azizbekov Street";
  contact.phones = {{"(+992 48) 701 0202", "+992487010202", {{"en", "Front desk"}}}};
  contact.opening = Opening();
  contact.opening->week[0] = {{9 * 60, 12 * 60}, {13 * 60, 17 * 60}};
  contact.map = Picture{0.5, 0.5, {{{base::sha256("m"), 9}, 800, 600}}};
  contact.picture = Picture{0.25, 0.75, {{{base::sha256("p"), 7}, 1600, 1200}}};
  const base::json::Value record = write_contact(contact);
  const Contact back = read_contact(base::json::Reader(record, "contact")).value();
  CHECK(back.name == contact.name);
  CHECK(back.address_as_given == contact.address_as_given);
  REQUIRE(back.phones.size() == 1);
  CHECK(back.phones[0].number == "(+992 48) 701 0202");
  CHECK(back.phones[0].label == contact.phones[0].label);
  CHECK(back.picture->renditions.at(0).blob == contact.picture->renditions.at(0).blob);
  CHECK(back.picture->focus_y == 0.75);
  CHECK(back.opening == contact.opening);
  CHECK(back.map->renditions.at(0).blob == contact.map->renditions.at(0).blob);
}

TEST_CASE("numbers out of their range are brought into it, and cost nobody the item") {
  Story wrong;
  wrong.picture = Picture{-7, 1e300, {{{}, -1, 1 << 30}}};
  wrong.texts["en"].body_characters = 0xffff'ffff;
  const base::json::Value record = write_story(wrong);
  const Story story = read_story(base::json::Reader(record, "story")).value();
  CHECK(story.picture->focus_x == 0);
  CHECK(story.picture->focus_y == 1);
  CHECK(story.picture->renditions.at(0).width == 1);
  CHECK(story.picture->renditions.at(0).height == 65'535);
  CHECK(story.texts.at("en").body_characters == document_limit);

  const auto document = parse_document(
      R"({"format": 1, "blocks": [{"type": "item", "level": 2147483647, "number": -1}]})");
  CHECK(document->blocks.at(0).level == 16);
  CHECK(document->blocks.at(0).number == 0);
}

TEST_CASE("a screen that cannot be is none") {
  base::json::Value record = write_channel(channel());
  const auto screen = [&] { return read_channel(base::json::Reader(record, "channel"))->screen; };
  CHECK(screen().inches == 0);
  CHECK(screen().reading_distance == 500);
  record.get_object()["screen_inches"] = 1e9;
  record.get_object()["reading_distance_mm"] = std::numeric_limits<std::int64_t>::max();
  CHECK(screen().inches == 0);
  CHECK(screen().reading_distance == Screen::most_distance);
}

TEST_CASE("a dwell that nobody could wait for is an hour") {
  base::json::Value record = write_channel(channel());
  record.get_object()["dwell"] = std::numeric_limits<std::int64_t>::max();
  CHECK(read_channel(base::json::Reader(record, "channel"))->dwell == std::chrono::hours(1));
  record.get_object()["dwell"] = -5;
  CHECK(read_channel(base::json::Reader(record, "channel"))->dwell == std::chrono::seconds(1));
}

TEST_CASE("the rendition that covers is the smallest that is large enough") {
  const Picture picture{0.5, 0.5, {{{}, 1600, 1200}, {{}, 800, 600}, {{}, 400, 300}}};
  CHECK(picture.covering(300, 300).width == 400);
  CHECK(picture.covering(500, 100).width == 800);
  CHECK(picture.covering(4000, 100).width == 1600);
}

TEST_CASE("a missing language falls back in the channel's order") {
  Texts texts;
  texts["ru"].title = "По-русски";
  texts["en"].title = "In English";
  CHECK(choose(texts, "en", {"tg", "ru"}).language == "en");
  CHECK(choose(texts, "fa", {"tg", "ru"}).language == "ru");
  CHECK(choose(texts, "fa", {}).language == "en");
  const LocalText text{{"ru", "б"}, {"en", "a"}};
  CHECK(pick(text, "fa", {"ru"}) == "б");
  CHECK(pick({}, "fa", {"ru"}).empty());
}

TEST_CASE("a manifest's id is that of its content, whatever the order it was made in") {
  const Manifest::Blob one{{base::sha256("1"), 1}, BlobKind::picture};
  const Manifest::Blob two{{base::sha256("2"), 2}, BlobKind::catalog};
  const Manifest::Catalog mission{"mission", two.blob};
  const Manifest::Catalog office{"offices/a", two.blob};
  Manifest a{{office, mission}, {one, two, one}};
  Manifest b{{mission, office}, {two, one}};
  a.sort();
  b.sort();
  CHECK(a.id() == b.id());
  CHECK(is_edition_id(a.id()));
  CHECK(a.catalogs.front().role == "mission");
  CHECK(a.bytes() == 3);
  CHECK(parse_manifest(serialize(a)).value().id() == a.id());
  CHECK_FALSE(is_edition_id("../../etc"));
}

TEST_CASE("strings answer with the key where a pattern is missing") {
  const Strings strings{"en", {{"back", "Back"}}};
  const Strings again = parse_strings(serialize(strings)).value();
  CHECK(again["back"] == "Back");
  CHECK(again["unknown"] == "unknown");
}
