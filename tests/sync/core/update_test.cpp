#include "sync/core/update.hpp"

#include "content/trust/bins.hpp"
#include "sync/core/contents.hpp"
#include "tests/fakes/sample_content.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

const std::string long_bytes = [] {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += std::to_string(i);
  return bytes;
}();

}  // namespace

TEST_CASE("a first update brings everything") {
  RepositoryWorld server(world_start());
  server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, long_bytes);
  server.publish();
  Machine machine(server);
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK(outcome->changed);
  CHECK(outcome->edition == machine.edition()->id());
  CHECK(outcome->warnings.empty());
  CHECK(outcome->metadata_expires == server.timestamp.expires);
  CHECK(outcome->bytes_fetched > long_bytes.size());
  CHECK(machine.titles() == Titles{"A first story"});
  CHECK(machine.edition()->map(fakes::ref_of(long_bytes)).value()->bytes() == long_bytes);
}

TEST_CASE("an unchanged publication costs one request") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  const auto first = machine.update();
  REQUIRE(first);
  machine.now += std::chrono::hours(1);

  SECTION("and no body, where the server knows tags") {}
  SECTION("also where it does not") {
    server.etags = false;
    REQUIRE(machine.update());
  }
  const auto again = machine.update();
  REQUIRE(again);
  CHECK_FALSE(again->changed);
  CHECK(again->edition == first->edition);
  CHECK(again->metadata_expires == first->metadata_expires);
  CHECK(server.requests == std::vector<std::string>{"metadata/timestamp.json"});
  CHECK((server.bytes_served == 0) == server.etags);
}

TEST_CASE("the one request does not do for ever") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());

  SECTION("once a day the root is asked for") {
    machine.now += std::chrono::hours(24);
    REQUIRE(machine.update());
    CHECK(server.requests ==
          std::vector<std::string>{"metadata/2.root.json", "metadata/timestamp.json"});
    machine.now += std::chrono::hours(23);
    REQUIRE(machine.update());
    CHECK(server.requests.size() == 1);
  }
  SECTION("a publication that is never signed again is told of") {
    machine.now = server.timestamp.expires;
    CHECK(code_of(machine.update()) == Code::expired);
    CHECK(machine.titles() == Titles{"A first story"});
  }
  SECTION("what was signed for less than a day too") {
    server.lifetime = std::chrono::hours(1);
    server.publish();
    REQUIRE(machine.update());
    machine.now = server.timestamp.expires;
    CHECK(code_of(machine.update()) == Code::expired);
  }
  SECTION("other offices are wanted") {
    machine.options.offices.emplace();
    REQUIRE(machine.update());
    CHECK(server.requests.size() > 1);
  }
  SECTION("the cache is gone") {
    REQUIRE(machine.fs.remove("/cache/current"));
    const auto outcome = machine.update();
    REQUIRE(outcome);
    CHECK(outcome->changed);
    CHECK(machine.titles() == Titles{"A first story"});
  }
  SECTION("what the last update noted is gone") {
    REQUIRE(machine.fs.remove("/state/poll"));
    REQUIRE(machine.update());
    CHECK(server.requests.size() == 2);
  }
}

TEST_CASE("a change brings what changed and nothing else") {
  RepositoryWorld server(world_start(), 4);
  for (int i = 0; i < 30; ++i)
    server.set_story("mission", "s" + std::to_string(i), "Story " + std::to_string(i));
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  const auto before = machine.edition()->id();

  server.set_story("mission", "s7", "Another title");
  server.publish();
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK(outcome->changed);
  CHECK(machine.titles().contains("Another title"));
  CHECK_FALSE(machine.titles().contains("Story 7"));
  CHECK(machine.requested("targets/") == 2);             // the body and the catalog
  CHECK(machine.requested("metadata/2.mission-") <= 2);  // their bins
  CHECK(machine.requested("mission.json") == 0);
  CHECK(machine.fs.read("/cache/previous", 100).value() == before + "\n");
}

TEST_CASE("content signed anew is no new edition") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  const auto first = machine.update();
  REQUIRE(first);
  server.now += std::chrono::hours(1);
  server.publish();
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK_FALSE(outcome->changed);
  CHECK(outcome->edition == first->edition);
  CHECK(outcome->metadata_expires == server.targets["mission"].expires);  // now the earliest
  CHECK(machine.requested("targets/") == 0);
}

TEST_CASE("time that was signed is a floor") {
  RepositoryWorld server(world_start());
  server.now += std::chrono::days(10);
  server.publish();
  Machine machine(server);
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK(outcome->time_floor == server.now);
  // The clock is lost: the floor stands in for it, and the publication has not expired.
  machine.now = base::from_rfc3339("1970-01-01T00:00:10Z").value();
  CHECK(machine.update());
  machine.now = base::from_rfc3339("2099-01-01T00:00:10Z").value();
  CHECK(machine.update());
}

