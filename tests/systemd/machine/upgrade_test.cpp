// The whole way of an upgrade in a world where power goes at any step, packages break, and screens
// do not come up.
#include "systemd/machine/upgrade.hpp"

#include <sstream>

#include "tests/fakes/memory_fs.hpp"
#include "tests/systemd/machine/upgrade_world.hpp"

using namespace rohnamo;
using base::Code;
using base::Result;
using fakes::RepositoryWorld;
using machine::InstalledPackage;
using machine::Moment;
using machine::UpgradeJournal;
using State = machine::UpgradeJournal::State;
using trust::SoftwarePackage;

namespace {

struct PowerCut {};

// Versions by name.
using Versions = std::map<std::string, std::string>;

std::string deb_of(const std::string& name, const std::string& version) {
  return name + " " + version + " amd64";
}

// dpkg as it is: each package is unpacked, then each configured, and each step is on the disk.
class DpkgWorld final : public machine::Packages {
 public:
  explicit DpkgWorld(fakes::MemoryFs& fs) : fs_(&fs) {}

  machine::InstalledPackages there;
  std::set<std::string> broken;  // "name version": cannot be configured
  std::string lacks;             // what check() misses
  bool busy = false;
  int installs = 0;
  std::vector<std::string> repacked;

  Result<std::unique_ptr<base::Lock>> lock() override {
    if (busy) return base::fail(Code::busy, "apt is at work");
    return std::make_unique<base::Lock>();
  }

  Result<machine::InstalledPackages> installed(const machine::Names& names) override {
    machine::InstalledPackages found;
    for (const auto& name : names)
      if (const auto one = there.find(name); one != there.end()) found.insert(*one);
    return found;
  }

  Result<void> check(const machine::Debs&) override {
    if (lacks.empty()) return {};
    return base::fail(Code::unsupported, "lacks " + lacks);
  }

  Result<void> install(const machine::Debs& debs) override {
    ++installs;
    for (const auto& deb : debs) {
      std::istringstream words(fs_->read(deb, 1000).value());
      std::string name, version, architecture;
      words >> name >> version >> architecture;
      step();
      there[name] = {version, architecture, false};
    }
    return finish();
  }

  Result<void> finish() override {
    for (auto& [name, package] : there) {
      if (package.whole) continue;
      step();
      if (broken.contains(name + " " + package.version))
        return base::fail(Code::io, name + " broke");
      package.whole = true;
    }
    return {};
  }

  Result<void> remove(const machine::Names& names) override {
    for (const auto& name : names) {
      step();
      there.erase(name);
    }
    return {};
  }

  Result<void> repack(const std::string& name, const base::Path& deb) override {
    repacked.push_back(name);
    return TRY(fs_->create(deb))->write(deb_of(name, there.at(name).version));
  }

  [[nodiscard]] Versions versions() const {
    Versions all;
    for (const auto& [name, package] : there)
      all[name] = package.version + (package.whole ? "" : " (not configured)");
    return all;
  }

 private:
  // An operation of the same disk: power may go at it.
  void step() {
    if (!fs_->create("/dpkg")) throw PowerCut();
  }
  fakes::MemoryFs* fs_;
};

const Versions old_set{{"rohnamo-kiosk", "0.1.0"}, {"rohnamo-sync", "0.1.0"}};
const Versions new_set{{"libnew", "1"}, {"rohnamo-kiosk", "0.2.0"}, {"rohnamo-sync", "0.2.0"}};

// What is published and what sync made of it; made once, since keys take their time.
struct Publication {
  RepositoryWorld server{tests::upgrade_start()};
  tests::SyncWorld sync;

  Publication() {
    publish(old_set);
    publish(new_set);
  }

  void publish(const Versions& set) {
    for (const auto& package : packages_) server.remove_package(package);
    packages_.clear();
    for (const auto& [name, version] : set)
      packages_.push_back(server.put_package(name, version, "amd64", deb_of(name, version)));
    server.publish();
    sync.follow(server);
  }

