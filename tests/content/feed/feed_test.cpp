// Whole feeds, in the shapes that programs write: tests/content/feed/feeds.
#include "content/feed/feed.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "content/feed/dates.hpp"
#include "tests/source_dir.hpp"

using namespace rohnamo;
using feed::Unpublished;

namespace {

feed::Feed read(const std::string& name, Unpublished unpublished = Unpublished::skip) {
  std::ostringstream text;
  text << std::ifstream(tests::source_dir() / "tests/content/feed/feeds" / name).rdbuf();
  auto feed = feed::read_feed(text.str(), unpublished);
  REQUIRE(feed);
  return *feed;
}

std::string refusal(const std::string& bytes) {
  const auto feed = feed::read_feed(bytes, Unpublished::skip);
  REQUIRE_FALSE(feed);
  return feed.error().message;
}

}  // namespace

TEST_CASE("RSS 2.0 is read with its pictures, dates and languages") {
  const auto feed = read("rss2.xml");
  CHECK(feed.language == "ru-RU");
  REQUIRE(feed.items.size() == 2);
  CHECK(feed.items[0].title == "Центр открыт — снова");
  CHECK(feed.items[0].summary == "Центр снова открыт. Приходите с понедельника […]");
  CHECK_THAT(feed.items[0].html, Catch::StartsWith("<p>Центр снова открыт.<br/>"));
  CHECK(feed.items[0].date == "2024-05-07");
  CHECK(feed.items[0].picture == "https://news.example/open.jpg");
  CHECK(feed.items[0].categories == std::vector<std::string>{"Работа"});
  CHECK(feed.items[1].id == "papers-7");
  CHECK(feed.items[1].link == "");
  CHECK(feed.items[1].language == "en");
  CHECK(feed.items[1].date == "2024-04-02");
  CHECK(feed.items[1].picture == "papers.png");
}

TEST_CASE("RSS 1.0 is read") {
  const auto feed = read("rss1.xml");
  CHECK(feed.language == "en");
  REQUIRE(feed.items.size() == 1);
  CHECK(feed.items[0].id == "https://old.example/1");
  CHECK(feed.items[0].html == "Text of <b>one</b>.");
  CHECK(feed.items[0].date == "2001-07-09");
  CHECK(feed.items[0].categories == std::vector<std::string>{"Work"});
}

TEST_CASE("Atom is read, be its text plain, HTML or XHTML") {
  const auto feed = read("atom.xml");
  CHECK(feed.language == "en");
  REQUIRE(feed.items.size() == 3);
  CHECK(feed.items[0].title == "Bread & salt");
  CHECK(feed.items[0].link == "https://atom.example/1");
  CHECK(feed.items[0].picture == "https://atom.example/1.jpg");
  CHECK(feed.items[0].date == "2023-12-31");
  CHECK(feed.items[0].html == "<p>Long <em>text</em>.</p>");
  CHECK(feed.items[1].language == "fa");
  CHECK_THAT(feed.items[1].html, Catch::Contains("<p>نخست</p>"));
  CHECK(feed.items[2].title == "2 < 3");
  CHECK(feed.items[2].html == "Less &lt;b> than");
}

TEST_CASE("Atom 0.3, as old blogs have it, is read") {
  const auto feed = feed::read_feed(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#">
    <entry><title mode="escaped" type="text/html">Bread &amp;amp; salt</title>
      <link rel="alternate" type="text/html" href="https://old.example/1"/>
      <issued>2004-03-05T10:00:00Z</issued><modified>2005-01-01T10:00:00Z</modified>
      <content type="application/xhtml+xml" mode="xml"><div><p>One</p></div></content></entry>
    <entry><title>Two</title><id>tag:old.example,2004:2</id><modified>2004-06-07</modified>
      <content type="text/html" mode="escaped">&lt;p>Two&lt;/p></content></entry></feed>)",
                                    Unpublished::skip);
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 2);
  CHECK(feed->items[0].title == "Bread & salt");
  CHECK(feed->items[0].link == "https://old.example/1");
  CHECK(feed->items[0].date == "2004-03-05");
  CHECK_THAT(feed->items[0].html, Catch::Contains("<p>One</p>"));
  CHECK(feed->items[1].date == "2004-06-07");
  CHECK(feed->items[1].html == "<p>Two</p>");
}

