// An office publishes its contacts and notices, and nothing else.
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "content/publish/inspection.hpp"
#include "content/publish/prepare.hpp"
#include "tests/content/publish/publish_world.hpp"
#include "tests/fakes/sample_content.hpp"

using namespace rohnamo;
using model::BlobKind;
using publish::PublishedFile;
using publish::PublishReport;
using publish::Submission;
using tests::disk;
using tests::files_in;

namespace {

// A mission with an office that has its own key and its own computer, and a server that has the
// keys of snapshot and timestamp alone.
struct World : tests::PublishWorld {
  base::Path office_keys = root() / "office-keys", online = root() / "online";
  base::Path folder = root() / "submission";

  World() {
    REQUIRE(publish::new_keys(disk(), keys, time));
    {
      auto keyring = open();
      REQUIRE(publish::new_office(disk(), keyring, "khujand", office_keys));
      for (const auto& key : keyring.keys()) {
        const auto name = key.file.filename().string();
        if (name.starts_with("snapshot-") || name.starts_with("timestamp-"))
          copy(key.file, online / name);
      }
      copy(keys / "1.root.json", online / "1.root.json");
    }
    publish();
  }

  static void copy(const base::Path& from, const base::Path& to) {
    std::filesystem::create_directories(to.parent_path());
    std::filesystem::copy_file(from, to);
  }

  // The office's part of the channel, signed.
  Submission submission(std::int64_t after = 0) {
    publish::Faults faults;
    const auto source = publish::read_office_source(disk(), channel(), "khujand", time, faults);
    publish::Renderers renderers(disk(), render_cache());
    const auto role = publish::compile_office(disk(), source, "khujand", renderers, faults);
    REQUIRE(faults.errors() == 0);
    auto keyring = open(office_keys);
    auto prepared = publish::prepare_office(role, keyring, time, after);
    REQUIRE(prepared);
    REQUIRE(keyring.remember_prepared(prepared->versions));
    return std::move(prepared->submission);
  }

  // The same, but for what `change` does to it before it is signed.
  Submission lie(const std::function<void(trust::Targets&, std::vector<PublishedFile>&)>& change) {
    Submission submission = this->submission();
    trust::Targets targets = submission.roles[0].targets();
    change(targets, submission.files);
    const auto bytes = *trust::sign(targets, {&open(office_keys).keys()[0].key});
    submission.roles = {*publish::parse_role_file("offices/khujand", bytes)};
    return submission;
  }

  base::Result<PublishReport> accept(const Submission& submission) {
    auto keyring = open(online);
    auto server =
        publish::Repository::open(disk(), repository, keyring, publish::Repository::For::writing);
    if (!server) return base::fail(server.error());
    return publish::accept(disk(), *server, submission, keyring, time);
  }

  PublishReport accepted(const Submission& submission) {
    const auto report = accept(submission);
    if (!report) FAIL(report.error().message);
    return *report;
  }

  // Why it was refused; the repository must be as it was.
  std::string refusal(const Submission& submission) {
    const auto before = files_in(repository);
    const auto report = accept(submission);
    REQUIRE_FALSE(report);
    CHECK(files_in(repository) == before);
    return report.error().message;
  }
};

void put(trust::Targets& targets, std::vector<PublishedFile>& files, const std::string& path,
         BlobKind kind, const std::string& bytes) {
  const auto blob = fakes::ref_of(bytes);
  trust::TargetFile target;
  target.length = blob.length;
  target.hashes["sha256"] = blob.hash.hex();
  target.custom["kind"] = model::to_string(kind);
  targets.targets.insert_or_assign(path, target);
  std::erase_if(files, [&](const PublishedFile& file) { return file.target == path; });
  files.push_back({path, kind, blob, bytes, {}});
}

using Files = std::vector<PublishedFile>;

std::string notice_catalog(const std::string& id, const model::BlobRef& body) {
  model::Channel channel;
  channel.id = "test";
  channel.default_language = "en";
  channel.timezone = "UTC";
  channel.languages.push_back({"en", "English", "en", model::Direction::left_to_right, {}});
  model::CatalogBuilder catalog(channel);
  model::Notice notice;
  notice.id = id;
  notice.texts["en"].title = "Closed";
  notice.texts["en"].translation = "original";
  notice.texts["en"].body = body;
  model::Entry entry;
  entry.kind = model::Kind::notice;
  catalog.add(entry, notice);
  return catalog.build();
}

}  // namespace

