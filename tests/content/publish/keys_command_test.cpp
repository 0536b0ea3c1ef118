// What a technician, several signers, an office and cron type.
#include <catch2/catch.hpp>

#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using tests::files_in;

namespace {

struct World : tests::CommandWorld {
  std::string keys = path("keys"), repo = path("repo"), office = path("office"),
              online = path("online"), incoming = path("incoming");

  void must(const std::vector<std::string>& arguments) {
    const int status = run(arguments);
    if (status != 0) FAIL(arguments[0] << ": " << out << err);
  }

  void publish() { must({"publish", channel().string(), "--keys", keys, "--out", repo}); }

  // A server that signs snapshot and timestamp, and an office that has its own key.
  void set_up_office() {
    must({"keys", "new", "--keys", keys});
    must({"office", "new", "khujand", "--keys", keys, "--out", office});
    publish();
    std::filesystem::create_directories(online);
    std::filesystem::create_directories(incoming);
    for (const auto& entry : std::filesystem::directory_iterator(keys)) {
      const auto name = entry.path().filename().string();
      if (name.starts_with("snapshot-") || name.starts_with("timestamp-") || name == "1.root.json")
        std::filesystem::copy_file(entry.path(), base::Path(online) / name);
    }
  }

  int submit() {
    return run({"submit", channel().string(), "--office", "khujand", "--keys", office, "--out",
                incoming + "/khujand"});
  }
  int accept() { return run({"accept", incoming, "--repo", repo, "--keys", online}); }

  // The only file in a folder whose name begins and ends so.
  static base::Path file(const base::Path& folder, const std::string& begin,
                         const std::string& end) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const auto name = entry.path().filename().string();
      if (name.starts_with(begin) && name.ends_with(end)) return entry.path();
    }
    FAIL("no " << begin << "…" << end << " in " << folder);
    return {};
  }
};

}  // namespace

TEST_CASE("an office submits, cron accepts, and is silent where there is nothing new") {
  World world;
  world.set_up_office();
  CHECK(world.accept() == 0);
  CHECK((world.out + world.err).empty());
  REQUIRE(world.submit() == 0);
  CHECK_THAT(world.out, Catch::Contains("It is complete: rohnamo-content accept"));
  CHECK(world.accept() == 0);
  CHECK_THAT(world.out, Catch::Contains("contact offices/khujand/office"));
  CHECK(world.err.empty());
  CHECK(world.accept() == 0);
  CHECK((world.out + world.err).empty());
  CHECK(world.run({"resign", "--repo", world.repo, "--keys", world.online}) == 0);
  CHECK((world.out + world.err).empty());
}

TEST_CASE("one bad submission among others is named, and the others are taken") {
  World world;
  world.set_up_office();
  REQUIRE(world.submit() == 0);
  base::Path bad = world.incoming;
  bad /= "bokhtar";
  std::filesystem::copy(base::Path(world.incoming) / "khujand", bad,
                        std::filesystem::copy_options::recursive);
  std::filesystem::rename(bad / "metadata/1.offices%2Fkhujand.json",
                          bad / "metadata/1.offices%2Fbokhtar.json");
  CHECK(world.accept() == 1);
  CHECK_THAT(world.err, Catch::Contains("incoming/bokhtar was refused: targets.json does not "
                                        "delegate to offices/bokhtar"));
  CHECK_THAT(world.out, Catch::Contains("incoming/khujand"));
}

TEST_CASE("a parallel run is told to come again, and changes nothing") {
  World world;
  world.set_up_office();
  REQUIRE(world.submit() == 0);
  const auto before = files_in(world.repo);
  const auto lock = base::posix_fs().lock_exclusive(GENERATE(true, false) ? world.repo + "/.lock"
                                                                          : world.online + "/lock");
  REQUIRE(lock);
  CHECK(world.accept() == 3);
  CHECK_THAT(world.err, Catch::Contains("try again"));
  CHECK(world.run({"resign", "--repo", world.repo, "--keys", world.online}) == 3);
  CHECK(files_in(world.repo) == before);
}

