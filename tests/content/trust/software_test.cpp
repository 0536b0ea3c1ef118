#include "content/trust/software.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using base::Code;
using trust::SoftwarePackage;

namespace {

const SoftwarePackage kiosk{"rohnamo-kiosk", "1:0.2.0-1", "amd64", base::sha256("a deb"), 5};

trust::Targets signing(const std::vector<SoftwarePackage>& packages) {
  trust::Targets role;
  for (const auto& package : packages)
    role.targets.insert_or_assign(package.target(), trust::describe(package));
  return role;
}

trust::Delegation delegation() {
  trust::Delegation delegation;
  delegation.name = "software";
  delegation.paths = {"software/*"};
  return delegation;
}

template <class T>
Code code_of(const base::Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

SoftwarePackage with(std::string SoftwarePackage::*field, const std::string& text) {
  SoftwarePackage package = kiosk;
  package.*field = text;
  return package;
}

}  // namespace

TEST_CASE("a package is what its target says, under the name that Debian gives its file") {
  CHECK(kiosk.target() == "software/rohnamo-kiosk_0.2.0-1_amd64.deb");
  CHECK(trust::read_software(kiosk.target(), trust::describe(kiosk)) == kiosk);
}

TEST_CASE("what would be another word of a command is no package") {
  const auto [field, text] = GENERATE(table<std::string SoftwarePackage::*, std::string>(
      {{&SoftwarePackage::package, "--force-all"},
       {&SoftwarePackage::package, ""},
       {&SoftwarePackage::package, "a/../b"},
       {&SoftwarePackage::package, "A"},
       {&SoftwarePackage::version, "-1"},
       {&SoftwarePackage::version, "1 2"},
       {&SoftwarePackage::version, "1\n2"},
       {&SoftwarePackage::architecture, "amd64;"},
       {&SoftwarePackage::package, std::string(129, 'a')}}));
  const auto package = with(field, text);
  CHECK(code_of(trust::check_names(package)) == Code::invalid_input);
  CHECK_FALSE(trust::read_software(package.target(), trust::describe(package)));
}

TEST_CASE("a target that calls itself otherwise, has no hash or is too long is refused") {
  auto target = trust::describe(kiosk);
  std::string path = kiosk.target();
  Code code = Code::invalid_input;
  SECTION("another path") {
    path = "software/rohnamo-sync_0.2.0-1_amd64.deb";
  }
  SECTION("no hash") {
    target.hashes.clear();
  }
  SECTION("no package") {
    target.custom = {{"kind", "text"}};
  }
  SECTION("too long") {
    target.length = trust::package_limit + 1;
    code = Code::too_large;
  }
  CHECK(code_of(trust::read_software(path, target)) == code);
}

TEST_CASE("a machine's set is what is for its architecture, and for all") {
  const auto arm = with(&SoftwarePackage::architecture, "arm64");
  const SoftwarePackage fonts{"fonts-noto", "1", "all", base::sha256("fonts"), 5};
  const auto role = signing({kiosk, arm, fonts});
  CHECK(trust::software_for(delegation(), role, "amd64") == trust::SoftwareSet{fonts, kiosk});
  CHECK(trust::software_for(delegation(), role, "arm64") == trust::SoftwareSet{fonts, arm});
  CHECK(trust::software_for(delegation(), role, "riscv64") == trust::SoftwareSet{fonts});
}

TEST_CASE("a set that nobody could mean is refused as a whole") {
  SECTION("one package twice") {
    const auto other = with(&SoftwarePackage::version, "0.3.0");
    const auto set = trust::software_for(delegation(), signing({kiosk, other}), "amd64");
    CHECK(code_of(set) == Code::invalid_input);
  }
  SECTION("a target elsewhere") {
    trust::Targets role = signing({kiosk});
    role.targets["mission/catalog"] = trust::describe(kiosk);
    CHECK(code_of(trust::software_for(delegation(), role, "amd64")) == Code::untrusted);
  }
  SECTION("too many") {
    std::vector<SoftwarePackage> many;
    for (std::size_t i = 0; i <= trust::packages_limit; ++i)
      many.push_back(with(&SoftwarePackage::package, "p" + std::to_string(i)));
    CHECK(code_of(trust::software_for(delegation(), signing(many), "amd64")) == Code::too_large);
  }
}

TEST_CASE("a set's name is of all that it says") {
  const std::string id = trust::set_id({kiosk});
  CHECK(trust::set_id({kiosk}) == id);
  CHECK(trust::set_id({with(&SoftwarePackage::version, "0.2.1")}) != id);
  auto other = kiosk;
  other.hash = base::sha256("another deb");
  CHECK(trust::set_id({other}) != id);
  CHECK(trust::set_id({}) != id);
}
