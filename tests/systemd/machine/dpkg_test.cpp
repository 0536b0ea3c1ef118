// dpkg itself, killed where it hurts: an upgrade goes on to a set that is whole.
#include "systemd/machine/dpkg.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/systemd/machine/upgrade_world.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using base::Code;
using base::Result;
using machine::InstalledPackage;
using machine::Moment;
using State = machine::UpgradeJournal::State;

namespace {

namespace stdfs = std::filesystem;

struct PowerCut {};

constexpr int files_each = 6;

const std::string architecture(trust::own_architecture());

void write(const base::Path& path, const std::string& text) {
  stdfs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string read(const base::Path& path) {
  return base::posix_fs().read(path, 1'000'000).value_or("");
}

// A system of its own below a folder, with small packages whose scripts kill dpkg on demand.
class System {
 public:
  System() {
    write(root() / "var/lib/dpkg/status", "");
    stdfs::create_directories(root() / "var/lib/dpkg/info");
    stdfs::create_directories(root() / "var/lib/dpkg/updates");
  }

  [[nodiscard]] base::Path root() const { return folder_.path() / "root"; }

  machine::Dpkg dpkg() const {
    // Nothing but dpkg itself dies: the disk need not be waited for.
    return {root(),
            architecture,
            {"--force-not-root", "--force-script-chrootless", "--force-unsafe-io"}};
  }

  // What is in `more` goes into the control file.
  base::Path make_deb(const std::string& name, const std::string& version,
                      const std::string& more = "", bool broken = false) const {
    const base::Path tree = folder_.path() / (name + version);
    for (int i = 0; i < files_each; ++i)
      write(tree / "usr/share" / name / std::to_string(i), name + " " + version + "\n");
    write(tree / "DEBIAN/control",
          "Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture +
              "\nMaintainer: Nobody <nobody@example.org>\n" + more + "Description: a test\n");
    for (const std::string script : {"preinst", "postinst", "prerm", "postrm"}) {
      const bool breaks = broken && script == "postinst";
      write(tree / "DEBIAN" / script,
            "#!/bin/sh\n"
            "if [ \"$(cat \"$DPKG_ROOT/die\" 2> /dev/null)\" = \"" +
                name + " " + script +
                " $1\" ]; then\n  rm \"$DPKG_ROOT/die\"\n  kill -9 $PPID\nfi\n" +
                (breaks ? "exit 1\n" : "exit 0\n"));
      stdfs::permissions(tree / "DEBIAN" / script, stdfs::perms::owner_all |
                                                       stdfs::perms::group_read |
                                                       stdfs::perms::group_exec);
      stdfs::permissions(tree / "DEBIAN" / script, stdfs::perms(0755));
    }
    const base::Path deb = folder_.path() / (name + "_" + version + ".deb");
    const auto built = machine::run_well(
        {"dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.string(), deb.string()});
    if (!built) FAIL(built.error().message);
    return deb;
  }

  // dpkg dies when this script is called so: "a postinst configure".
  void kill_at(const std::string& moment) const { write(root() / "die", moment); }
  [[nodiscard]] bool was_killed() const { return !stdfs::exists(root() / "die"); }

  // Whether all files of a package are of this version.
  [[nodiscard]] bool has_files(const std::string& name, const std::string& version) const {
    const base::Path place = root() / "usr/share" / name;
    int right = 0;
    if (stdfs::exists(place))
      for (const auto& entry : stdfs::directory_iterator(place))
        right += read(entry.path()) == name + " " + version + "\n" ? 1 : -100;
    return right == files_each;
  }

 private:
  tests::TemporaryFolder folder_;
};

// When dpkg is killed so is whoever called it: the power has gone.
class Mortal final : public machine::Packages {
 public:
  explicit Mortal(machine::Dpkg dpkg) : dpkg_(std::move(dpkg)) {}
  bool dies_after_install = false;

  Result<std::unique_ptr<base::Lock>> lock() override { return dpkg_.lock(); }
  Result<machine::InstalledPackages> installed(const machine::Names& names) override {
    return dpkg_.installed(names);
  }
  Result<void> check(const machine::Debs& debs) override { return dpkg_.check(debs); }
  Result<void> install(const machine::Debs& debs) override {
    auto installed = die_with(dpkg_.install(debs));
    if (dies_after_install) throw PowerCut();
    return installed;
  }
  Result<void> finish() override { return die_with(dpkg_.finish()); }
  Result<void> remove(const machine::Names& names) override {
    return die_with(dpkg_.remove(names));
  }
  Result<void> repack(const std::string& name, const base::Path& deb) override {
    return dpkg_.repack(name, deb);
  }

 private:
  static Result<void> die_with(Result<void> result) {
    if (!result && result.error().message.find("ended with 137") != std::string::npos)
      throw PowerCut();
    return result;
  }
  machine::Dpkg dpkg_;
};

std::string bytes_of(const base::Path& deb) {
  return read(deb);
}

// a and b of version 1, installed and known to the upgrade; version 2, and c, published.
struct World {
  System system;
  fakes::RepositoryWorld server{tests::upgrade_start()};
  tests::SyncWorld sync;
  tests::ServicesWorld services;
  machine::UpgradeOptions options = tests::upgrade_options(server);

  explicit World(bool broken) {
    options.folder = system.root() / "machine";
    options.architecture = architecture;
    const base::Path a = system.make_deb("a", "1"), b = system.make_deb("b", "1");
    auto dpkg = system.dpkg();
    const auto installed = dpkg.install({a, b});
    if (!installed) FAIL(installed.error().message);
    publish("1", {{"a", a}, {"b", b}});
    REQUIRE(run(Moment::timer)->state == State::done);
    for (const char* name : {"a", "b"}) server.remove_package(packages_.at(name));
    publish("2", {{"a", system.make_deb("a", "2", "Depends: c\n")},
                  {"b", system.make_deb("b", "2", "", broken)},
                  {"c", system.make_deb("c", "2")}});
  }

  void publish(const std::string& version, const std::map<std::string, base::Path>& debs) {
    for (const auto& [name, deb] : debs)
      packages_[name] = server.put_package(name, version, architecture, bytes_of(deb));
    server.publish();
    sync.follow(server);
  }

  // Nothing: the power went.
  std::optional<machine::UpgradeJournal> run(Moment moment, bool dies_after_install = false) {
    Mortal dpkg(system.dpkg());
    dpkg.dies_after_install = dies_after_install;
    machine::Upgrade upgrade(base::posix_fs(), sync, dpkg, services, options);
    try {
      auto journal = upgrade.run(moment, tests::upgrade_start());
      if (!journal) FAIL(journal.error().message);
      return *journal;
    } catch (const PowerCut&) {
      return std::nullopt;
    }
  }

  [[nodiscard]] machine::InstalledPackages there() const {
    return system.dpkg().installed({"a", "b", "c"}).value();
  }

  [[nodiscard]] bool is_old() const {
    return there() ==
               machine::InstalledPackages{{"a", {"1", architecture}}, {"b", {"1", architecture}}} &&
           system.has_files("a", "1") && system.has_files("b", "1") && !system.has_files("c", "2");
  }
  [[nodiscard]] bool is_new() const {
    return there() == machine::InstalledPackages{{"a", {"2", architecture}},
                                                 {"b", {"2", architecture}},
                                                 {"c", {"2", architecture}}} &&
           system.has_files("a", "2") && system.has_files("b", "2") && system.has_files("c", "2");
  }

 private:
  std::map<std::string, trust::SoftwarePackage> packages_;
};

}  // namespace

TEST_CASE("dpkg is killed at five moments, and the next start of the machine goes on", "[dpkg]") {
  World world(false);
  REQUIRE(world.is_old());
  const std::string moment = GENERATE("a prerm upgrade",       // before it is unpacked
                                      "a postrm upgrade",      // while it is unpacked
                                      "b preinst upgrade",     // a is unpacked, b is not
                                      "a postinst configure",  // while it is configured
                                      "");                     // after
  INFO("killed at: " << moment);
  if (!moment.empty()) world.system.kill_at(moment);
  CHECK_FALSE(world.run(Moment::timer, moment.empty()));
  CHECK(world.system.was_killed());
  CHECK(world.is_new() == moment.empty());
  CHECK(world.run(Moment::boot)->state == State::probation);
  CHECK(world.is_new());
  CHECK(world.run(Moment::timer)->state == State::done);
  CHECK(world.is_new());
}

TEST_CASE("a set that breaks and is killed on its way back ends as it was before", "[dpkg]") {
  World world(true);
  const std::string moment = GENERATE("", "a postrm upgrade", "b preinst upgrade",
                                      "a postinst configure", "c prerm remove");
  INFO("killed at: " << moment);
  bool dark = false;
  if (moment.starts_with("c")) {
    world.system.kill_at(moment);
    dark = !world.run(Moment::timer);
    CHECK(dark);
  } else if (!moment.empty()) {
    world.system.kill_at(moment);
    dark = !world.run(Moment::timer);
    CHECK(dark);
  }
  const auto journal = world.run(dark ? Moment::boot : Moment::timer);
  REQUIRE(journal);
  CHECK(journal->state == State::rolled_back);
  CHECK_THAT(journal->because, Catch::Contains("dpkg ended with"));
  CHECK(world.is_old());
}

TEST_CASE("apt says whether packages fit, from these and from what is there alone", "[dpkg]") {
  System system;
  auto dpkg = system.dpkg();
  const base::Path needs = system.make_deb("needs", "1", "Depends: a (>= 2)\n");
  SECTION("what they need is neither") {
    const auto fits = dpkg.check({needs});
    REQUIRE_FALSE(fits);
    CHECK(fits.error().code == Code::unsupported);
    CHECK_THAT(fits.error().message, Catch::Contains("needs : Depends: a (>= 2)"));
  }
  SECTION("it is there") {
    REQUIRE(dpkg.install({system.make_deb("a", "2")}));
    CHECK(dpkg.check({needs}));
  }
  SECTION("it comes along") {
    CHECK(dpkg.check({needs, system.make_deb("a", "2")}));
  }
  SECTION("what is there would have to go") {
    REQUIRE(dpkg.install({system.make_deb("old", "1")}));
    CHECK_FALSE(dpkg.check({system.make_deb("new", "1", "Conflicts: old\n")}));
  }
  CHECK(dpkg.installed({"needs"})->empty());
}

TEST_CASE("apt and an upgrade do not get in each other's way", "[dpkg]") {
  System system;
  auto dpkg = system.dpkg();
  auto held = dpkg.lock();
  REQUIRE(held);
  // The kernel's locks are a process's: another one asks.
  const auto other = machine::run_process(
      {"dpkg", "--root=" + system.root().string(), "--force-not-root", "--configure", "-a"});
  REQUIRE(other);
  CHECK(other->status == 2);
  CHECK_THAT(other->output, Catch::Contains("lock"));
  CHECK(dpkg.install({system.make_deb("a", "1")}));
}

TEST_CASE("a package on the disk becomes a .deb again", "[dpkg][repack]") {
  System system;
  auto dpkg = system.dpkg();
  REQUIRE(dpkg.install({system.make_deb("a", "1")}));
  const base::Path deb = system.root() / "again.deb";
  const auto made = dpkg.repack("a", deb);
  if (!made) FAIL(made.error().message);
  REQUIRE(dpkg.install({system.make_deb("a", "2")}));
  REQUIRE(dpkg.install({deb}));
  CHECK(system.has_files("a", "1"));
}

TEST_CASE("a program that is not there, that fails, and that dies", "[dpkg]") {
  CHECK(machine::run_process({"no-such-program"}).error().code == Code::not_found);
  CHECK(machine::run_process({"sh", "-c", "echo out; echo err >&2; exit 3"})->output ==
        "out\nerr\n");
  CHECK(machine::run_process({"sh", "-c", "kill -9 $$"})->status == 137);
  const auto failed = machine::run_well({"sh", "-c", "echo why; exit 3"});
  CHECK(failed.error().message == "sh ended with 3: why");
  CHECK(machine::run_well({"sh", "-c", "cat; echo $A $HOME"}, {{"A=b"}, {}}) == "b /root\n");
}