TEST_CASE("an office's contacts reach the screens by the server's keys alone") {
  World world;
  auto screen = world.screen();
  // Delegated to, and nothing published yet: the mission's own is shown all the same.
  screen.follow(world.time);
  CHECK(screen.shown().size() == 4);

  const auto report = world.accepted(world.submission());
  CHECK(report.signed_roles ==
        std::vector<std::string>{"offices/khujand", "snapshot", "timestamp"});
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == std::vector<std::string>{"contact:mission",
                                                   "contact:offices/khujand/office",
                                                   "notice:closed", "story:first", "story:second"});

  world.replace("offices/khujand/contacts/office.yaml", "Mission", "Office in Khujand");
  world.write("offices/khujand/notices/holiday/notice.yaml",
              world.read("notices/closed/notice.yaml"));
  world.write("offices/khujand/notices/holiday/en.md", world.read("notices/closed/en.md"));
  CHECK(world.accepted(world.submission()).changes.size() == 2);
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown().size() == 6);
}

TEST_CASE("what was accepted once is nothing new") {
  World world;
  const auto submission = world.submission();
  world.accepted(submission);
  const auto before = files_in(world.repository);
  CHECK(world.accepted(submission).version == 0);
  CHECK(files_in(world.repository) == before);
}

TEST_CASE("the mission publishes on, and leaves the office's alone") {
  World world;
  world.accepted(world.submission());
  world.replace("offices/khujand/contacts/office.yaml", "Mission", "What the mission thinks");
  world.remove("stories/second");
  const auto report = world.publish();
  REQUIRE(report.notes.size() == 1);
  CHECK_THAT(report.notes[0], Catch::Contains("offices/khujand publishes for itself"));
  for (const auto& change : report.changes) CHECK_FALSE(change.target.starts_with("offices/"));
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == std::vector<std::string>{"contact:mission",
                                                   "contact:offices/khujand/office",
                                                   "notice:closed", "story:first"});
}

TEST_CASE("two offices, or an office and the mission, may give one id") {
  World world;
  {
    auto keyring = world.open();
    REQUIRE(publish::new_office(disk(), keyring, "bokhtar", world.keys / "offices/bokhtar"));
  }
  for (const char* path : {"contacts/office.yaml", "contacts/mission.yaml"})
    world.write(std::string("offices/bokhtar/") + path, world.read("contacts/mission.yaml"));
  world.publish();
  world.accepted(world.submission());
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
  const auto shown = screen.shown();
  CHECK(std::vector<std::string>(shown.begin(), shown.begin() + 4) ==
        std::vector<std::string>{"contact:mission", "contact:offices/bokhtar/mission",
                                 "contact:offices/bokhtar/office",
                                 "contact:offices/khujand/office"});
}