TEST_CASE("WordPress's export gives its published posts and pages") {
  const auto feed = read("wordpress.xml");
  REQUIRE(feed.items.size() == 2);
  CHECK(to_string(feed.skipped) == "1 draft post, 1 item that is neither post nor page");
  CHECK(feed.items[0].date == "2024-06-04");  // local, as its editor sees it
  CHECK(feed.items[0].slug == "an-orchard-and-a-loan");
  CHECK(feed.items[0].picture == "https://centre.example/wp-content/uploads/orchard.jpg");
  CHECK(feed.items[0].picture_description == "Rows of young apricot trees");
  CHECK(feed.items[0].categories == std::vector<std::string>{"Work", "Apricots"});
  CHECK(feed.items[0].language == "en");
  CHECK(feed.items[0].group == "pll_665d7c1a2b3c4");
  CHECK(feed.items[1].language == "fa");
  CHECK(feed.items[1].group == feed.items[0].group);
  CHECK(feed.items[1].slug == "بازگشت");
  CHECK(to_string(feed.items[1].dropped) == "2 shortcodes");
  CHECK_THAT(feed.items[1].html, Catch::Contains("\n<p>پاراگراف دوم [نقل]."));
  CHECK(read("wordpress.xml", Unpublished::take).items.size() == 3);
}

TEST_CASE("WordPress's export tells of translations as WPML notes them") {
  const auto feed = read("wordpress-wpml.xml");
  REQUIRE(feed.items.size() == 3);
  CHECK(feed.items[0].language == "tg");
  CHECK(feed.items[0].translated);
  CHECK(feed.items[1].language == "en");
  CHECK_FALSE(feed.items[1].translated);
  CHECK(feed.items[0].group == "https://centre.example#31");  // not the 31 of another site
  CHECK(feed.items[1].group == feed.items[0].group);
  CHECK(feed.items[2].language == "en");
  CHECK(feed.items[2].group != feed.items[1].group);
}

TEST_CASE("Drupal's articles are read with the pictures and terms that are included") {
  const auto feed = read("drupal.json");
  REQUIRE(feed.items.size() == 3);
  CHECK(to_string(feed.skipped) == "1 draft article, 1 hidden item, 1 item that is no article");
  CHECK(feed.next ==
        "https://centre.example/en/jsonapi/node/article?page%5Boffset%5D=50&page%5Blimit%5D=50");
  const auto& bread = feed.items[0];
  CHECK(bread.id == "586ef1d9-0001-41f9-b54b-7ebcdc9d154f#en");
  CHECK(bread.title == "Bread & salt: 2 < 3");
  CHECK(bread.link == "https://centre.example/en/news/bread-and-salt");
  CHECK(bread.slug == "bread-and-salt");
  CHECK(bread.date == "2024-06-08");
  CHECK(bread.language == "en");
  CHECK(bread.group == "586ef1d9-0001-41f9-b54b-7ebcdc9d154f");
  CHECK_FALSE(bread.translated);
  CHECK(feed.items[1].translated);
  CHECK(bread.summary == "How a bakery began.");
  CHECK_THAT(bread.html, Catch::StartsWith("<h2>Bread</h2>"));
  CHECK(bread.picture == "https://centre.example/sites/default/files/2024-06/loaf.jpg");
  CHECK(bread.picture_description == "A warm loaf");
  CHECK(bread.categories == std::vector<std::string>{"Work", "Bread"});
}

