#include "content/publish/keyring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::uint64_t delegations_limit = 5'000'000;  // bytes
constexpr std::uint64_t versions_limit = 16 << 20;

Result<std::unique_ptr<base::Lock>> lock(base::Fs& fs, const Path& folder) {
  auto lock = fs.lock_exclusive(folder / "lock");
  if (!lock && lock.error().code == Code::busy)
    return fail(Code::busy, fmt::format("another rohnamo-content is at work with {}: try again "
                                        "when it has ended",
                                        folder.string()));
  return lock;
}

Result<Versions> parse_versions(const base::json::Reader& reader, std::string_view field) {
  Versions versions;
  TRY(reader.each_member(field, [&](auto role, const auto& version) -> Result<void> {
    if (!version.value().is_int64())
      return fail(Code::invalid_input, version.where() + " is no version");
    versions.emplace(role, version.value().get_int64());
    return {};
  }));
  return versions;
}

base::json::Object to_json(const Versions& versions) {
  base::json::Object object;
  for (const auto& [role, version] : versions) object[role] = version;
  return object;
}

Path draft_path(const Path& folder, std::int64_t version) {
  return folder / fmt::format("{}.root.draft.json", version);
}

}  // namespace

Result<Keyring> Keyring::open(base::Fs& fs, const Path& folder) {
  if (!fs.list(folder))
    return fail(Code::not_found,
                fmt::format("there is no folder of keys {0}: make one with rohnamo-content keys "
                            "new --keys {0}",
                            folder.string()));
  Keyring keyring(fs, folder);
  keyring.lock_ = TRY(lock(fs, folder));
  keyring.settings_ = TRY(read_key_settings(fs, folder));
  keyring.roots_ = TRY(read_root_chain(fs, folder));
  TRY(keyring.read_keys(folder));
  for (const auto& office : fs.list(folder / "offices").value_or(std::vector<std::string>()))
    if (is_id(office)) TRY(keyring.read_keys(folder / "offices" / office));
  TRY(keyring.read_draft());
  TRY(keyring.read_delegations());
  TRY(keyring.read_versions());
  return keyring;
}

Result<void> Keyring::read_keys(const Path& folder) {
  for (const auto& name : TRY(fs_->list(folder)))
    if (stem(name, ".pem")) keys_.push_back(TRY(read_key(*fs_, folder / name)));
  return {};
}

Result<void> Keyring::require_root() const {
  if (!roots_.empty()) return {};
  return fail(Code::not_found,
              fmt::format("{} has no root of trust: copy 1.root.json there from the folder where "
                          "the keys were made, or make keys with rohnamo-content keys new",
                          folder_.string()));
}

std::vector<const trust::PrivateKey*> Keyring::held(const trust::Signers& signers) const {
  std::vector<const trust::PrivateKey*> found;
  for (const auto& id : signers.keyids) {
    const auto held =
        std::find_if(keys_.begin(), keys_.end(), [&](auto& key) { return key.key.id() == id; });
    if (held != keys_.end()) found.push_back(&held->key);
  }
  return found;
}

Result<void> Keyring::add_root(std::string file) {
  TRY(roots_.check_next(file));
  const auto version = roots_.empty() ? TRY(trust::parse<trust::Root>(file)).role.version
                                      : roots_.newest().version + 1;
  TRY(base::write_whole(*fs_, folder_ / root_name(version), file));
  return roots_.append(std::move(file));
}

Result<void> Keyring::adopt(const RootChain& chain) {
  for (const auto& [version, link] : chain.links())
    if (!roots_.empty() && version > roots_.newest().version) TRY(add_root(link.file));
  return {};
}

Path Keyring::root_draft_path() const {
  return draft_path(folder_, roots_.newest().version + 1);
}

Result<void> Keyring::remember_draft(std::string file) {
  TRY(base::write_whole(*fs_, root_draft_path(), file));
  root_draft_ = std::move(file);
  return {};
}

Result<void> Keyring::forget_draft(const Path& draft) {
  root_draft_.reset();
  TRY(fs_->remove(draft));
  return fs_->sync_directory(folder_);
}

Result<void> Keyring::read_draft() {
  if (roots_.empty() || !fs_->exists(root_draft_path())) return {};
  const Path path = root_draft_path();
  auto file = TRY(fs_->read(path, root_limit));
  if (roots_.check_next(file)) {
    TRY(add_root(std::move(file)));
    return forget_draft(path);
  }
  root_draft_ = std::move(file);
  return {};
}

Result<void> Keyring::read_delegations() {
  const Path path = folder_ / "delegations.json";
  if (!fs_->exists(path)) return {};
  auto file = trust::parse<trust::Targets>(TRY(fs_->read(path, delegations_limit)));
  if (!file) return fail(file.error(), path.string());
  if (!file->role.delegations)
    return fail(Code::invalid_input, path.string() + " delegates nothing");
  delegations_ = std::move(file->role.delegations);
  return {};
}

Result<void> Keyring::remember(trust::Delegations delegations) {
  trust::Targets targets;
  targets.delegations = std::move(delegations);
  const auto file = TRY(trust::sign(targets, {}));
  TRY(base::write_whole(*fs_, folder_ / "delegations.json", file));
  delegations_ = std::move(targets.delegations);
  return {};
}

Result<void> Keyring::read_versions() {
  const Path path = folder_ / "versions.json";
  if (!fs_->exists(path)) return {};
  const auto document =
      TRY(base::json::parse(TRY(fs_->read(path, versions_limit)), versions_limit));
  const base::json::Reader reader(document, path.string());
  TRY(reader.check_format(1));
  published_ = TRY(parse_versions(reader, "versions"));
  prepared_ = TRY(parse_versions(reader, "prepared"));
  return {};
}

Result<void> Keyring::write_versions() {
  const base::json::Object document{
      {"format", 1}, {"versions", to_json(published_)}, {"prepared", to_json(prepared_)}};
  return base::write_whole(*fs_, folder_ / "versions.json", boost::json::serialize(document));
}

Result<void> Keyring::remember_published(const Versions& versions) {
  raise(published_, versions);
  return write_versions();
}

Result<void> Keyring::remember_prepared(const Versions& versions) {
  raise(prepared_, versions);
  return write_versions();
}

}  // namespace rohnamo::publish