TEST_CASE("what an office may not publish is refused by name") {
  World world;
  const auto text = fakes::sample_body("A story of our own.");
  SECTION("a story's text") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/stories/ours/en", BlobKind::text, text);
    })),
               Catch::Contains("offices/khujand/stories/ours/en is of a story"));
  }
  SECTION("a story in the catalog") {
    const auto catalog = fakes::sample_catalog("test", {{"ours", "Our story", text}});
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/catalog", BlobKind::catalog, catalog);
      put(targets, files, "offices/khujand/notices/x/en", BlobKind::text, text);
    })),
               Catch::Contains("a story, `ours`"));
  }
  SECTION("the mission's catalog") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "mission/catalog", BlobKind::catalog, "ROHNCAT\n");
    })),
               Catch::Contains("mission/catalog, which does not lie under offices/khujand/"));
  }
  SECTION("another office's contact") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/bokhtar/contacts/a", BlobKind::text, text);
    })),
               Catch::Contains("offices/bokhtar/contacts/a, which does not lie under"));
  }
  SECTION("a path that leads out") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/../../x", BlobKind::text, text);
    })),
               Catch::Contains("`offices/khujand/../../x`, which is no path"));
  }
  SECTION("words of the screen") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/strings/en", BlobKind::strings, "{}");
    })),
               Catch::Contains("strings/en is neither of a contact nor of a notice"));
  }
  SECTION("a font among the notices") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/font", BlobKind::font, "OTTO");
    })),
               Catch::Contains("of the kind `font`"));
  }
  SECTION("a kind that nobody knows") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/en", BlobKind::text, text);
      targets.targets.at("offices/khujand/notices/x/en").custom["kind"] = "film";
    })),
               Catch::Contains("of no kind that this program knows"));
  }
  SECTION("a picture that is something else") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/contacts/a/picture-400", BlobKind::picture, "GIF89a");
    })),
               Catch::Contains("is not of the kind `picture` as rohnamo-content makes it"));
  }
  SECTION("a text that cannot be read") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/en", BlobKind::text, "{");
    })),
               Catch::Contains("offices/khujand/notices/x/en: "));
  }
  SECTION("no catalog") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files&) {
      targets.targets.erase("offices/khujand/catalog");
    })),
               Catch::Contains("has no catalog"));
  }
  SECTION("a catalog that is none") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/catalog", BlobKind::catalog, "ROHNCAT\n and no more");
    })),
               Catch::Contains("offices/khujand/catalog: catalog:"));
  }
  SECTION("the mission's id, which its help leads to") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/en", BlobKind::text, text);
      put(targets, files, "offices/khujand/catalog", BlobKind::catalog,
          notice_catalog("mission", fakes::ref_of(text)));
    })),
               Catch::Contains("the id `mission` does not lie under offices/khujand/"));
  }
  SECTION("a text that it does not publish") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/catalog", BlobKind::catalog,
          notice_catalog("offices/khujand/x", fakes::ref_of(text)));
    })),
               Catch::Contains("needs a file of the kind `text` that the office does not publish"));
  }
  SECTION("delegations of its own") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files&) {
      const auto key = trust::PrivateKey::generate().public_key();
      targets.delegations.emplace();
      publish::delegate(*targets.delegations, "friends", {{key.id()}, 1}, {{key.id(), key}});
    })),
               Catch::Contains("delegates, which only targets and mission may"));
  }
  SECTION("more than a screen should have to fetch") {
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/en.opus", BlobKind::audio, "OggS");
      targets.targets.at("offices/khujand/notices/x/en.opus").length = 51 << 20;
    })),
               Catch::Contains("of the kind `audio` at most"));
    CHECK_THAT(world.refusal(world.lie([&](trust::Targets& targets, Files& files) {
      for (std::size_t i = 0; i <= publish::office_targets_limit; ++i)
        put(targets, files, "offices/khujand/notices/n" + std::to_string(i) + "/en", BlobKind::text,
            text);
    })),
               Catch::Contains("an office may have"));
  }
  SECTION("a good notice, for comparison") {
    world.accepted(world.lie([&](trust::Targets& targets, Files& files) {
      put(targets, files, "offices/khujand/notices/x/en", BlobKind::text, text);
      put(targets, files, "offices/khujand/catalog", BlobKind::catalog,
          notice_catalog("offices/khujand/x", fakes::ref_of(text)));
    }));
  }
}

