#include "tests/content/publish/publish_world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "content/cache/edition.hpp"
#include "content/publish/prepare.hpp"
#include "tests/fakes/run.hpp"

namespace rohnamo::tests {
namespace {

constexpr std::uint64_t limit = 100'000'000;  // bytes

std::string read(const base::Path& path) {
  const auto bytes = disk().read(path, limit);
  INFO(path);
  REQUIRE(bytes);
  return *bytes;
}

}  // namespace

Files files_in(const base::Path& folder) {
  Files files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != ".lock" &&
        entry.path().filename() != "lock")
      files[std::filesystem::relative(entry.path(), folder).string()] = read(entry.path());
  return files;
}

struct Screen::Server final : core::Transport {
  Server(base::Path folder, base::Fs& fs) : folder(std::move(folder)), fs(fs) {}

  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override {
    const auto bytes = fs.read(folder / request.path, request.max_bytes);
    if (!bytes) co_return base::fail(bytes.error());
    auto begun = co_await sink.begin(0);
    if (!begun) co_return base::fail(begun.error());
    auto written = co_await sink.write(*bytes);
    if (!written) co_return base::fail(written.error());
    co_return core::Fetched();
  }

  base::Path folder;
  base::Fs& fs;
};

Screen::Screen(base::Path repository, std::string root, base::Fs& server)
    : server_(std::make_unique<Server>(std::move(repository), server)), root_(std::move(root)) {}

Screen::~Screen() = default;

base::Result<core::Outcome> Screen::update(base::Time now) {
  core::UpdateOptions options;
  options.cache = "/cache";
  options.state = "/state";
  options.trusted_root = root_;
  options.floor = ChannelWorld::now() - std::chrono::days(1);
  fakes::InlineWorker worker;
  core::UpdateCycle cycle(fs_, *server_, worker, options);
  return fakes::run(cycle.run(now, [](const core::Progress&) {}));
}

std::string Screen::follow(base::Time now) {
  const auto outcome = update(now);
  if (!outcome) FAIL(outcome.error().message);
  std::string warnings;
  for (const auto& warning : outcome->warnings) warnings += warning + "\n";
  return warnings;
}

std::vector<std::string> Screen::shown() {
  const auto id = cache::current_edition(fs_, "/cache");
  const auto edition = id ? cache::Edition::open(fs_, "/cache", *id) : base::fail(id.error());
  std::vector<std::string> ids;
  for (std::size_t i = 0; edition && i < (*edition)->size(); ++i) {
    switch ((*edition)->entry(i)->kind) {
      case model::Kind::story:
        ids.push_back("story:" + (*edition)->story(i)->id);
        break;
      case model::Kind::contact:
        ids.push_back("contact:" + (*edition)->contact(i)->id);
        break;
      case model::Kind::notice:
        ids.push_back("notice:" + (*edition)->notice(i)->id);
        break;
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::int64_t Screen::root_version() {
  const auto bytes = fs_.read("/state/metadata/root.json", limit);
  REQUIRE(bytes);
  return parsed<trust::Root>(*bytes).role.version;
}

void PublishWorld::make_keys(const publish::KeyPlan& plan) {
  REQUIRE(publish::new_keys(disk(), keys, time, plan));
  auto keyring = open();
  REQUIRE(publish::new_office(disk(), keyring, "khujand", keys / "offices/khujand"));
}

publish::Keyring PublishWorld::open(const base::Path& folder) const {
  auto keyring = publish::Keyring::open(disk(), folder);
  if (!keyring) FAIL(keyring.error().message);
  return std::move(*keyring);
}

void PublishWorld::remove_keys(const base::Path& folder, const std::string& role) const {
  const auto keyring = open(folder);
  for (const auto& key : keyring.keys())
    if (key.file.filename().string().starts_with(role + "-")) std::filesystem::remove(key.file);
}

publish::Decision PublishWorld::rotate(const std::string& role, const base::Path& folder) {
  auto keyring = open();
  const auto signers = publish::signers_of(keyring, role);
  REQUIRE(signers);
  const auto made = publish::make_key(disk(), folder, role);
  REQUIRE(made);
  const publish::SignersChange change{role, signers->keyids[0], made->key.public_key(), {}};
  const auto decision = publish::change_signers(keyring, change, {&made->key}, time);
  if (!decision) FAIL(decision.error().message);
  return *decision;
}

publish::Decision PublishWorld::rotate(const std::string& role) {
  return rotate(role, role.starts_with("offices/") ? keys / role : keys);
}

base::Result<publish::PublishReport> PublishWorld::try_publish() {
  auto keyring = publish::Keyring::open(disk(), keys);
  if (!keyring) return base::fail(keyring.error());
  return publish::publish(disk(), compile(), *keyring, repository, time);
}

publish::PublishReport PublishWorld::publish() {
  auto report = try_publish();
  if (!report) FAIL(report.error().message);
  return *report;
}

std::string PublishWorld::first_root() const {
  return read(keys / "1.root.json");
}

std::string PublishWorld::metadata(const std::string& role, std::int64_t version) {
  return read(repository / trust::metadata_path(role, version));
}

}  // namespace rohnamo::tests