TEST_CASE("Drupal's articles are read whatever fields a site has") {
  const auto feed = read("drupal.json", Unpublished::take);
  REQUIRE(feed.items.size() == 4);
  CHECK_THAT(feed.items[1].html, Catch::StartsWith("<p>پاراگراف</p>"));
  CHECK(feed.items[1].link == "https://centre.example/fa/node/6");
  CHECK(feed.items[1].picture == "https://centre.example/sites/default/files/door.jpg");
  CHECK(feed.items[1].picture_description == "A door");
  CHECK(feed.items[2].language == "");
  CHECK(feed.items[2].date == "2024-01-02");
  CHECK(feed.items[2].html == "<p>One.</p>");
  CHECK(feed.items[2].picture == "https://files.example/hall.webp");
  CHECK(feed.items[2].picture_description == "The hall");
  CHECK(to_string(feed.items[2].dropped) == "1 further picture");
  CHECK(feed.items[3].title == "A draft");
  CHECK(to_string(feed.items[3].dropped) == "1 absent picture");
}

TEST_CASE("JSON that is not Drupal's list of articles is refused in words") {
  CHECK(refusal(R"({"errors": [{"title": "Forbidden", "detail": "Not\u001b for you."}]})") ==
        "the site answered \"Forbidden: Not for you.\" instead of articles");
  CHECK_THAT(refusal(R"({"version": "https://jsonfeed.org/version/1", "items": []})"),
             Catch::Contains("as Drupal gives it at /jsonapi/node/article"));
  CHECK_THAT(refusal("[]"), Catch::Contains("as Drupal gives it"));
  CHECK_THAT(refusal("{\n\"data\": [\n{\"type\": \"node"), Catch::StartsWith("not JSON: line 3: "));
  CHECK_THAT(refusal("{\n\n'data': []}"), Catch::StartsWith("not JSON: line 3: "));
  CHECK_THAT(refusal("{\"data\": []}\n}"), Catch::StartsWith("not JSON: line 2: "));
  CHECK_THAT(refusal(std::string(100, '[')), Catch::StartsWith("not JSON: line 1: "));
}

TEST_CASE("what is no feed is refused in words") {
  CHECK_THAT(refusal("<!DOCTYPE html><html><head><title>x</title><body><p>y<br></body></html>"),
             Catch::Contains("this is a web page, not a feed"));
  CHECK_THAT(refusal("<rss version='2.0'>\n<channel>\n<item><title>x</ti"),
             Catch::StartsWith("line 3: "));
  CHECK_THAT(refusal("\x1f\x8b\x08 packed"), Catch::Contains("unpack it first"));
  CHECK_THAT(refusal("PK\x03\x04 packed"), Catch::Contains("ZIP archive"));
  CHECK_THAT(refusal("<opml/>"), Catch::StartsWith("its root is <opml>"));
  CHECK_THAT(refusal(""), Catch::Contains("no feed"));
  CHECK_THAT(refusal(std::string(feed::feed_limit + 1, ' ')), Catch::Contains("64 MB"));
}

TEST_CASE("entities that a file defines are not expanded") {
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const auto before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
  }
  laughs +=
      "<!ENTITY file SYSTEM \"/etc/passwd\">]><rss><channel><item><title>&a29;&file;</title>"
      "</item></channel></rss>";
  const auto feed = feed::read_feed(laughs, Unpublished::skip);
  REQUIRE(feed);
  CHECK(feed->items.at(0).title == "&a29;&file;");
}

TEST_CASE("a feed of 50 MB is read") {
  std::string large = "<rss><channel>";
  const std::string text(50'000, 'a');
  for (int i = 0; i < 1'000; ++i)
    large += "<item><guid>" + std::to_string(i) + "</guid><description>" + text +
             "</description></item>";
  const auto feed = feed::read_feed(large + "</channel></rss>", Unpublished::skip);
  REQUIRE(feed);
  CHECK(feed->items.size() == 1'000);
}

TEST_CASE("dates are days as they are written") {
  CHECK(feed::day_of("Mon, 10 Jan 2011 23:17:54 -0500") == "2011-01-10");
  CHECK(feed::day_of("1 september 2020 00:00 GMT") == "2020-09-01");
  CHECK(feed::day_of("2024-02-29T10:00:00Z") == "2024-02-29");
  CHECK(feed::day_of("2024-02-29") == "2024-02-29");
  for (const char* bad : {"", "yesterday", "2023-02-29", "10 Xyz 2020", "2024-1-1"})
    CHECK(feed::day_of(bad) == "");
}
