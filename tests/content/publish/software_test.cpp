// The program's own packages, signed by who may, published beside what the screens show.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "content/publish/accept.hpp"
#include "content/publish/child.hpp"
#include "content/publish/role_file.hpp"
#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;
using Catch::Contains;
using publish::Submission;

namespace {

namespace stdfs = std::filesystem;

struct World : tests::CommandWorld {
  std::string keys = path("keys"), repo = path("repo"), submission = path("submission");

  World() {
    must({"keys", "new", "--keys", keys});
    must({"office", "new", "khujand", "--keys", keys});
    must({"software", "new", "--keys", keys});
    publish();
  }

  void must(const std::vector<std::string>& arguments) {
    const int status = run(arguments);
    if (status != 0) FAIL(arguments[0] << ": " << out << err);
  }

  void publish() { must({"publish", channel().string(), "--keys", keys, "--out", repo}); }

  int publish_software(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"software", "publish"});
    arguments.insert(arguments.end(), {"--keys", keys, "--out", repo});
    return run(arguments);
  }

  [[nodiscard]] std::string make_deb(const std::string& name, const std::string& version,
                                     const std::string& architecture = "amd64") const {
    const base::Path tree = root() / (name + version + architecture);
    stdfs::create_directories(tree / "DEBIAN");
    std::ofstream(tree / "DEBIAN/control")
        << "Package: " << name << "\nVersion: " << version << "\nArchitecture: " << architecture
        << "\nMaintainer: Nobody <nobody@example.org>\nDescription: a test\n";
    const std::string deb = path(name + "_" + version + "_" + architecture + ".deb");
    auto built = publish::Child::run(
        {"dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.string(), deb},
        {root() / "built", root() / "complaint"});
    if (!built || built->wait() != 0) FAIL("dpkg-deb");
    return deb;
  }

  [[nodiscard]] std::optional<publish::RoleFile> role(const std::string& name,
                                                      std::int64_t version) const {
    const auto bytes =
        base::posix_fs().read(base::Path(repo) / trust::metadata_path(name, version), 1 << 20);
    if (!bytes) return std::nullopt;
    return *publish::parse_role_file(name, *bytes);
  }

  // What a kiosk takes, of this version of the role: "rohnamo-kiosk 0.2.0".
  [[nodiscard]] std::vector<std::string> packages(std::int64_t version,
                                                  const std::string& architecture) const {
    trust::Delegation delegation;
    delegation.paths = {"software/*"};
    std::vector<std::string> names;
    const auto set =
        trust::software_for(delegation, role("software", version).value().targets(), architecture);
    for (const auto& package : set.value()) {
      names.push_back(package.package + " " + package.version);
      CHECK(base::posix_fs().size(base::Path(repo) /
                                  trust::target_path(package.target(), package.hash.hex())) ==
            package.length);
    }
    return names;
  }

  // Signed with the key of another role, or of its own.
  base::Result<publish::PublishReport> accept(const std::string& name, const trust::Targets& said,
                                              const std::string& signer) {
    auto keyring = publish::Keyring::open(base::posix_fs(), keys).value();
    const trust::PrivateKey* key = nullptr;
    for (const auto& held : keyring.keys())
      if (held.file.filename().string().starts_with(signer + "-")) key = &held.key;
    REQUIRE(key != nullptr);
    Submission forged;
    forged.roles.push_back(*publish::parse_role_file(name, *trust::sign(said, {key})));
    auto repository = publish::Repository::open(base::posix_fs(), repo, keyring,
                                                publish::Repository::For::writing)
                          .value();
    return publish::accept(base::posix_fs(), repository, forged, keyring,
                           base::from_rfc3339(now).value());
  }
};

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("packages are published beside what the screens show, and stay with its next version") {
  World world;
  REQUIRE(world.publish_software({world.make_deb("rohnamo-kiosk", "0.2.0"),
                                  world.make_deb("rohnamo-kiosk", "0.2.0", "arm64"),
                                  world.make_deb("fonts", "1:7", "all")}) == 0);
  CHECK_THAT(world.out, Contains("software/rohnamo-kiosk_0.2.0_amd64.deb") &&
                            Contains("nothing changes on the screens"));
  CHECK(world.packages(1, "amd64") == Strings{"fonts 1:7", "rohnamo-kiosk 0.2.0"});
  CHECK(world.packages(1, "arm64") == Strings{"fonts 1:7", "rohnamo-kiosk 0.2.0"});
  const auto before = world.role("software", 1)->bytes();

  world.publish();
  CHECK(world.role("software", 1)->bytes() == before);
  CHECK_FALSE(world.role("software", 2));
  for (const auto& entry : stdfs::directory_iterator(world.keys))
    if (entry.path().filename().string().starts_with("software-")) stdfs::remove(entry.path());
  world.publish();
  CHECK(world.packages(1, "amd64").size() == 2);
}

