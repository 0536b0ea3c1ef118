#include "tests/sync/core/disk_scenarios.hpp"

#include "content/cache/store.hpp"
#include "tests/fakes/sample_content.hpp"

namespace rohnamo::tests {

using fakes::RepositoryWorld;
using model::BlobKind;

namespace {

const std::string recording(20'000, 'r');  // too long to be held in memory

std::string picture(int number, const std::string& state) {
  return "picture " + std::to_string(number) + " " + state;
}

std::string picture_path(int number) {
  return "mission/pictures/" + std::to_string(number) + ".webp";
}

// One kiosk, and the publications that it meets.
class Builder {
 public:
  explicit Builder(std::string name, int bin_bits = 1) : world_(world_start(), bin_bits) {
    scenario_.name = std::move(name);
  }

  RepositoryWorld& publication() { return world_; }

  // The kiosk takes what is published now.
  Builder& take() {
    world_.publish();
    if (!scenario_.earlier) {
      scenario_.earlier = std::make_shared<RepositoryWorld>(world_);
      world_.publish();
    }
    Machine machine(world_);
    start(machine);
    REQUIRE(machine.update());
    keep(machine);
    return *this;
  }

  // The same, but the line breaks in the middle of `path`, and the program ends.
  Builder& take_half(const std::string& path) {
    world_.publish();
    Machine machine(world_);
    start(machine);
    world_.breaks[world_.blob_path(path)] = recording.size() / 2;
    REQUIRE_FALSE(machine.update());
    keep(machine);
    return *this;
  }

  // It gives way to the one before.
  Builder& refuse_current() {
    const auto previous = scenario_.disk.read("/cache/previous", 100).value();
    scenario_.sound.insert(previous.substr(0, previous.find('\n')));
    scenario_.options.refused = [id = cache::current_edition(scenario_.disk, "/cache").value()] {
      return id;
    };
    return *this;
  }

  // With blobs of no edition, but for less than one recording.
  Builder& fill_disk() {
    auto store = cache::Store::open(scenario_.disk, "/cache").value();
    for (const char* orphan : {"1", "2"}) {
      const std::string bytes = recording + orphan;
      REQUIRE(store.put(fakes::ref_of(bytes), bytes));
    }
    const std::uint64_t all = std::uint64_t{1} << 30;
    scenario_.disk.set_capacity(all);
    scenario_.disk.set_capacity(all - scenario_.disk.free_space("/").value() + recording.size() -
                                1000);
    return *this;
  }

  // A new version of the program brings the root of what is published now.
  Builder& install_root() {
    scenario_.options.trusted_root = world_.root_file();
    return *this;
  }

  // The update that is to be disturbed is the next: of what is published now.
  Scenario finish(bool publish = true) {
    if (publish) world_.publish();
    scenario_.server = std::make_shared<RepositoryWorld>(world_);
    Machine machine(world_);
    if (!started_) {
      scenario_.options = machine.options;
      scenario_.disk = machine.fs;
    }
    scenario_.before = cache::current_edition(scenario_.disk, "/cache").value_or("");
    machine = scenario_.machine();
    const std::uint64_t start = machine.fs.operations();
    REQUIRE(machine.update());
    scenario_.operations = machine.fs.operations() - start;
    const auto id = cache::current_edition(machine.fs, "/cache").value();
    auto store = cache::Store::open(machine.fs, "/cache").value();
    scenario_.after = store.manifest(id).value();
    REQUIRE(id != scenario_.before);
    scenario_.sound.insert(id);
    if (!scenario_.before.empty()) scenario_.sound.insert(scenario_.before);
    return std::move(scenario_);
  }

 private:
  void start(Machine& machine) {
    if (!started_) return;
    machine.fs = scenario_.disk;
    machine.options = scenario_.options;
  }
  void keep(const Machine& machine) {
    started_ = true;
    scenario_.disk = machine.fs;
    scenario_.options = machine.options;
  }
  RepositoryWorld world_;
  bool started_ = false;
  Scenario scenario_;
};

Scenario first_update() {
  Builder builder("the first update");
  builder.publication().add_office("khujand");
  builder.publication().set_notice("warning", "A warning");
  return builder.finish();
}

Scenario small_change() {
  Builder builder("a change of one story");
  builder.take();
  builder.publication().set_story("mission", "second", "A second story");
  builder.take();
  builder.publication().set_story("mission", "second", "A third story");
  return builder.finish();
}

// More blobs than are made durable together, some of them gone afterwards.
Scenario many_files() {
  Builder builder("a change of many files", 2);
  for (int i = 0; i < 10; ++i)
    builder.publication().put("mission", picture_path(i), BlobKind::picture, picture(i, "old"));
  builder.take();
  for (int i = 0; i < 4; ++i) builder.publication().remove("mission", picture_path(i));
  builder.take();
  for (int i = 3; i < 75; ++i)
    builder.publication().put("mission", picture_path(i), BlobKind::picture, picture(i, "new"));
  return builder.finish();
}

Scenario text_first() {
  Builder builder("text first");
  builder.publication().text_first = true;
  builder.publication().set_story("mission", "first", "A first story");
  builder.take();
  builder.publication().set_story("mission", "second", "A second story");
  builder.publication().set_notice("warning", "A warning");
  for (int i = 0; i < 5; ++i)
    builder.publication().put("mission", picture_path(i), BlobKind::picture, picture(i, "new"));
  builder.publication().put("mission", "mission/a.opus", BlobKind::audio, recording);
  return builder.finish();
}

Scenario offices() {
  Builder builder("offices come and change");
  builder.publication().add_office("khujand");
  builder.take();
  builder.publication().set_story("offices/khujand", "hours", "New hours");
  builder.publication().add_office("bokhtar");
  return builder.finish();
}

Scenario rotation() {
  Builder builder("keys rotate", 1);
  builder.take();
  RepositoryWorld& world = builder.publication();
  for (const char* role : {"snapshot", "timestamp"}) {
    world.rotate(role);
    ++world.root.version;
    world.write_root();
  }
  world.set_story("mission", "second", "A second story");
  Scenario scenario = builder.finish();
  scenario.earlier.reset();  // as the specification says, 5.3.11
  return scenario;
}

// Somebody published version 1000 with a key that is taken away, while another one stays: what
// counts now is lower (5.3.11).
Scenario fast_forwarded() {
  Builder builder("versions that were fast-forwarded are taken back");
  RepositoryWorld& world = builder.publication();
  const auto set_second_key = [&] {
    const auto key = trust::PrivateKey::generate();
    world.root.keys.insert_or_assign(key.id(), key.public_key());
    world.root.roles["timestamp"].keyids = {world.keys["timestamp"].front().id(), key.id()};
    world.write_root();
  };
  set_second_key();
  world.timestamp.version = 1000;
  builder.take();
  ++world.root.version;
  set_second_key();
  world.timestamp.version = 4;
  world.set_story("mission", "second", "A second story");
  Scenario scenario = builder.finish();
  scenario.earlier.reset();
  return scenario;
}

Scenario other_root() {
  Builder builder("the program brings another root");
  builder.take();
  builder.publication() = RepositoryWorld(world_start(), 1);
  builder.publication().set_story("mission", "second", "From the new keys");
  return builder.install_root().finish();
}

Scenario resumed() {
  Builder builder("a broken update is gone on with");
  builder.take();
  for (int i = 0; i < 5; ++i)
    builder.publication().put("mission", picture_path(i), BlobKind::picture, picture(i, "new"));
  builder.publication().put("mission", "mission/a.opus", BlobKind::audio, recording);
  builder.take_half("mission/a.opus");
  Scenario scenario = builder.finish(false);
  return scenario;
}

Scenario refused() {
  Builder builder("an edition is refused, and the next one is there");
  builder.take();
  builder.publication().set_story("mission", "second", "A story that no screen can show");
  builder.take().refuse_current();
  builder.publication().set_story("mission", "second", "A story that can be shown");
  return builder.finish();
}

Scenario rolled_back() {
  Builder builder("an edition is refused, and there is no other");
  builder.take();
  builder.publication().set_story("mission", "second", "A story that no screen can show");
  builder.take().refuse_current();
  return builder.finish(false);
}

// What nobody needs fills the disk: collection comes before the blobs that it makes room for.
Scenario full_disk() {
  Builder builder("a disk that is nearly full");
  builder.take().fill_disk();
  builder.publication().put("mission", "mission/a.opus", BlobKind::audio, recording);
  return builder.finish();
}

// Text and catalogs of the new edition, some of its pictures.
bool is_text_of(const model::Manifest& shown, const model::Manifest& whole) {
  const auto has = [](const model::Manifest& in, const model::Manifest::Blob& blob) {
    return std::find(in.blobs.begin(), in.blobs.end(), blob) != in.blobs.end();
  };
  return !shown.whole && shown.catalogs == whole.catalogs &&
         std::all_of(shown.blobs.begin(), shown.blobs.end(),
                     [&](const auto& blob) { return has(whole, blob); }) &&
         std::all_of(whole.blobs.begin(), whole.blobs.end(), [&](const auto& blob) {
           return blob.kind > BlobKind::font || has(shown, blob);
         });
}

}  // namespace

Machine Scenario::machine() const {
  Machine made(*server);
  made.fs = disk;
  made.options = options;
  return made;
}

const std::vector<Scenario>& disk_scenarios() {
  static const std::vector<Scenario> scenarios = [] {
    std::vector<Scenario> made;
    for (const auto make : {first_update, small_change, many_files, text_first, offices, rotation,
                            fast_forwarded, other_root, resumed, refused, rolled_back, full_disk})
      made.push_back(make());
    return made;
  }();
  return scenarios;
}

void require_sound(Machine& machine, const Scenario& scenario) {
  const base::Path cache = machine.options.cache;
  const auto current = cache::current_edition(machine.fs, cache);
  if (!current && scenario.before.empty()) {
    REQUIRE(current.error().code == base::Code::not_found);
    return;
  }
  REQUIRE(current);
  const base::Path folder = cache / "editions" / *current;
  const auto bytes = machine.fs.read(folder / "manifest.json", model::manifest_limit);
  REQUIRE(bytes);
  REQUIRE(base::sha256(*bytes).hex().substr(0, 32) == *current);
  const auto manifest = model::parse_manifest(*bytes);
  REQUIRE(manifest);
  REQUIRE((scenario.sound.contains(*current) || is_text_of(*manifest, scenario.after)));
  REQUIRE(machine.fs.read(folder / "head.json", model::head_limit) ==
          model::serialize_head(*manifest));
  for (const auto& [blob, kind] : manifest->blobs) {
    const auto content = machine.fs.read(cache::blob_path(cache, blob.hash), blob.length);
    REQUIRE(content);
    REQUIRE(base::sha256(*content) == blob.hash);
  }
  for (const auto& catalog : manifest->catalogs)
    REQUIRE(
        model::Catalog::open(machine.fs.map(cache::blob_path(cache, catalog.blob.hash)).value()));
  REQUIRE(machine.edition());
}

void require_new(Machine& machine, const Scenario& scenario) {
  require_sound(machine, scenario);
  REQUIRE(cache::current_edition(machine.fs, machine.options.cache) == scenario.after.id());
}

void require_no_way_back(Machine& machine, const Scenario& scenario) {
  if (!scenario.earlier) return;
  const auto shown = cache::current_edition(machine.fs, machine.options.cache).value_or("");
  const auto refused = std::exchange(machine.options.refused, nullptr);
  machine.server = scenario.earlier.get();
  REQUIRE(code_of(machine.update()) == base::Code::untrusted);
  machine.server = scenario.server.get();
  machine.options.refused = refused;
  REQUIRE(cache::current_edition(machine.fs, machine.options.cache).value_or("") == shown);
}

}  // namespace rohnamo::tests