TEST_CASE("signatures, versions and times that do not hold are refused") {
  World world;
  world.accepted(world.submission());
  SECTION("another's key") {
    Submission submission = world.submission();
    const auto stranger = trust::PrivateKey::generate();
    submission.roles = {*publish::parse_role_file(
        "offices/khujand", *trust::sign(submission.roles[0].targets(), {&stranger}))};
    CHECK_THAT(world.refusal(submission), Catch::Contains("is signed by 0 of its keys"));
  }
  SECTION("another office's name") {
    Submission submission = world.submission();
    submission.roles[0].role = "offices/bokhtar";
    CHECK_THAT(world.refusal(submission),
               Catch::Contains("targets.json does not delegate to offices/bokhtar"));
  }
  SECTION("the mission's name") {
    Submission submission = world.submission();
    submission.roles[0].role = "mission";
    CHECK_THAT(world.refusal(submission), Catch::Contains("mission is signed by 0 of its keys"));
  }
  SECTION("an older version, as of keys that were restored from a copy") {
    world.accepted(world.submission());
    std::filesystem::remove(world.office_keys / "versions.json");
    world.replace("offices/khujand/contacts/office.yaml", "Mission", "Office");
    CHECK_THAT(world.refusal(world.submission()), Catch::Contains("--after 2"));
    world.accepted(world.submission(2));
  }
  SECTION("the same version with other words") {
    std::filesystem::remove(world.office_keys / "versions.json");
    world.replace("offices/khujand/contacts/office.yaml", "Mission", "Office");
    CHECK_THAT(world.refusal(world.submission()), Catch::Contains("is not newer than 1"));
  }
  SECTION("expired on its way") {
    const auto submission = world.submission();
    world.time += std::chrono::days(366);
    CHECK_THAT(world.refusal(submission), Catch::Contains("offices/khujand expired on 2027-06-01"));
  }
  SECTION("an office that is no more") {
    const auto submission = world.submission();
    {
      auto keyring = world.open();
      REQUIRE(publish::remove_office(keyring, "khujand"));
    }
    world.remove("offices");
    world.publish();
    CHECK_THAT(world.refusal(submission), Catch::Contains("does not delegate"));
    auto screen = world.screen();
    CHECK(screen.follow(world.time).empty());
    CHECK(screen.shown().size() == 4);
  }
}

TEST_CASE("an office cannot publish where the mission has not") {
  World world;
  const auto submission = world.submission();
  std::filesystem::remove_all(world.repository);
  std::filesystem::remove(world.online / "versions.json");
  CHECK_THAT(world.refusal(submission), Catch::Contains("does not delegate to offices/khujand"));
  CHECK(files_in(world.repository).empty());
}

TEST_CASE("a server without the right keys changes nothing") {
  World world;
  world.remove_keys(world.online, "timestamp");
  CHECK_THAT(world.refusal(world.submission()),
             Catch::Contains("timestamp must be signed with 1 of these keys"));
}

TEST_CASE("a server that was put back to an old copy says so") {
  World world;
  world.accepted(world.submission());
  const auto copy = world.root() / "copy";
  std::filesystem::copy(world.repository, copy, std::filesystem::copy_options::recursive);
  world.remove("stories/second");
  world.publish();
  world.accepted(world.submission());  // now the server knows of it
  auto screen = world.screen();
  screen.follow(world.time);
  std::filesystem::remove_all(world.repository);
  std::filesystem::rename(copy, world.repository);
  CHECK_THAT(world.refusal(world.submission()), Catch::Contains("is it an old copy?"));
  world.publish();  // the mission mends it
  world.accepted(world.submission());
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown().size() == 4);
}