TEST_CASE("what is named is the whole set; versions rise unless one says otherwise") {
  World world;
  const auto kiosk = world.make_deb("rohnamo-kiosk", "0.10.0"), old = world.make_deb("old", "1");
  REQUIRE(world.publish_software({kiosk, old}) == 0);
  REQUIRE(world.publish_software({world.make_deb("rohnamo-kiosk", "0.10.1")}) == 0);
  CHECK(world.packages(2, "amd64") == Strings{"rohnamo-kiosk 0.10.1"});
  const auto lower = world.make_deb("rohnamo-kiosk", "0.9.0");
  CHECK(world.publish_software({lower}) == 1);
  CHECK_THAT(world.err, Contains("rohnamo-kiosk 0.9.0 (amd64) is lower than 0.10.1") &&
                            Contains("--downgrade"));
  CHECK_FALSE(world.role("software", 3));
  CHECK(world.publish_software({lower, "--downgrade"}) == 0);
  CHECK(world.packages(3, "amd64") == Strings{"rohnamo-kiosk 0.9.0"});
}

TEST_CASE("what is no package, or one too many, is refused by name") {
  World world;
  const auto deb = world.make_deb("a", "1");
  SECTION("no .deb") {
    std::ofstream(world.path("text.deb")) << "text";
    CHECK(world.publish_software({world.path("text.deb")}) == 1);
    CHECK_THAT(world.err, Contains("text.deb is no Debian package"));
  }
  SECTION("no file") {
    CHECK(world.publish_software({world.path("none.deb")}) == 1);
    CHECK_THAT(world.err, Contains("none.deb"));
  }
  SECTION("twice") {
    CHECK(world.publish_software({deb, world.make_deb("a", "2")}) == 1);
    CHECK_THAT(world.err, Contains("a is there twice for the architecture amd64"));
  }
  SECTION("nothing at all") {
    CHECK(world.publish_software({}) == 2);
    CHECK_THAT(world.err, Contains("`software publish` needs a .deb"));
  }
  CHECK_FALSE(world.role("software", 1));
}

TEST_CASE("software has a key of its own, made once") {
  World world;
  CHECK(world.run({"software", "new", "--keys", world.keys}) == 1);
  CHECK_THAT(world.err, Contains("keys rotate software"));
  const auto deb = world.make_deb("a", "1");
  REQUIRE(world.publish_software({deb}) == 0);
  world.must({"keys", "rotate", "software", "--keys", world.keys});
  world.publish();
  CHECK(world.packages(2, "amd64") == Strings{"a 1"});
  world.must({"keys", "list", "--keys", world.keys, "--repo", world.repo});
  CHECK_THAT(world.out, Contains("software: 1 of 1 signs, good until 2027-06-01"));
  world.now = "2027-05-01T00:00:00Z";
  CHECK(world.run({"keys", "check", "--keys", world.keys, "--repo", world.repo}) == 1);
  CHECK_THAT(world.out, Contains("software expires in 31 days") &&
                            Contains("rohnamo-content software publish"));
}