 private:
  std::vector<SoftwarePackage> packages_;
};

// A machine with the old set, which installed it by an upgrade or without one.
struct Machine {
  explicit Machine(Publication& publication) : published(&publication) {
    for (const auto& [name, version] : old_set) dpkg.there[name] = {version, "amd64"};
  }
  Machine(const Machine& other) : fs(other.fs), published(other.published), now(other.now) {
    dpkg.there = other.dpkg.there;
    dpkg.broken = other.dpkg.broken;
    services.complains = other.services.complains;
  }

  Result<UpgradeJournal> run(Moment moment) {
    auto options = tests::upgrade_options(published->server);
    options.keep_program = [this]() -> Result<void> {
      if (!program_can_be_kept) return base::fail(Code::io, "it cannot be copied");
      ++kept_programs;
      return {};
    };
    machine::Upgrade upgrade(fs, published->sync, dpkg, services, std::move(options));
    return upgrade.run(moment, now);
  }
  UpgradeJournal must(Moment moment) {
    auto journal = run(moment);
    if (!journal) FAIL(journal.error().message);
    return *journal;
  }
  // Nothing: the power went.
  std::optional<UpgradeJournal> run_until_dark(Moment moment) {
    try {
      auto journal = run(moment);
      if (journal) return *journal;
    } catch (const PowerCut&) {
    }
    return std::nullopt;
  }

  [[nodiscard]] std::set<std::string> debs() {
    std::set<std::string> kept;
    for (const auto& path : fs.files())
      if (path.ends_with(".deb")) kept.insert(*fs.read(path, 1000));
    return kept;
  }

  fakes::MemoryFs fs;
  DpkgWorld dpkg{fs};
  tests::ServicesWorld services;
  Publication* published;
  base::Time now = tests::upgrade_start();
  bool program_can_be_kept = true;
  int kept_programs = 0;
};

std::optional<std::string> never_well(const std::string&) {
  return "the screen is not running";
}

// The same after the power went while its screen was watched: before it was judged.
Machine on_probation(Machine& machine) {
  machine.services.complains = never_well;
  const auto before = machine.fs.operations();
  Machine again(machine);
  REQUIRE(again.must(Moment::timer).state == State::rolled_back);
  const auto all = again.fs.operations() - before;
  for (std::uint64_t cut = 1; cut <= all; ++cut) {
    Machine dark(machine);
    dark.fs.lose_power_at(cut);
    static_cast<void>(dark.run_until_dark(Moment::timer));
    dark.fs.reboot();
    const auto journal = machine::parse_upgrade_journal(
        dark.fs.read("/machine/upgrade.json", 1 << 20).value_or("{}"));
    if (journal && journal->state == State::probation) return dark;
  }
  throw std::runtime_error("it was never on probation");
}

}  // namespace

TEST_CASE("a set that is published is installed, proves itself, and is kept to go back to") {
  Publication publication;
  Machine machine(publication);
  const auto journal = machine.must(Moment::timer);
  CHECK(journal.state == State::done);
  CHECK(machine.dpkg.versions() == new_set);
  CHECK(machine.services.restarts == 1);
  CHECK(machine.services.waited >= std::chrono::seconds(60));
  CHECK(machine.dpkg.repacked == std::vector<std::string>{"rohnamo-kiosk", "rohnamo-sync"});
  CHECK(machine.debs() == std::set<std::string>{deb_of("libnew", "1"),
                                                deb_of("rohnamo-kiosk", "0.2.0"),
                                                deb_of("rohnamo-sync", "0.2.0")});
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.installs == 1);
  CHECK(machine.services.restarts == 1);
}

TEST_CASE("what is there already is kept, and not installed") {
  Publication publication;
  publication.publish(old_set);
  Machine machine(publication);
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.installs == 0);
  CHECK(machine.services.restarts == 0);
  publication.publish(new_set);
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.repacked.empty());
}