TEST_CASE("a folder on its way: what is not whole is no submission, what is no file is not read") {
  World world;
  const auto submission = world.submission();
  REQUIRE(write_submission(disk(), world.folder, submission));
  const auto catalog = *std::find_if(submission.files.begin(), submission.files.end(),
                                     [](auto& file) { return file.kind == BlobKind::catalog; });
  const auto place = world.folder / trust::target_path(catalog.target, catalog.blob.hash.hex());
  const auto read = [&] {
    const auto folder = publish::read_submission(disk(), world.folder);
    REQUIRE(folder);
    return *folder;
  };
  SECTION("metadata that has not come yet") {
    std::filesystem::remove_all(world.folder / "metadata");
    CHECK_FALSE(publish::is_submission(disk(), world.folder));
  }
  SECTION("a file that has not come yet") {
    std::filesystem::remove(place);
    CHECK_THAT(world.refusal(read()), Catch::Contains("offices/khujand/catalog is missing"));
  }
  SECTION("a pipe where a file should be") {
    std::filesystem::remove(place);
    REQUIRE(::mkfifo(place.c_str(), 0600) == 0);
    CHECK_THAT(world.refusal(read()), Catch::Contains("offices/khujand/catalog is missing"));
  }
  SECTION("a file with another content") {
    REQUIRE(base::write_whole(disk(), place, std::string(catalog.blob.length, 'x')));
    CHECK_THAT(world.refusal(read()), Catch::Contains("changed while it was read"));
  }
  SECTION("metadata that is none") {
    REQUIRE(base::write_whole(disk(), world.folder / "metadata/1.offices%2Fkhujand.json", "{"));
    CHECK_FALSE(publish::read_submission(disk(), world.folder));
  }
  SECTION("all of it") {
    world.accepted(read());
  }
}

TEST_CASE("an office's key that is rotated leaves the office out until it submits again") {
  World world;
  world.accepted(world.submission());
  auto screen = world.screen();
  screen.follow(world.time);
  CHECK(screen.shown().size() == 5);
  const auto fresh = world.root() / "fresh-keys";
  const auto made = publish::make_key(disk(), fresh, "offices/khujand");
  REQUIRE(made);
  {
    auto keyring = world.open();
    auto delegations = *keyring.delegations();
    auto known = delegations.keys;
    known.emplace(made->key.id(), made->key.public_key());
    publish::delegate(delegations, "offices/khujand", {{made->key.id()}, 1}, known);
    REQUIRE(keyring.remember(delegations));
  }
  const auto report = world.publish();
  CHECK_THAT(report.notes.at(0), Catch::Contains("screens will leave offices/khujand out"));
  CHECK_THAT(screen.follow(world.time), Catch::Contains("offices/khujand is left out"));
  CHECK(screen.shown().size() == 4);
  CHECK_THAT(world.refusal(world.submission()), Catch::Contains("signed by 0 of its keys"));
  world.office_keys = fresh;
  world.accepted(world.submission(1));
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown().size() == 5);
}

TEST_CASE("two cannot write one repository at a time") {
  World world;
  auto keyring = world.open();
  const auto first = publish::Repository::open(disk(), world.repository, keyring,
                                               publish::Repository::For::writing);
  REQUIRE(first);
  CHECK(world.accept(world.submission()).error().code == base::Code::busy);
}

TEST_CASE("an office's own folder needs a channel.yaml, and may hold no stories") {
  World world;
  const base::Path own = world.root() / "own";
  std::filesystem::create_directories(own);
  std::filesystem::copy(world.channel() / "offices/khujand", own,
                        std::filesystem::copy_options::recursive);
  std::filesystem::copy(world.channel() / "channel.yaml", own / "channel.yaml");
  publish::Faults faults;
  const auto source = publish::read_office_source(disk(), own, "khujand", world.time, faults);
  CHECK(faults.errors() + faults.warnings() == 0);
  CHECK(source.offices.at("khujand").contacts.size() == 1);
  std::filesystem::copy(world.channel() / "stories", own / "stories",
                        std::filesystem::copy_options::recursive);
  publish::read_office_source(disk(), own, "khujand", world.time, faults);
  REQUIRE(faults.errors() == 2);
  CHECK_THAT(to_string(faults.sorted()[0]),
             Catch::Contains("own/stories/first: error: an office publishes contacts and notices"));
  std::filesystem::remove(own / "channel.yaml");
  publish::Faults missing;
  publish::read_office_source(disk(), own, "khujand", world.time, missing);
  CHECK(missing.errors() == 1);
}
