// The power goes while a publication is written: screens find the one before or the new one, whole.
#include <catch2/catch.hpp>

#include "content/publish/prune.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using tests::Screen;

namespace {

// Two publications of one channel, compiled once, and the keys for them.
struct Source : tests::PublishWorld {
  publish::Publication before, after;
  tests::Files key_files;

  Source() {
    for (const std::string story : {"first", "second"})
      replace("stories/" + story + "/story.yaml", "picture: {file: picture.svg, focus: [0.5, 0.4]}",
              "weight: 1");
    make_keys();
    key_files = tests::files_in(keys);
    before = compile();
    remove("stories/second");
    after = compile();
  }
};

// A computer with the keys and the repository on a disk that forgets.
struct Machine {
  fakes::MemoryFs fs;
  const Source& source;

  explicit Machine(const Source& source) : source(source) {
    for (const auto& [name, bytes] : source.key_files) {
      const base::Path path = base::Path("/keys") / name;
      REQUIRE(fs.make_directories(path.parent_path()));
      REQUIRE(base::write_whole(fs, path, bytes));
    }
    REQUIRE(fs.sync_all("/"));
    REQUIRE(publish(source.before));
  }

  base::Result<publish::PublishReport> publish(const publish::Publication& publication) {
    auto keys = publish::Keyring::open(fs, "/keys");
    if (!keys) return base::fail(keys.error());
    return publish::publish(fs, publication, *keys, "/repository", source.time);
  }

  Screen screen() { return {"/repository", source.key_files.at("1.root.json"), fs}; }
};

}  // namespace

TEST_CASE("a power cut at any moment leaves a whole publication, and the next one mends all") {
  const Source source;
  std::uint64_t operations = 0;
  {
    Machine machine(source);
    const auto start = machine.fs.operations();
    REQUIRE(machine.publish(source.after));
    operations = machine.fs.operations() - start;
  }
  CHECK(operations > 20);
  for (std::uint64_t cut = 1; cut <= operations; ++cut) {
    INFO("power cut at operation " << cut);
    Machine machine(source);
    auto screen = machine.screen();
    screen.follow(source.time);
    machine.fs.lose_power_at(cut);
    CHECK_FALSE(machine.publish(source.after));
    machine.fs.reboot(cut);
    CHECK(screen.follow(source.time).empty());
    const auto stories = screen.shown().size();
    CHECK((stories == 5 || stories == 4));
    REQUIRE(machine.publish(source.after));
    // What was interrupted has left nothing behind.
    CHECK(publish::prune(machine.fs, "/repository", {}, publish::Sweep::everything) == 0U);
    CHECK_FALSE(machine.fs.exists("/repository/.unfinished"));
    CHECK(screen.follow(source.time).empty());
    CHECK(screen.shown().size() == 4);
    auto fresh = machine.screen();
    CHECK(fresh.follow(source.time).empty());
    CHECK(fresh.shown() == screen.shown());
  }
}
