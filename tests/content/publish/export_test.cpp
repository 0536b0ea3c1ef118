// A publication onto a stick, and screens that take it from there.
#include "content/publish/export.hpp"

#include <catch2/catch.hpp>

#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using base::Code;
using tests::files_in;

namespace {

struct World : tests::PublishWorld {
  base::Path stick = root() / "stick";

  World() {
    make_keys();
    publish();
    std::filesystem::create_directories(stick);
  }
  base::Result<publish::ExportReport> try_export() {
    return publish::export_publication(tests::disk(), repository, stick, nullptr);
  }
  publish::ExportReport export_it() {
    auto report = try_export();
    if (!report) FAIL(report.error().message);
    return *report;
  }
  [[nodiscard]] tests::Screen stick_screen() const { return {stick / "rohnamo", first_root()}; }
};

Code code_of(const base::Result<publish::ExportReport>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("a stick has the publication, without what only a web server needs") {
  World world;
  const auto report = world.export_it();
  const auto there = files_in(world.repository);
  auto here = files_in(world.stick / "rohnamo");
  CHECK(report.files == here.size());
  CHECK(report.copied == here.size());
  CHECK(report.version == 1);
  for (const auto& [path, bytes] : here) CHECK(there.at(path) == bytes);
  for (const auto& [path, bytes] : there) CHECK(here.contains(path) == !path.ends_with(".gz"));
  auto screen = world.stick_screen();
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == [&] {
    auto server = world.screen();
    server.follow(world.time);
    return server.shown();
  }());
}

TEST_CASE("a second export copies what changed and removes what went") {
  World world;
  world.export_it();
  CHECK(world.export_it().copied == 0);
  REQUIRE(tests::disk().remove(world.stick / "rohnamo/metadata/timestamp.json"));
  CHECK(world.export_it().copied == 1);

  world.replace("stories/first/en.md", "A body.", "Another body.");
  world.publish();
  const auto before = files_in(world.stick / "rohnamo");
  const auto report = world.export_it();
  CHECK(report.copied < report.files);
  const auto after = files_in(world.stick / "rohnamo");
  CHECK(report.removed > 0);
  CHECK(after.size() == report.files);
  CHECK_FALSE(after.contains("metadata/1.snapshot.json"));
  CHECK(after.contains("metadata/1.root.json"));
  CHECK(world.stick_screen().follow(world.time).empty());
}

TEST_CASE("what the stick has spoiled is copied again, what is not ours stays") {
  World world;
  world.export_it();
  auto files = files_in(world.stick / "rohnamo");
  const auto target = std::find_if(files.begin(), files.end(), [](const auto& file) {
    return file.first.starts_with("targets/");
  });
  std::string spoiled = target->second;
  spoiled[0] = static_cast<char>(spoiled[0] + 1);
  REQUIRE(base::write_whole(tests::disk(), world.stick / "rohnamo" / target->first, spoiled));
  REQUIRE(base::write_whole(tests::disk(), world.stick / "letter.txt", "mine"));
  REQUIRE(base::write_whole(tests::disk(), world.stick / "rohnamo/targets/._x", "a Mac's"));
  CHECK(world.export_it().copied == 1);
  CHECK(tests::disk().exists(world.stick / "letter.txt"));
  CHECK(tests::disk().exists(world.stick / "rohnamo/targets/._x"));
  CHECK(world.stick_screen().follow(world.time).empty());
}

TEST_CASE("an export that cannot be good is none") {
  World world;
  SECTION("no publication") {
    world.repository = world.root() / "stick";
    CHECK(code_of(world.try_export()) == Code::not_found);
  }
  SECTION("no stick") {
    world.stick = world.root() / "none";
    CHECK(code_of(world.try_export()) == Code::not_found);
    CHECK_FALSE(std::filesystem::exists(world.stick));
    return;
  }
  SECTION("a role is damaged") {
    std::filesystem::resize_file(world.repository / "metadata/1.mission.json", 100);
    CHECK(code_of(world.try_export()) == Code::not_found);
  }
  SECTION("it is being written") {
    const auto lock = tests::disk().lock_exclusive(world.repository / ".lock");
    REQUIRE(lock);
    CHECK(code_of(world.try_export()) == Code::busy);
  }
  SECTION("a target is damaged") {
    const auto files = files_in(world.repository / "targets");
    std::filesystem::resize_file(world.repository / "targets" / files.begin()->first, 1);
    CHECK(code_of(world.try_export()) == Code::corrupt);
    CHECK_FALSE(tests::disk().exists(world.stick / "rohnamo/metadata/timestamp.json"));
    return;
  }
  CHECK(files_in(world.stick).empty());
}

namespace {

// Two publications, and a stick on a file system that forgets.
struct Pulled {
  tests::Files before, after;
  std::string root;
  base::Time time;

