#include "sync/app/lan.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using app::Card;

namespace {

std::string key(char digit) {
  return std::string(64, digit);
}

}  // namespace

TEST_CASE("A card is read as it was written") {
  const Card card = Card::of(42, {key('a'), key('b')});
  const auto read = Card::read(card.texts());
  REQUIRE(read);
  CHECK(read->version == 42);
  CHECK(read->keys == std::vector<std::string>{std::string(16, 'a'), std::string(16, 'b')});
}

TEST_CASE("However many keys there were, a text has room") {
  const Card card = Card::of(1, std::vector<std::string>(100, key('a')));
  for (const std::string& text : card.texts()) CHECK(text.size() <= 255);
}

TEST_CASE("Machines with a root key in common are of one mission") {
  const Card old = Card::of(1, {key('a')});
  const Card rotated = Card::of(9, {key('c'), key('b'), key('a')});
  const Card fresh = Card::of(9, {key('c'), key('b')});
  const Card other = Card::of(9, {key('d')});
  CHECK(old.same_mission(rotated));
  CHECK(fresh.same_mission(rotated));
  CHECK_FALSE(fresh.same_mission(old));
  CHECK_FALSE(other.same_mission(rotated));
  CHECK_FALSE(Card().same_mission(Card()));
}

TEST_CASE("A stranger's card") {
  using Texts = std::vector<std::string>;
  CHECK_FALSE(Card::read({}));
  CHECK_FALSE(Card::read({"version=1", "keys=" + std::string(16, 'a')}));
  CHECK_FALSE(Card::read({"format=2", "version=1"}));
  CHECK_FALSE(Card::read({"format", "version=1"}));
  const Texts odd =
      GENERATE(Texts{"format=1", "version=", "keys="}, Texts{"format=1", "version=-5", "keys=,,,a"},
               Texts{"format=1", "version=99999999999999999999", "keys=abc"},
               Texts{"format=1", "version=1x", std::string("\0\xff=", 3), ""});
  const auto card = Card::read(odd);
  REQUIRE(card);
  CHECK(card->version == 0);
  CHECK(card->keys.empty());
  CHECK(Card::read({"format=1", "keys=" + std::string(17 * 1000, 'a')})->keys.size() <= 14);
  CHECK(Card::read({"format=1", "version=7", "colour=blue"})->version == 7);
}