TEST_CASE("an office with a story is told of it at home") {
  World world;
  world.set_up_office();
  world.write("offices/khujand/stories/ours/story.yaml", "format: 1\n");
  CHECK(world.submit() == 1);
  CHECK_THAT(world.err, Catch::Contains("offices/khujand/stories/ours: error: an office publishes "
                                        "contacts and notices, not stories"));
  CHECK_FALSE(std::filesystem::exists(world.incoming + "/khujand"));
}

TEST_CASE("an office makes its own key, and gives its public half") {
  World world;
  world.must({"keys", "new", "--keys", world.keys});
  world.must({"keys", "make", "offices/khujand", "--keys", world.office});
  const auto half = World::file(world.office, "office-", ".public.json");
  world.must({"office", "new", "khujand", "--keys", world.keys, "--public", half.string()});
  CHECK_FALSE(std::filesystem::exists(world.keys + "/offices"));
  CHECK(world.run({"office", "new", "khujand", "--keys", world.keys}) == 1);
  world.publish();
  CHECK_THAT(world.out, Catch::Contains("offices/khujand publishes for itself"));
  REQUIRE(world.submit() == 0);
  CHECK(world.run({"accept", world.incoming + "/khujand", "--repo", world.repo, "--keys",
                   world.keys}) == 0);
  CHECK_THAT(world.out, Catch::Contains("appears     contact offices/khujand/office"));
}

TEST_CASE("two of three sign on machines of their own, a root and a publication") {
  World world;
  world.must({"keys", "new", "--keys", world.keys, "--signers", "3", "--threshold", "root=2",
              "--threshold", "mission=2"});
  CHECK_THAT(world.out, Catch::Contains("Move " + world.keys + "/signer-2"));
  const auto anna = world.path("anna");
  std::filesystem::rename(world.keys + "/signer-2", anna);
  world.must({"office", "new", "khujand", "--keys", world.keys});

  CHECK(world.run(
            {"publish", world.channel().string(), "--keys", world.keys, "--out", world.repo}) == 1);
  CHECK_THAT(world.err, Catch::Contains("--prepare"));
  const auto submission = world.path("submission");
  world.must({"publish", world.channel().string(), "--keys", world.keys, "--prepare", submission});
  CHECK_THAT(world.out, Catch::Contains("Others must sign mission-0, mission-1"));
  CHECK(world.run({"accept", submission, "--repo", world.repo, "--keys", world.keys}) == 1);
  CHECK_THAT(world.err, Catch::Contains("submission was refused: mission"));
  CHECK(world.run({"sign", submission, "--keys", world.path("nowhere")}) == 1);
  world.must({"sign", submission, "--keys", anna});
  CHECK_THAT(world.out, Catch::Contains("It is complete: rohnamo-content accept"));
  world.must({"accept", submission, "--repo", world.repo, "--keys", world.keys});
  CHECK_THAT(world.out, Catch::Contains("Publication 1"));

  // With the repository at hand, the second signer sees what changes.
  world.replace("stories/first/en.md", "A body.", "Another body.");
  world.must({"publish", world.channel().string(), "--keys", world.keys, "--prepare", submission,
              "--repo", world.repo});
  world.must({"sign", submission, "--keys", anna, "--repo", world.repo});
  CHECK_THAT(world.out, Catch::Contains("changed mission/stories/first/en"));
  world.must({"accept", submission, "--repo", world.repo, "--keys", world.keys});

  world.must({"keys", "rotate", "timestamp", "--keys", world.keys});
  CHECK_THAT(world.out, Catch::Contains("2.root.draft.json is not in force yet"));
  const auto draft = world.keys + "/2.root.draft.json";
  world.must({"sign", draft, "--keys", anna});
  CHECK_THAT(world.out, Catch::Contains("put it back into the folder of keys"));
  world.must({"keys", "list", "--keys", world.keys});
  CHECK(std::filesystem::exists(world.keys + "/2.root.json"));
  CHECK_THAT(world.out, Catch::Contains("is no role's key any more"));
}

