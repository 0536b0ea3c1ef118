#include "content/publish/body_blocks.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using publish::split_body;

namespace {

std::vector<std::string> texts(std::string_view body) {
  std::vector<std::string> all;
  for (const auto& block : split_body(body).blocks) all.push_back(block.text);
  return all;
}

using Texts = std::vector<std::string>;

const std::string everything =
    "\nOne\ntwo.  \nthree\n\n## What *changed*\nAt once.\n\n- one,\n  which goes on\n- two\n"
    "  1. deep\n2. after\n\n---\n\n> **Box**\n>\n> In it\n> it goes on.\n> - an item\n\n"
    "| A | B |\n|---|---|\n| [c](https://c.example/) | d |\n\nTitle\n---\nIn 2018\n1986. was\n"
    "lazy\n> quote\nlazy\n\n***\n \n";

}  // namespace

TEST_CASE("a body comes apart into what a translator reads") {
  CHECK(texts(everything) == Texts{"One\ntwo.  \nthree", "What *changed*", "At once.",
                                   "one,\nwhich goes on", "two", "deep", "after", "**Box**",
                                   "In it\nit goes on.", "an item", "| A | B |",
                                   "| [c](https://c.example/) | d |",
                                   "Title\n---\nIn 2018\n1986. was\nlazy", "quote\nlazy"});
  CHECK(texts("").empty());
  CHECK(texts("\n\n---\n").empty());
  CHECK(texts("-\n").size() == 1);
}

TEST_CASE("a body is put together again byte for byte") {
  for (std::size_t end = 0; end <= everything.size(); ++end) {
    const auto body = everything.substr(0, end);
    CHECK(split_body(body).written() == body);
  }
}

TEST_CASE("other words in the same place keep the marks around them") {
  auto body = split_body("> **Box**\n>\n> In it\n> it goes on.\n\n- one\n\n## Head\n");
  REQUIRE(body.blocks.size() == 4);
  body.blocks[1].text = "در آن";
  body.blocks[2].text = "یک\nدو";
  body.blocks[3].text = "سر";
  CHECK(body.written() == "> **Box**\n>\n> در آن\n\n- یک\n  دو\n\n## سر\n");
}

TEST_CASE("two bodies have the same shape whatever they say") {
  const auto body = split_body("Para\n\n- one\n- two\n\n> quote\n");
  CHECK(body.same_shape(split_body("متن\nمتن\n\n\n* یک\n* دو\n\n> نقل")));
  CHECK_FALSE(body.same_shape(split_body("Para\n\n- one\n\n> quote\n")));
  CHECK_FALSE(body.same_shape(split_body("## Para\n\n- one\n- two\n\n> quote\n")));
  CHECK_FALSE(split_body("a\n\nb\n").same_shape(split_body("a\n\n---\n\nb\n")));
}

TEST_CASE("a translation that would be more than one paragraph is known") {
  const auto body = split_body("Para\n\n## Head\n\n| A |\n|---|\n");
  CHECK(stays_one_block(body, 0, "One\ntwo"));
  CHECK_FALSE(stays_one_block(body, 0, "One\n\ntwo"));
  CHECK_FALSE(stays_one_block(body, 0, "- One"));
  CHECK_FALSE(stays_one_block(body, 0, "# One"));
  CHECK_FALSE(stays_one_block(body, 0, "---"));
  CHECK_FALSE(stays_one_block(body, 1, "One\ntwo"));
  CHECK(stays_one_block(body, 2, "| آ |"));
  CHECK_FALSE(stays_one_block(body, 2, "آ"));
}