TEST_CASE("a kept package that the disk spoiled is packed anew") {
  Publication publication;
  publication.publish(old_set);
  Machine machine(publication);
  REQUIRE(machine.must(Moment::timer).state == State::done);
  const std::string spoiled = deb_of("rohnamo-sync", "0.1.0");
  const base::Path place = "/machine/debs/" + base::sha256(spoiled).hex() + ".deb";
  REQUIRE(machine.fs.create(place).value()->write(std::string(spoiled.size(), 'x')));
  publication.publish(new_set);
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.repacked == std::vector<std::string>{"rohnamo-sync"});
}

TEST_CASE("a screen that does not come up gets the packages back that were there") {
  Publication publication;
  Machine machine(publication);
  machine.services.complains = [](const std::string& version) -> std::optional<std::string> {
    if (version == "0.2.0") return "the screen is not running";
    return std::nullopt;
  };
  const auto journal = machine.must(Moment::timer);
  CHECK(journal.state == State::rolled_back);
  CHECK(journal.because == "the screen is not running");
  CHECK(machine.dpkg.versions() == old_set);
  CHECK(machine.services.restarts == 2);
  CHECK(machine.services.waited >= std::chrono::minutes(10));

  const int installs = machine.dpkg.installs;
  CHECK(machine.must(Moment::timer).state == State::rolled_back);
  CHECK(machine.must(Moment::person).state == State::rolled_back);
  CHECK(machine.dpkg.installs == installs);

  publication.publish({{"rohnamo-kiosk", "0.2.1"}, {"rohnamo-sync", "0.2.1"}});
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.there.at("rohnamo-kiosk").version == "0.2.1");
}

TEST_CASE("a screen that comes up and goes down again is not well") {
  Publication publication;
  Machine machine(publication);
  int asked = 0;
  machine.services.complains = [&](const std::string&) -> std::optional<std::string> {
    return ++asked % 10 == 0 ? std::optional<std::string>("it went down") : std::nullopt;
  };
  CHECK(machine.must(Moment::timer).state == State::rolled_back);
  CHECK(machine.dpkg.versions() == old_set);
}

TEST_CASE("packages that break half-way are taken back") {
  Publication publication;
  Machine machine(publication);
  machine.dpkg.broken.insert("rohnamo-sync 0.2.0");
  const auto journal = machine.must(Moment::timer);
  CHECK(journal.state == State::rolled_back);
  CHECK(journal.because == "rohnamo-sync broke");
  CHECK(machine.dpkg.versions() == old_set);
}

TEST_CASE("while the way back fails too, it is gone on with") {
  Publication publication;
  Machine machine(publication);
  machine.dpkg.broken = {"rohnamo-sync 0.2.0", "rohnamo-sync 0.1.0"};
  CHECK_FALSE(machine.run(Moment::timer));
  machine.dpkg.broken = {"rohnamo-sync 0.2.0"};
  CHECK(machine.must(Moment::boot).state == State::rolled_back);
  CHECK(machine.dpkg.versions() == old_set);
}

TEST_CASE("where the new program cannot even run, the one from before goes back") {
  Publication publication;
  Machine machine(publication);
  CHECK(machine.must(Moment::rescue).state == State::idle);
  auto watched = on_probation(machine);
  const auto journal = watched.must(Moment::rescue);
  CHECK(journal.state == State::rolled_back);
  CHECK(journal.because == "rohnamo-machine itself does not work");
  CHECK(watched.dpkg.versions() == old_set);
  CHECK(watched.services.restarts == 1);
  CHECK(watched.kept_programs == 0);  // the one from before stays what it is
}

TEST_CASE("nothing begins whose program could not be kept") {
  Publication publication;
  Machine machine(publication);
  machine.program_can_be_kept = false;
  CHECK_FALSE(machine.run(Moment::person));
  CHECK(machine.dpkg.versions() == old_set);
  machine.program_can_be_kept = true;
  CHECK(machine.must(Moment::person).state == State::done);
  CHECK(machine.kept_programs == 1);
}