TEST_CASE("offices are wanted by name") {
  RepositoryWorld server(world_start());
  server.add_office("khujand");
  server.add_office("bokhtar");
  server.publish();
  Machine machine(server);
  SECTION("all") {
    REQUIRE(machine.update());
    CHECK(machine.titles() ==
          Titles{"A first story", "Opening hours of bokhtar", "Opening hours of khujand"});
  }
  SECTION("one") {
    machine.options.offices = {"khujand"};
    REQUIRE(machine.update());
    CHECK(machine.titles() == Titles{"A first story", "Opening hours of khujand"});
    CHECK(machine.requested("bokhtar") == 0);
  }
  SECTION("none") {
    machine.options.offices.emplace();
    REQUIRE(machine.update());
    CHECK(machine.titles() == Titles{"A first story"});
  }
}

TEST_CASE("an office that has published nothing yet is no fault") {
  RepositoryWorld server(world_start());
  server.add_office("khujand");
  server.publish();
  server.snapshot.meta.erase("offices/khujand");
  server.files.erase(server.path_of("offices/khujand"));
  server.write_snapshot();
  server.write_timestamp();
  Machine machine(server);
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK(outcome->warnings.empty());
  CHECK(machine.titles() == Titles{"A first story"});
  CHECK(machine.requested("khujand") == 0);
}

TEST_CASE("an office cannot speak for the mission or for another office") {
  RepositoryWorld server(world_start());
  server.add_office("khujand");
  server.add_office("bokhtar");
  server.put("offices/khujand", "mission/catalog", model::BlobKind::catalog,
             fakes::sample_catalog("evil", {}));
  server.put("offices/khujand", "offices/bokhtar/catalog", model::BlobKind::catalog,
             fakes::sample_catalog("evil", {}));
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  CHECK(machine.titles() ==
        Titles{"A first story", "Opening hours of bokhtar", "Opening hours of khujand"});
  CHECK(machine.edition()->channel().id == "mission");
  const auto evil = base::sha256(fakes::sample_catalog("evil", {}));
  CHECK_FALSE(machine.fs.exists(cache::blob_path("/cache", evil)));
}

TEST_CASE("what lies outside the mission's paths, or in another bin than its own, is not taken") {
  RepositoryWorld server(world_start());
  server.put("mission", "elsewhere/a.webp", model::BlobKind::picture, "outside");
  server.publish();
  trust::TargetFile stray;
  stray.length = 8;
  stray.hashes["sha256"] = base::sha256("astray!!").hex();
  stray.custom["kind"] = "picture";
  const std::string path = "mission/pictures/stray.webp";
  const std::string bin =
      trust::bin_of(*server.targets["mission"].delegations->succinct_roles, path);
  const std::string other = bin == "mission-0" ? "mission-1" : "mission-0";
  server.targets[other].targets[path] = stray;
  server.write_targets(other);
  server.write_snapshot();
  server.write_timestamp();
  Machine machine(server);
  REQUIRE(machine.update());
  CHECK(machine.requested("elsewhere") == 0);
  CHECK(machine.requested("stray") == 0);
}

TEST_CASE("a stale office of which something is gone is left out") {
  RepositoryWorld server(world_start());
  server.add_office("khujand");
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  const std::string body = fakes::sample_body("Opening hours of khujand");
  REQUIRE(machine.fs.remove(cache::blob_path("/cache", base::sha256(body))));
  server.targets["offices/khujand"].expires = world_start();
  server.write_targets("offices/khujand");
  ++server.snapshot.version;
  ++server.timestamp.version;
  server.write_snapshot();
  server.write_timestamp();
  const auto outcome = machine.update();
  REQUIRE(outcome);
  REQUIRE(outcome->warnings.size() == 1);
  CHECK(outcome->warnings[0].find("is left out") != std::string::npos);
  CHECK(machine.titles() == Titles{"A first story"});
}

TEST_CASE("a publication of too many roles or bins is refused") {
  std::optional<RepositoryWorld> server;
  SECTION("roles") {
    server.emplace(world_start());
    auto& roles = server->targets["targets"].delegations->roles;
    const auto mission = roles.front();
    for (std::size_t i = roles.size(); i <= core::roles_limit; ++i) {
      roles.push_back(mission);
      roles.back().name = "more/" + std::to_string(i);
    }
    server->publish();
  }
  SECTION("bins") {
    server.emplace(world_start(), 13);
    server->publish();
  }
  REQUIRE(server);
  Machine machine(*server);
  CHECK(code_of(machine.update()) == Code::too_large);
}

TEST_CASE("a time that was signed after its own expiry is no floor") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  server.timestamp.signed_at = server.timestamp.expires + std::chrono::days(200);
  ++server.timestamp.version;
  server.write_timestamp();
  const auto outcome = machine.update();
  REQUIRE(outcome);
  CHECK(outcome->time_floor == server.timestamp.expires);
}