TEST_CASE("rotating asks which key, where there are several") {
  World world;
  world.must({"keys", "new", "--keys", world.keys, "--signers", "mission=3"});
  std::filesystem::rename(world.keys + "/signer-2", world.path("anna"));
  const auto annas = World::file(world.path("anna"), "mission-", ".pem").stem().string().substr(8);
  const auto own = World::file(world.keys, "mission-", ".pem");
  world.must({"keys", "rotate", "mission", "--keys", world.keys, "--key", annas, "--out",
              world.path("bo")});
  CHECK_THAT(world.out, Catch::Contains("The new key of mission is"));
  World::file(world.path("bo"), "mission-", ".pem");
  world.must({"keys", "list", "--keys", world.keys});
  CHECK_THAT(world.out, !Catch::Contains(annas));
  world.must({"keys", "rotate", "mission", "--keys", world.keys});  // the one that is here
  CHECK(std::filesystem::exists(own));
  std::filesystem::remove(own);
  std::filesystem::remove(World::file(world.keys, "mission-", ".pem"));
  CHECK(world.run({"keys", "rotate", "mission", "--keys", world.keys}) == 1);
  CHECK_THAT(world.err, Catch::Contains("name the one to replace, --key ID"));
  const auto before = files_in(world.keys);
  CHECK(world.run({"keys", "rotate", "mission", "--keys", world.keys, "--key", annas}) == 1);
  CHECK(world.run({"keys", "rotate", "editor", "--keys", world.keys}) == 1);
  CHECK(world.run({"keys", "add", "mission", "--keys", world.keys, "--threshold", "mission=9"}) ==
        1);
  CHECK(world.run({"keys", "add", "mission", "--keys", world.keys, "--threshold", "root=1"}) == 1);
  CHECK(world.run({"keys", "make", "No Role", "--keys", world.keys}) == 2);
  CHECK(files_in(world.keys) == before);
}

TEST_CASE("warnings go where cron and monitoring see them") {
  World world;
  world.set_up_office();
  const std::vector<std::string> check{"keys", "check", "--keys", world.keys, "--repo", world.repo};
  CHECK(world.run(check) == 0);
  CHECK(world.out.empty());
  world.now = "2026-07-20T00:00:00Z";
  CHECK(world.run(check) == 1);
  CHECK_THAT(world.out, Catch::Contains("warning: timestamp expires in 41 days"));
  world.now = "2027-01-01T00:00:00Z";
  CHECK(world.run({"resign", "--repo", world.repo, "--keys", world.online}) == 0);
  CHECK(world.out.empty());
  CHECK_THAT(world.err, Catch::Contains("warning: mission expires in 151 days"));
  CHECK(world.run({"resign", "--repo", world.repo, "--keys", world.online, "-q"}) == 0);
  CHECK((world.out + world.err).empty());
  CHECK(world.run({"keys", "list", "--json", "--keys", world.keys, "--repo", world.repo}) == 0);
  CHECK_THAT(world.out, Catch::Contains("\"days_left\":151"));
}

TEST_CASE("removing an office and renewing the root") {
  World world;
  world.must({"keys", "new", "--keys", world.keys});
  world.must({"office", "new", "khujand", "--keys", world.keys});
  world.publish();
  CHECK(world.run({"office", "remove", "bokhtar", "--keys", world.keys}) == 1);
  world.must({"office", "remove", "khujand", "--keys", world.keys});
  CHECK(world.run(
            {"publish", world.channel().string(), "--keys", world.keys, "--out", world.repo}) == 1);
  CHECK_THAT(world.err, Catch::Contains("the office khujand has no key"));
  world.remove("offices");
  world.publish();
  CHECK_THAT(world.out, Catch::Contains("disappears  contact offices/khujand/office"));
  world.must({"keys", "renew", "--keys", world.keys});
  CHECK_THAT(world.out, Catch::Contains("2.root.json says so"));
}