TEST_CASE("nobody else signs software, and who signs it says nothing else") {
  World world;
  const std::string bytes = "bytes";
  const trust::SoftwarePackage package{"a", "1", "amd64", base::sha256(bytes), bytes.size()};
  trust::Targets said;
  said.expires = base::from_rfc3339("2027-01-01T00:00:00Z").value();
  said.targets[package.target()] = trust::describe(package);
  SECTION("the editor's key does not") {
    const auto accepted = world.accept("software", said, "mission");
    REQUIRE_FALSE(accepted);
    CHECK(accepted.error().code == base::Code::untrusted);
  }
  SECTION("nor the mission's role") {
    said.version = 2;
    const auto accepted = world.accept("mission", said, "mission");
    REQUIRE_FALSE(accepted);
    CHECK_THAT(accepted.error().message, Contains("mission names software/a_1_amd64.deb"));
  }
  SECTION("software names no story") {
    said.targets.clear();
    said.targets["mission/catalog"] = trust::describe(package);
    const auto accepted = world.accept("software", said, "software");
    REQUIRE_FALSE(accepted);
    CHECK_THAT(accepted.error().message, Contains("does not lie under software/"));
  }
  SECTION("nor another package than its path says") {
    said.targets["software/b_1_amd64.deb"] = trust::describe(package);
    const auto accepted = world.accept("software", said, "software");
    REQUIRE_FALSE(accepted);
    CHECK_THAT(accepted.error().message, Contains("calls itself software/a_1_amd64.deb"));
  }
  CHECK_FALSE(world.role("software", 1));
}

TEST_CASE("who keeps the key elsewhere prepares, and the server accepts") {
  World world;
  const auto deb = world.make_deb("a", "1");
  const std::string theirs = world.path("theirs");
  stdfs::create_directories(theirs);
  stdfs::permissions(theirs, stdfs::perms::owner_all);
  for (const auto& entry : stdfs::directory_iterator(world.keys)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("software-")) stdfs::rename(entry.path(), base::Path(theirs) / name);
    if (name == "1.root.json") stdfs::copy_file(entry.path(), base::Path(theirs) / name);
  }
  world.must({"software", "publish", deb, "--keys", theirs, "--prepare", world.submission, "--repo",
              world.repo});
  CHECK_THAT(world.out, Contains("It is complete"));
  world.must({"accept", world.submission, "--repo", world.repo, "--keys", world.keys});
  CHECK(world.packages(1, "amd64") == Strings{"a 1"});
  CHECK(world.publish_software({deb}) == 1);
  CHECK_THAT(world.err, Contains("software needs 1 of these keys"));
}

TEST_CASE("before the mission has said so, nobody publishes software") {
  tests::CommandWorld world;
  const auto keys = world.path("keys"), repo = world.path("repo");
  REQUIRE(world.run({"keys", "new", "--keys", keys}) == 0);
  REQUIRE(world.run({"office", "new", "khujand", "--keys", keys}) == 0);
  REQUIRE(world.run({"publish", world.channel().string(), "--keys", keys, "--out", repo}) == 0);
  REQUIRE(world.run({"software", "new", "--keys", keys}) == 0);
  World other;
  CHECK(world.run(
            {"software", "publish", other.make_deb("a", "1"), "--keys", keys, "--out", repo}) == 1);
  CHECK_THAT(world.err, Contains("until the mission has published again after `software new`"));
}

TEST_CASE("to take back what the screens show takes back no software") {
  World world;
  REQUIRE(world.publish_software({world.make_deb("a", "1")}) == 0);
  REQUIRE(world.publish_software({world.make_deb("a", "2")}) == 0);
  CHECK(world.run({"publish", world.channel().string(), "--keys", world.keys, "--out", world.repo,
                   "--undo"}) == 1);
  CHECK_THAT(world.err, Contains("there is nothing to go back to"));
  CHECK(world.packages(2, "amd64") == Strings{"a 2"});
}
