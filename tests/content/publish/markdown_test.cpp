#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "content/publish/markdown.hpp"

using namespace rohnamo;
using model::Block;
using publish::Faults;

namespace {

std::string show(const model::Spans& spans) {
  std::string text;
  for (const auto& span : spans) {
    const std::string marks = std::string(span.bold ? "B" : "") + (span.italic ? "I" : "") +
                              (span.link.empty() ? "" : "<" + span.link + ">");
    text += marks.empty() ? span.text : fmt::format("[{}:{}]", marks, span.text);
  }
  return text;
}

// One line a block: what the document says, for people.
std::string show(const std::vector<Block>& blocks, const std::string& indent = "") {
  std::string text;
  for (const auto& block : blocks) {
    text += indent;
    switch (block.type) {
      case Block::Type::paragraph:
        text += "p " + show(block.spans);
        break;
      case Block::Type::heading:
        text += fmt::format("h{} {}", block.level, show(block.spans));
        break;
      case Block::Type::item:
        text += fmt::format("i{}#{} {}", block.level, block.number, show(block.spans));
        break;
      case Block::Type::quote:
        text += "q " + show(block.spans);
        break;
      case Block::Type::box:
        text += "box\n" + show(block.blocks, indent + "  ");
        continue;
      case Block::Type::rule:
        text += "rule";
        break;
      case Block::Type::table:
        text += "table";
        for (const auto& row : block.rows) {
          text += " |";
          for (const auto& cell : row) text += show(cell) + "|";
        }
        break;
    }
    text += "\n";
  }
  return text;
}

std::string compiled(const std::string& markdown) {
  Faults faults;
  const auto body = publish::read_markdown({"a.md", markdown}, 0, faults);
  for (const auto& fault : faults.sorted()) UNSCOPED_INFO(to_string(fault));
  CHECK(faults.errors() == 0);
  return show(body.document.blocks);
}

std::string fault_of(const std::string& markdown) {
  Faults faults;
  publish::read_markdown({"a.md", markdown}, 0, faults);
  REQUIRE(faults.errors() == 1);
  const auto fault = faults.sorted().front();
  return fmt::format("{}:{} {}", fault.place.line, fault.place.column, fault.what);
}

}  // namespace

TEST_CASE("lists within lists go no deeper than a screen can show") {
  std::string text;
  for (std::size_t depth = 0; depth < 20; ++depth) text += std::string(2 * depth, ' ') + "- a\n";
  Faults faults;
  const auto body = publish::read_markdown({"en.md", text}, 0, faults);
  REQUIRE(body.document.blocks.size() == 20);
  CHECK(body.document.blocks.at(15).level == 16);
  CHECK(body.document.blocks.at(19).level == 16);
  CHECK(model::parse_document(model::serialize(body.document)).value() == body.document);
}

TEST_CASE("Markdown becomes blocks of spans") {
  struct Row {
    const char* markdown;
    const char* document;
  };
  const Row row = GENERATE(values<Row>({
      {"One\ntwo\n\nThree", "p One two\np Three\n"},
      {"hard  \nbreak", "p hard\nbreak\n"},
      {"## Two\n### Three", "h2 Two\nh3 Three\n"},
      {"a **b** *c* ***d***", "p a [B:b] [I:c] [BI:d]\n"},
      {"- a\n- b\n  - c\n- d", "i1#0 a\ni1#0 b\ni2#0 c\ni1#0 d\n"},
      {"3. a\n4. b\n   1. c", "i1#3 a\ni1#4 b\ni2#1 c\n"},
      {"- a\n\n  more\n\n- b", "i1#0 a\nmore\ni1#0 b\n"},
      {"> quote\n> on\n>\n> again", "q quote on\nq again\n"},
      {"> **Title**\n> text\n>\n> - item", "box\n  p [B:Title]\n  p text\n  i1#0 item\n"},
      {"> **Title**\n>\n> text", "box\n  p [B:Title]\n  p text\n"},
      {"> **Not** a title", "q [B:Not] a title\n"},
      {"[web](https://a.example/x) and https://b.example",
       "p [<https://a.example/x>:web] and [<https://b.example>:https://b.example]\n"},
      {"[x](story:other)", "p [<story:other>:x]\n"},
      {"|a|b|\n|---|---|\n|1|**2**|", "table |a|b| |1|[B:2]|\n"},
      {"a\n\n---\n\nb", "p a\nrule\np b\n"},
      {"a&nbsp;b &amp; &#8212; \\*", "p a\u00a0b & — *\n"},
      {"中文\n中文", "p 中文中文\n"},
      {"متن **پررنگ**", "p متن [B:پررنگ]\n"},
      {"    indented", "p indented\n"},
  }));
  CHECK(compiled(row.markdown) == row.document);
}

TEST_CASE("what the screen cannot show is a fault at its line") {
  struct Row {
    const char* markdown;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {"a\n\n# Title", "3:3 a heading of level 1"},
      {"a\n\n#### Deep", "3:6 a heading of level 4"},
      {"a\n\nb <b>c</b>", "3:3 HTML, which the screen cannot show"},
      {"a\n\n<div>x</div>", "3:1 HTML, which the screen cannot show"},
      {"a\n![alt](x.png)", "2:8 a picture in the text, which the screen cannot show"},
      {"a\n\n```\ncode\n```", "4:1 a block of code, which the screen cannot show"},
      {"так `c`", "1:6 `code`, which the screen cannot show"},
      {"a ~~b~~", "1:5 text struck through, which the screen cannot show"},
      {"[x](page.html)", "1:5 a link to `page.html`"},
      {"[x](javascript:alert(1))", "1:5 a link to `javascript:alert(1)`"},
      {"a &bogus; b", "1:3 `&bogus;` is no character that is known here"},
      {"- > quote", "1:5 a quote stands in a list or in another quote"},
      {"|a|b|\n|1|2|", "2:1 this looks like a table, but is none"},
      {"> ## Heading", "1:6 a heading stands in a list or a quote"},
      {"> text\n>\n> - item", "3:5 a quote holds a list"},
      {"- a\n  - b\n\n  after", "4:3 an item goes on after the list within it"},
  }));
  CAPTURE(row.markdown);
  if (std::string(row.fault).find("HTML, which") != std::string::npos) {
    Faults faults;  // an opening and a closing tag are two faults
    publish::read_markdown({"a.md", row.markdown}, 0, faults);
    REQUIRE(faults.errors() > 0);
    const auto fault = faults.sorted().front();
    CHECK(fmt::format("{}:{} {}", fault.place.line, fault.place.column, fault.what) == row.fault);
  } else {
    CHECK(fault_of(row.markdown) == row.fault);
  }
}

TEST_CASE("a bar that is escaped begins no table") {
  CHECK(compiled("\\|a|b|") == "p |a|b|\n");
}

TEST_CASE("characters to read are counted, and links to stories found") {
  Faults faults;
  const auto body = publish::read_markdown({"a.md", "Салом\n\n- [x](story:a-b)\n"}, 0, faults);
  CHECK(body.characters == 6);
  REQUIRE(body.story_links.size() == 1);
  CHECK(body.story_links[0].story == "a-b");
  CHECK(body.story_links[0].place == publish::Place{"a.md", 3, 7});
}