TEST_CASE("a machine that starts again and again on probation goes back before its screen starts") {
  Publication publication;
  Machine machine(publication);
  auto watched = on_probation(machine);
  for (int start = 1; start <= 3; ++start) {
    CHECK(watched.must(Moment::boot).state == State::probation);
    CHECK(watched.dpkg.versions() == new_set);
  }
  CHECK(watched.must(Moment::boot).state == State::rolled_back);
  CHECK(watched.dpkg.versions() == old_set);
  CHECK(watched.services.restarts == 0);
}

TEST_CASE("an upgrade begins when nobody is disturbed") {
  Publication publication;
  Machine machine(publication);
  auto options = tests::upgrade_options(publication.server);
  bool quiet = false;
  options.quiet = [&](base::Time) { return quiet; };
  const auto run = [&](Moment moment, base::Time now) {
    machine::Upgrade upgrade(machine.fs, publication.sync, machine.dpkg, machine.services, options);
    return upgrade.run(moment, now).value().state;
  };
  SECTION("by the clock: in the quiet hours") {
    CHECK(run(Moment::timer, tests::upgrade_start()) == State::idle);
    CHECK(run(Moment::boot, tests::upgrade_start()) == State::idle);
    quiet = true;
    CHECK(run(Moment::timer, tests::upgrade_start()) == State::done);
  }
  SECTION("where no clock can be believed: when the machine starts") {
    quiet = true;
    const base::Time dead_battery{};
    CHECK(run(Moment::timer, dead_battery) == State::idle);
    CHECK(run(Moment::boot, dead_battery) == State::probation);
    CHECK(machine.services.restarts == 0);
    CHECK(run(Moment::timer, dead_battery) == State::done);
  }
  SECTION("when a person says so") {
    CHECK(run(Moment::person, tests::upgrade_start()) == State::done);
  }
}

TEST_CASE("what cannot be installed here is refused before anything changes") {
  Publication publication;
  Machine machine(publication);
  Code code = Code::unsupported;
  SECTION("dependencies lack") {
    machine.dpkg.lacks = "libsdl3";
  }
  SECTION("apt is at work") {
    machine.dpkg.busy = true;
    code = Code::busy;
  }
  SECTION("the disk is full") {
    machine.fs.set_capacity(100);
    code = Code::no_space;
  }
  const auto journal = machine.run(Moment::timer);
  REQUIRE_FALSE(journal);
  CHECK(journal.error().code == code);
  CHECK(machine.dpkg.versions() == old_set);
  CHECK(machine.dpkg.installs == 0);
}

TEST_CASE("a .deb that sync exchanged is not even looked at by dpkg") {
  Publication publication;
  Machine machine(publication);
  const std::string wanted = deb_of("rohnamo-kiosk", "0.2.0");
  auto& bytes = publication.sync.files.at(tests::SyncWorld::place(base::sha256(wanted)));
  Code code = Code::untrusted;
  SECTION("for another of its length") {
    bytes = deb_of("rohnamo-kiosk", "6.6.6");
  }
  SECTION("for a shorter one") {
    bytes = "short";
  }
  SECTION("for a longer one") {
    bytes += std::string(1000, 'x');
    code = Code::too_large;
  }
  const auto journal = machine.run(Moment::timer);
  REQUIRE_FALSE(journal);
  CHECK(journal.error().code == code);
  CHECK(machine.dpkg.versions() == old_set);
  CHECK(machine.dpkg.installs == 0);
}

TEST_CASE("sync is still fetching: nothing happens yet") {
  Publication publication;
  Machine machine(publication);
  publication.sync.files.erase(
      tests::SyncWorld::place(base::sha256(deb_of("rohnamo-kiosk", "0.2.0"))));
  const auto journal = machine.run(Moment::timer);
  REQUIRE_FALSE(journal);
  CHECK(journal.error().code == Code::not_found);
  CHECK(machine.dpkg.versions() == old_set);
}

TEST_CASE("a set for another architecture is none") {
  Publication publication;
  Machine machine(publication);
  auto options = tests::upgrade_options(publication.server);
  options.architecture = "arm64";
  machine::Upgrade upgrade(machine.fs, publication.sync, machine.dpkg, machine.services, options);
  CHECK(upgrade.run(Moment::timer, tests::upgrade_start()).value().state == State::idle);
  CHECK(machine.dpkg.installs == 0);
}

