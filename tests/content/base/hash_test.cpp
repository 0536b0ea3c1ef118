#include "content/base/hash.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::base;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a stream hashes like the whole") {
  Sha256 hasher;
  hasher.update("a");
  hasher.update("bc");
  CHECK(hasher.finish() == sha256("abc"));
}

TEST_CASE("hex goes both ways and refuses what is none") {
  CHECK(Hash::from_hex(sha256("abc").hex()).value() == sha256("abc"));
  CHECK_FALSE(Hash::from_hex("ba78"));
  CHECK_FALSE(from_hex("abc"));
  CHECK_FALSE(from_hex("zz"));
  CHECK(to_hex(from_hex("00FFa0").value()) == "00ffa0");
}
