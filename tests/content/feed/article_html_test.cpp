#include "content/feed/article_html.hpp"

#include <catch2/catch.hpp>

#include "content/feed/markdown_writer.hpp"

using namespace rohnamo;

namespace {

std::string markdown(std::string_view html) {
  return feed::to_markdown(feed::clean_html(html).text);
}

std::string dropped(std::string_view html) {
  return feed::to_string(feed::clean_html(html).dropped);
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("paragraphs, headings, lists, quotes, tables and lines become Markdown") {
  CHECK(markdown("a  b<p>c<br>d</p>e") == "a b\n\nc d\n\ne\n");
  CHECK(markdown("<h1>A</h1><h2><b>B</b></h2><h5>C</h5>") == "## A\n\n## B\n\n### C\n");
  CHECK(markdown("<ul><li>a<ol><li>b</li><li>c</li></ol></li><li><p>d</p><p>e</p></li></ul>f") ==
        "- a\n    1. b\n    2. c\n- d e\n\nf\n");
  CHECK(markdown("<ul><li>a</li><ul><li>b</li></ul></ul>") == "- a\n- b\n");
  CHECK(markdown("<blockquote><p>a</p><p>b</p><ul><li>c</li></ul></blockquote>") ==
        "> a\n>\n> b\n>\n> c\n");
  CHECK(markdown("<table><tr><th>a|b</th><td>c</td></tr><tr><td>d</td></tr></table>") ==
        "| a\\|b | c |\n|---|---|\n| d |  |\n");
  CHECK(markdown("a<hr><hr>b") == "a\n\n---\n\nb\n");
}

TEST_CASE("bold, italic and links are kept where Markdown has them") {
  CHECK(markdown("a <b>b </b>c, <i>d</i>. <b><em>e</em></b>") == "a **b** c, *d*. ***e***\n");
  CHECK(markdown("un<b>believ</b>able") == "unbelievable\n");
  CHECK(markdown("<a href='https://x.example/?a=1&amp;b=2'>t</a>") ==
        "[t](<https://x.example/?a=1\\&b=2>)\n");
  CHECK(markdown("<a href='javascript:alert(1)'>t</a>") == "t\n");
  CHECK(dropped("<a href='javascript:alert(1)'>t</a>") == "1 link to no web page");
}

TEST_CASE("what means something in Markdown is escaped") {
  CHECK(markdown("Read!<a href=\"https://example.org/\">on</a>") ==
        "Read\\![on](<https://example.org/>)\n");
  CHECK(markdown("<p># a</p><p>1. b</p><p>- c *d* _e_ &amp;lt; [f] &lt;g&gt; ftp://h</p>") ==
        "\\# a\n\n1\\. b\n\n\\- c \\*d\\* \\_e\\_ \\&lt; \\[f\\] \\<g> ftp\\://h\n");
}

TEST_CASE("what a screen cannot show is left out and counted") {
  const std::string html =
      "a<script>x</script><style>y</style><iframe src='z'></iframe><form><input></form>"
      "<img src='t.gif' width='1' height='1'><img src='a.jpg' alt='A tree'><img src='b.jpg'>";
  CHECK(markdown(html) == "a\n");
  CHECK(dropped(html) == "1 form, 1 further picture, 1 iframe, 1 script, 1 style, 1 tracker");
  CHECK(feed::clean_html(html).picture.url == "a.jpg");
  CHECK(feed::clean_html(html).picture.description == "A tree");
}

TEST_CASE("a caption describes the first picture") {
  const auto cleaned = feed::clean_html(
      "<figure><img src='a.jpg'><figcaption>A <b>road</b></figcaption></figure><p>b</p>");
  CHECK(cleaned.picture.description == "A road");
  CHECK(feed::to_markdown(cleaned.text) == "b\n");
}

TEST_CASE("a table that is too wide becomes a paragraph for each row") {
  const std::string table = "<table><tr>" + repeated("<td>a</td>", 7) + "</tr><tr>" +
                            repeated("<td>b</td>", 7) + "</tr></table>";
  CHECK(markdown(table) == "a a a a a a a\n\nb b b b b b b\n");
  CHECK(dropped(table) == "1 table's form");
}

TEST_CASE("no HTML is too deep, too long or too broken") {
  CHECK(markdown("") == "");
  CHECK_NOTHROW(markdown(repeated("<div><b>", 200'000) + "x"));
  CHECK_NOTHROW(markdown(repeated("<ul><li>", 100'000) + "x"));
  CHECK_NOTHROW(markdown("<p <<>> &#0; &bogus; </p></p><td>x\xff"));
  CHECK(dropped(std::string(feed::html_limit + 1, 'a')) == "1 end of a text that is too long");
}