TEST_CASE("a .deb that root's own disk spoiled is taken again") {
  Publication publication;
  Machine machine(publication);
  machine.dpkg.lacks = "something";
  REQUIRE_FALSE(machine.run(Moment::timer));
  machine.dpkg.lacks.clear();
  for (const auto& path : machine.fs.files())
    if (path.ends_with(".deb")) machine.fs.spoil(path);
  CHECK(machine.must(Moment::timer).state == State::done);
  CHECK(machine.dpkg.versions() == new_set);
}

TEST_CASE("power may go at any step: afterwards the new set is there, or the old one, whole") {
  Publication publication;
  Machine machine(publication);
  const bool works = GENERATE(true, false);
  const bool kept = GENERATE(true, false);  // what was there: by an upgrade, or packed anew
  if (kept) {
    publication.publish(old_set);
    REQUIRE(machine.must(Moment::timer).state == State::done);
    publication.publish(new_set);
  }
  if (!works) machine.services.complains = never_well;
  const Versions& wanted = works ? new_set : old_set;
  const std::optional<std::uint64_t> seed =
      GENERATE(std::optional<std::uint64_t>(), std::optional<std::uint64_t>(7));
  bool dark = true;
  for (std::uint64_t cut = 1; dark; ++cut) {
    INFO("power goes at operation " << cut);
    REQUIRE(cut < 10'000);
    Machine one(machine);
    one.fs.lose_power_at(cut);
    dark = !one.run_until_dark(Moment::timer);
    one.fs.reboot(seed);
    const auto started = one.must(Moment::boot);
    const Versions there = one.dpkg.versions();
    CHECK((there == old_set || there == new_set));
    CHECK(started.state != State::applying);
    CHECK(started.state != State::rolling_back);
    const auto ended = one.must(Moment::timer);
    CHECK(ended.state == (works ? State::done : State::rolled_back));
    CHECK(one.dpkg.versions() == wanted);
  }
}

TEST_CASE("power may go again while the machine goes on after a power cut") {
  Publication publication;
  Machine machine(publication);
  bool dark = true;
  for (std::uint64_t cut = 1; dark; cut += 3) {
    Machine one(machine);
    one.fs.lose_power_at(cut);
    dark = !one.run_until_dark(Moment::timer);
    one.fs.reboot();
    bool dark_again = true;
    for (std::uint64_t second = 1; dark_again; ++second) {
      INFO("power goes at operation " << cut << ", and then at " << second);
      REQUIRE(cut + second < 10'000);
      Machine two(one);
      two.fs.lose_power_at(second);
      dark_again = !two.run_until_dark(Moment::boot);
      two.fs.reboot();
      two.must(Moment::boot);
      CHECK(two.must(Moment::timer).state == State::done);
      CHECK(two.dpkg.versions() == new_set);
    }
  }
}

TEST_CASE("a journal is read as it was written; another's is refused in words") {
  UpgradeJournal journal;
  journal.state = State::rolling_back;
  journal.since = tests::upgrade_start();
  journal.set = "one";
  const SoftwarePackage a{"a", "1", "all", base::sha256("a"), 1};
  journal.changes = {{a, {}}, {a, a}};
  journal.edition = true;
  journal.starts = 2;
  journal.because = "of \"this\"";
  journal.refused = "two";
  journal.kept = {a};
  const auto read = machine::parse_upgrade_journal(machine::serialize(journal));
  REQUIRE(read);
  CHECK(machine::serialize(*read) == machine::serialize(journal));
  CHECK_FALSE(machine::parse_upgrade_journal(R"({"format": 2})"));
  CHECK_FALSE(machine::parse_upgrade_journal("torn"));
  CHECK_THAT(machine::describe(journal),
             Catch::Contains("a (not installed) -> 1") && Catch::Contains("rolling-back"));
}