  Pulled() {
    tests::PublishWorld world;
    for (const std::string story : {"first", "second"})
      world.replace("stories/" + story + "/story.yaml",
                    "picture: {file: picture.svg, focus: [0.5, 0.4]}", "weight: 1");
    world.make_keys();
    world.publish();
    before = files_in(world.repository);
    world.remove("stories/second");
    world.publish();
    after = files_in(world.repository);
    root = world.first_root();
    time = world.time;
  }

  struct Machine {
    fakes::MemoryFs fs;
    void put(const tests::Files& files, const base::Path& folder) {
      for (const auto& [name, bytes] : files) {
        REQUIRE(fs.make_directories((folder / name).parent_path()));
        REQUIRE(base::write_whole(fs, folder / name, bytes));
      }
      REQUIRE(fs.make_directories("/stick"));
      REQUIRE(fs.sync_all("/"));
    }
    base::Result<publish::ExportReport> write(const base::Path& repository) {
      return publish::export_publication(fs, repository, "/stick", nullptr);
    }
  };
};

}  // namespace

TEST_CASE("a stick that is pulled while it is written is the old one, the new one, or refused") {
  const Pulled source;
  std::uint64_t operations = 0;
  for (std::uint64_t cut = 0; cut <= operations; ++cut) {
    INFO("pulled at operation " << cut);
    Pulled::Machine machine;
    machine.put(source.before, "/before");
    machine.put(source.after, "/after");
    REQUIRE(machine.write("/before"));
    const std::uint64_t start = machine.fs.operations();
    if (cut == 0) {
      REQUIRE(machine.write("/after"));
      operations = machine.fs.operations() - start;
      REQUIRE(operations > 20);
      continue;
    }
    machine.fs.lose_power_at(cut);
    CHECK_FALSE(machine.write("/after"));
    machine.fs.reboot(cut);
    tests::Screen screen("/stick/rohnamo", source.root, machine.fs);
    const auto taken = screen.update(source.time);
    if (taken) {
      const std::size_t shown = screen.shown().size();
      CHECK((shown == 5 || shown == 4));
    }
    REQUIRE(machine.write("/after"));
    CHECK(screen.follow(source.time).empty());
    CHECK(screen.shown().size() == 4);
  }
}

TEST_CASE("a stick that is too small is said to be, before anything is written") {
  const Pulled source;
  Pulled::Machine machine;
  machine.put(source.after, "/after");
  machine.fs.set_capacity(600'000);
  const auto before = machine.fs.files();
  CHECK(code_of(machine.write("/after")) == Code::no_space);
  CHECK(machine.fs.files() == before);
}

TEST_CASE("export as a command") {
  tests::CommandWorld world;
  REQUIRE(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  world.remove("offices");
  REQUIRE(world.run({"publish", world.channel().string(), "--keys", world.path("keys"), "--out",
                     world.path("site")}) == 0);
  std::filesystem::create_directories(world.path("stick"));
  const auto export_it = [&](const std::string& now) {
    world.now = now;
    return world.run({"export", world.path("site"), "--out", world.path("stick")});
  };
  CHECK(export_it("2026-06-01T00:00:00Z") == 0);
  CHECK_THAT(world.out, Catch::Contains("may be taken out"));
  CHECK(world.err.empty());
  CHECK(export_it("2027-06-01T00:00:00Z") == 0);
  CHECK_THAT(world.err, Catch::Contains("has expired"));
  CHECK(world.run({"export", world.path("stick/rohnamo"), "--out", world.path("stick")}) == 2);
  CHECK(world.run({"export", world.path("keys"), "--out", world.path("stick")}) == 1);
  CHECK_THAT(world.err, Catch::Contains("is no publication"));
}