TEST_CASE("an office that does not hold does not stop the mission") {
  RepositoryWorld server(world_start());
  server.add_office("khujand");
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  const Titles both{"A new story", "A first story", "Opening hours of khujand"};

  server.set_story("mission", "second", "A new story");
  server.set_story("offices/khujand", "hours", "New hours");
  bool stays = true;
  SECTION("it has expired") {
    server.publish();
    server.targets["offices/khujand"].expires = world_start();
    server.write_targets("offices/khujand");
  }
  SECTION("another signed it") {
    server.publish();
    server.keys["offices/khujand"] = {trust::PrivateKey::generate()};
    server.write_targets("offices/khujand");
  }
  SECTION("its file is missing") {
    server.publish();
    server.files.erase(server.path_of("offices/khujand"));
  }
  SECTION("its catalog is none") {
    server.put("offices/khujand", "offices/khujand/catalog", model::BlobKind::catalog, "no");
    server.publish();
    stays = false;
  }
  SECTION("its keys were taken away") {
    server.publish();
    auto& delegations = *server.targets["targets"].delegations;
    delegations.roles.back().signers.keyids = {"nobody"};
    ++server.targets["targets"].version;
    server.write_targets("targets");
    stays = false;
  }
  server.write_snapshot();
  server.write_timestamp();
  const auto outcome = machine.update();
  REQUIRE(outcome);
  REQUIRE(outcome->warnings.size() == 1);
  CHECK(outcome->warnings[0].find("offices/khujand") == 0);
  CHECK(machine.titles() == (stays ? both : Titles{"A new story", "A first story"}));
}

TEST_CASE("a broken line costs only what had not come") {
  RepositoryWorld server(world_start());
  server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, long_bytes);
  server.publish();
  Machine machine(server);
  const std::string path = server.blob_path("mission/pictures/a.webp");
  server.breaks[path] = 5000;
  CHECK(code_of(machine.update()) == Code::offline);
  CHECK(machine.edition() == nullptr);

  SECTION("gone on from where it broke") {
    REQUIRE(machine.update());
    CHECK(server.bytes_served < long_bytes.size() - 5000 + 1000);  // and a timestamp
    CHECK(machine.requested("targets/") == 1);
  }
  SECTION("from a server that only sends the whole") {
    server.ranges = false;
    REQUIRE(machine.update());
    CHECK(machine.requested("targets/") == 1);
  }
  SECTION("on bytes that the disk has spoiled: once more, from the start") {
    const model::BlobRef blob = fakes::ref_of(long_bytes);
    machine.fs.spoil("/cache/partial/" + blob.hash.hex(), 17);
    REQUIRE(machine.update());
    CHECK(machine.requested("targets/") == 2);
  }
  CHECK(machine.edition()->map(fakes::ref_of(long_bytes)).value()->bytes() == long_bytes);
}

TEST_CASE("progress counts to its end") {
  RepositoryWorld server(world_start());
  server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, long_bytes);
  server.publish();
  Machine machine(server);
  std::vector<core::Progress> seen;
  machine.progress = [&](const core::Progress& now) { seen.push_back(now); };
  server.breaks[server.blob_path("mission/pictures/a.webp")] = 5000;
  REQUIRE_FALSE(machine.update());
  machine.fs.spoil("/cache/partial/" + fakes::ref_of(long_bytes).hash.hex(), 17);
  REQUIRE(machine.update());
  REQUIRE_FALSE(seen.empty());
  for (const auto& now : seen) CHECK(now.bytes_done <= now.bytes_total);
  CHECK(seen.back().bytes_done == seen.back().bytes_total);
  CHECK(seen.back().blobs_done == seen.back().blobs_total);
}

TEST_CASE("a full disk is told before anything is fetched, after what can go has gone") {
  RepositoryWorld server(world_start());
  server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, long_bytes);
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  server.put("mission", "mission/pictures/b.webp", model::BlobKind::picture, long_bytes + "b");
  server.publish();
  machine.fs.set_capacity(long_bytes.size() + 30'000 - 20'000);
  CHECK(code_of(machine.update()) == Code::no_space);
  CHECK(machine.titles() == Titles{"A first story"});
  CHECK(machine.requested("targets/") == 0);
  machine.fs.set_capacity(1 << 20);
  CHECK(machine.update());
}

TEST_CASE("two updates of one state are one too many") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  const auto lock = machine.fs.lock_exclusive("/state/lock");
  REQUIRE(lock);
  CHECK(code_of(machine.update()) == Code::busy);
}

TEST_CASE("a program that brings another root begins from it") {
  RepositoryWorld lost(world_start());
  lost.publish();
  Machine machine(lost);
  REQUIRE(machine.update());
  RepositoryWorld server(world_start());
  server.set_story("mission", "second", "From the new keys");
  server.publish();
  machine.server = &server;
  CHECK(code_of(machine.update()) == Code::untrusted);
  CHECK(machine.titles() == Titles{"A first story"});
  machine.options.trusted_root = server.root_file();
  REQUIRE(machine.update());
  CHECK(machine.titles() == Titles{"A first story", "From the new keys"});
}

TEST_CASE("kinds that are not known yet are left where they are") {
  RepositoryWorld server(world_start());
  server.publish();
  for (auto& [role, targets] : server.targets) {
    if (!role.starts_with("mission-")) continue;
    targets.targets["mission/future/" + role] = {3, {{"sha256", "unread"}}, {{"kind", "hologram"}}};
    server.write_targets(role);
  }
  server.write_snapshot();
  server.write_timestamp();
  Machine machine(server);
  CHECK(machine.update());
}
