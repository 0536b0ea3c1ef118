#include "content/base/pin_hash.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::base {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

std::string fault(std::string_view text) {
  const auto hash = PinHash::parse(text);
  return hash ? std::string() : hash.error().message;
}

// As Python's hashlib.scrypt makes it of 2580.
constexpr const char* made_elsewhere =
    "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B+cktuSzXb8vEyC7ocuWpwQol2cG397FNi4";

TEST_CASE("scrypt gives what RFC 7914, 12, says") {
  CHECK(hex(scrypt("", "", 16, 1, 1, 64)) ==
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  CHECK(hex(scrypt("password", "NaCl", 1024, 8, 16, 64)) ==
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  CHECK(hex(scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1, 64)) ==
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST_CASE("a hash that others made matches its PIN and no other") {
  const PinHash hash = PinHash::parse(made_elsewhere).value();
  CHECK(hash.matches("2580"));
  CHECK_FALSE(hash.matches("2581"));
  CHECK_FALSE(hash.matches("258"));
  CHECK_FALSE(hash.matches(""));
  CHECK(hash.text() == made_elsewhere);
}

TEST_CASE("a hash goes through its text, and no two are alike") {
  const PinHash hash = PinHash::make("004711").value();
  CHECK_THAT(hash.text(), Catch::StartsWith("$scrypt$ln=14,r=8,p=1$"));
  const PinHash read = PinHash::parse(hash.text()).value();
  CHECK(read.matches("004711"));
  CHECK_FALSE(read.matches("4711"));
  CHECK(PinHash::make("004711").value().text() != hash.text());
}

TEST_CASE("a PIN is 4 to 12 digits") {
  CHECK(is_pin("0000"));
  CHECK(is_pin("123456789012"));
  for (const char* wrong : {"", "123", "1234567890123", "12a4", "12 4", "١٢٣٤"}) {
    INFO(wrong);
    CHECK_FALSE(PinHash::make(wrong).has_value());
  }
}

TEST_CASE("what is no hash says what is wrong and what to do") {
  struct Row {
    const char* text;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {"2580", "the PIN itself must not stand here"},
      {"$2b$12$abc", "no hash that begins with $scrypt$"},
      {"$scrypt$ln=14,r=8$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B", "parameters"},
      {"$scrypt$ln=4,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B", "parameters"},
      {"$scrypt$ln=14x,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B", "parameters"},
      {"$scrypt$ln=14,r=8,p=1,q=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B", "parameters"},
      {"$scrypt$ln=18,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B", "more than 64 MB"},
      {"$scrypt$ln=14,r=8,p=1$MDEy!zQ1Njc4OWFiY2RlZg$NR8FMcI8B", "salt"},
      {"$scrypt$ln=14,r=8,p=1$MDEyMw$NR8FMcI8B", "salt"},
      {"$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8", "key"},
      {"$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg", "key"},
      {"$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
       "NR8FMcI8B+cktuSzXb8vEyC7ocuWpwQol2cG397FNi4$x",
       "key"},
  }));
  INFO(row.text);
  CHECK_THAT(fault(row.text), Catch::Contains(row.fault) && Catch::Contains("--hash-pin"));
}

}  // namespace
}  // namespace rohnamo::base
