// A publication that several people must sign, each on a machine of their own.
#include <catch2/catch.hpp>

#include "content/publish/prepare.hpp"
#include "content/publish/sign.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using publish::Signing;
using publish::Submission;
using tests::disk;

namespace {

publish::KeyPlan two_of_three() {
  publish::KeyPlan plan;
  plan.signers = {{"root", 3}, {"targets", 3}, {"mission", 3}};
  plan.thresholds = {{"root", 2}, {"targets", 2}, {"mission", 2}};
  return plan;
}

struct World : tests::PublishWorld {
  base::Path second = root() / "second", third = root() / "third", folder = root() / "submission";

  World() {
    make_keys(two_of_three());
    std::filesystem::rename(keys / "signer-2", second);
    std::filesystem::rename(keys / "signer-3", third);
  }

  publish::Prepared prepare() {
    auto keyring = open();
    const auto held =
        publish::Repository::open(disk(), repository, keyring, publish::Repository::For::reading);
    REQUIRE(held);
    auto prepared = publish::prepare(compile(), *held, keyring, time, Signing::with_others);
    if (!prepared) FAIL(prepared.error().message);
    publish::drop_published(disk(), repository, prepared->submission);
    REQUIRE(keyring.remember_prepared(prepared->versions));
    REQUIRE(write_submission(disk(), folder, prepared->submission));
    return std::move(*prepared);
  }

  base::Result<publish::SignReport> sign(const base::Path& signer) {
    return publish::sign_submission(disk(), folder, open(signer), nullptr);
  }

  base::Result<publish::PublishReport> accept() {
    const auto submission = publish::read_submission(disk(), folder);
    REQUIRE(submission);
    auto keyring = open();
    auto open_repository =
        publish::Repository::open(disk(), repository, keyring, publish::Repository::For::writing);
    if (!open_repository) return base::fail(open_repository.error());
    return publish::accept(disk(), *open_repository, *submission, keyring, time);
  }

  void publish_together() {
    prepare();
    REQUIRE(sign(second));
    const auto report = accept();
    if (!report) FAIL(report.error().message);
  }
};

}  // namespace

TEST_CASE("one of two signers cannot publish alone") {
  World world;
  const auto report = world.try_publish();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == base::Code::untrusted);
  CHECK_THAT(report.error().message, Catch::Contains("--prepare"));
  CHECK_FALSE(std::filesystem::exists(world.repository));
}

TEST_CASE("a publication is live only when every threshold is met") {
  World world;
  const auto prepared = world.prepare();
  CHECK(prepared.incomplete.size() == 6);  // targets, mission, four bins; the office needs one
  const auto early = world.accept();
  REQUIRE_FALSE(early);
  CHECK_THAT(early.error().message, Catch::Contains("is signed by 1 of its keys, 2 must"));
  CHECK(tests::files_in(world.repository).empty());

  const auto signer = GENERATE(true, false) ? world.second : world.third;
  const auto report = world.sign(signer);
  REQUIRE(report);
  CHECK(report->complete());
  CHECK(report->roles.size() == 6);
  CHECK_THAT(report->about, Catch::Contains("mission is signed with 2 of"));
  CHECK_THAT(report->about, Catch::Contains("offices/khujand is signed with 1 of"));
  REQUIRE(world.accept());
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown().size() == 5);
}

TEST_CASE("signing twice adds nothing, and the third signature does no harm") {
  World world;
  world.prepare();
  REQUIRE(world.sign(world.second));
  const auto once = tests::files_in(world.folder);
  REQUIRE(world.sign(world.second));
  CHECK(tests::files_in(world.folder) == once);
  REQUIRE(world.sign(world.third));  // complete already: nothing to add
  CHECK(tests::files_in(world.folder) == once);
  CHECK(world.accept());
}

TEST_CASE("a stranger's keys sign nothing") {
  World world;
  world.prepare();
  const auto before = tests::files_in(world.folder);
  const auto strangers = world.root() / "strangers";
  REQUIRE(publish::new_keys(disk(), strangers, world.time));
  // They may know the roots, all the same.
  std::filesystem::copy(world.keys / "1.root.json", strangers / "1.root.json",
                        std::filesystem::copy_options::overwrite_existing);
  const auto report = world.sign(strangers);
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().message, Catch::Contains("no key that is wanted"));
  CHECK(tests::files_in(world.folder) == before);
}

TEST_CASE("a changed story is prepared with what changed alone") {
  World world;
  world.publish_together();
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto prepared = world.prepare();
  CHECK(prepared.signed_roles.size() == 2);      // the bins of the text and of the catalog
  CHECK(prepared.submission.files.size() == 2);  // the text and the catalog
  CHECK(prepared.submission.roles.size() == 4);  // and targets and mission, to know the signers by
  REQUIRE(world.sign(world.third));
  const auto report = world.accept();
  REQUIRE(report);
  CHECK(report->version == 2);
  CHECK(report->signed_roles.size() == 4);
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
}

TEST_CASE("of two that were prepared, the older is refused once the newer is live") {
  World world;
  world.publish_together();
  world.replace("stories/first/en.md", "A body.", "Another body.");
  world.prepare();
  REQUIRE(world.sign(world.second));
  const auto older = world.root() / "older";
  std::filesystem::rename(world.folder, older);
  world.replace("stories/first/en.md", "Another body.", "A third body.");
  world.publish_together();
  const auto before = tests::files_in(world.repository);
  std::filesystem::remove_all(world.folder);
  std::filesystem::rename(older, world.folder);
  const auto refused = world.accept();
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, Catch::Contains("is not newer than"));
  CHECK(tests::files_in(world.repository) == before);
}

TEST_CASE("an older submission is replaced, anything else is left alone") {
  World world;
  world.prepare();
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto again = world.prepare();
  CHECK(publish::read_submission(disk(), world.folder)->files.size() ==
        again.submission.files.size());
  world.publish_together();
  const auto before = tests::files_in(world.repository);
  const auto written = write_submission(disk(), world.repository, again.submission);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == base::Code::invalid_input);
  CHECK(tests::files_in(world.repository) == before);
  CHECK_FALSE(write_submission(disk(), world.channel(), again.submission));
  CHECK(std::filesystem::exists(world.channel() / "channel.yaml"));
}

TEST_CASE("a submission that was tampered with on its way is refused") {
  World world;
  world.publish_together();
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto prepared = world.prepare();
  REQUIRE(world.sign(world.second));
  const auto before = tests::files_in(world.repository);
  SECTION("a text") {
    for (const auto& file : tests::files_in(world.folder / "targets"))
      if (file.first.ends_with(".en"))
        REQUIRE(base::write_whole(disk(), world.folder / "targets" / file.first,
                                  std::string(file.second.size(), 'x')));
    CHECK(world.accept().error().code == base::Code::corrupt);
  }
  SECTION("a text that did not come") {
    std::filesystem::remove_all(world.folder / "targets");
    CHECK_THAT(world.accept().error().message, Catch::Contains("is missing"));
  }
  SECTION("a role") {
    const auto path =
        world.folder / trust::metadata_path(prepared.signed_roles[0],
                                            prepared.versions.at(prepared.signed_roles[0]));
    auto bytes = *disk().read(path, 1'000'000);
    bytes.replace(bytes.find("\"length\":") + 9, 1, "7");
    REQUIRE(base::write_whole(disk(), path, bytes));
    CHECK(world.accept().error().code == base::Code::untrusted);
  }
  CHECK(tests::files_in(world.repository) == before);
}
