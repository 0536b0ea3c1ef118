#include "content/publish/keyring.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <system_error>

#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using trust::PrivateKey;

constexpr std::uint64_t key_limit = 16 << 10;  // bytes
constexpr std::uint64_t root_limit = 512'000;  // what clients read
constexpr std::uint64_t versions_limit = 16 << 20;
constexpr std::string_view top_level[] = {"root", "targets", "snapshot", "timestamp"};

Path key_path(const Path& folder, std::string_view name) {
  return folder / fmt::format("{}.pem", name);
}

// The owner's alone from the first byte on, which the Fs port cannot say.
Result<void> write_secret(const Path& path, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail(errno == EEXIST ? Code::busy : Code::io,
                fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (!written)
    return fail(Code::io,
                fmt::format("{}: {}", path.string(), std::generic_category().message(error)));
  return {};
}

Result<PrivateKey> read_key(base::Fs& fs, const Path& path) {
  const auto pem = TRY(fs.read(path, key_limit));
  auto key = PrivateKey::from_pem(pem);
  if (!key) return fail(key.error(), path.string());
  return key;
}

std::string root_name(std::int64_t version) {
  return fmt::format("{}.root.json", version);
}

std::optional<std::int64_t> root_version(const std::string& name) {
  const auto digits = stem(name, ".root.json");
  if (!digits) return std::nullopt;
  std::int64_t version = 0;
  const auto [end, bad] = std::from_chars(digits->data(), digits->data() + digits->size(), version);
  if (bad != std::errc() || end != digits->data() + digits->size() || version < 1)
    return std::nullopt;
  return version;
}

}  // namespace

Result<void> new_keys(base::Fs& fs, const Path& folder, base::Time now) {
  TRY(fs.make_directories(folder));
  for (const auto& name : TRY(fs.list(folder)))
    if (name.ends_with(".pem") || name.ends_with(".root.json"))
      return fail(Code::busy,
                  fmt::format("{} holds keys already ({}): screens that trust them could "
                              "never be reached by others; name another folder",
                              folder.string(), name));
  ::chmod(folder.c_str(), 0700);
  trust::Root root;
  root.expires = now + root_period;
  std::optional<PrivateKey> root_key;
  for (const auto role : top_level) {
    const auto key = PrivateKey::generate();
    TRY(write_secret(key_path(folder, role), key.to_pem()));
    root.keys.emplace(key.id(), key.public_key());
    root.roles.emplace(role, trust::Signers{{key.id()}, 1});
    if (role == "root") root_key = key;
  }
  return base::write_whole(fs, folder / root_name(1), TRY(trust::sign(root, {&*root_key})));
}

Result<void> new_office_key(base::Fs& fs, const Path& folder, const std::string& name) {
  if (!is_id(name))
    return fail(Code::invalid_input,
                fmt::format("`{}` is no office's name: use a-z, 0-9 and -, at most 64", name));
  if (!fs.exists(key_path(folder, "targets")))
    return fail(
        Code::not_found,
        fmt::format("{} holds no keys yet: make them first, without --office", folder.string()));
  const Path path = key_path(folder, "office-" + name);
  if (fs.exists(path)) return fail(Code::busy, path.string() + " is there already");
  TRY(write_secret(path, PrivateKey::generate().to_pem()));
  return fs.sync_directory(folder);
}

Result<Keyring> Keyring::open(base::Fs& fs, const Path& folder) {
  if (!fs.exists(key_path(folder, "targets")))
    return fail(Code::not_found,
                fmt::format("{} holds no keys: make them with rohnamo-content keys "
                            "new --keys {}",
                            folder.string(), folder.string()));
  Keyring keyring(fs, folder);
  keyring.lock_ = TRY(fs.lock_exclusive(folder / "lock"));
  TRY(keyring.read_roots());
  TRY(keyring.read_keys());
  TRY(keyring.read_versions());
  return keyring;
}

Result<std::unique_ptr<PrivateKey>> Keyring::signer(std::string_view role) const {
  const Path path = key_path(folder_, role);
  auto key = std::make_unique<PrivateKey>(TRY(read_key(*fs_, path)));
  const auto signers = root_.roles.find(role);
  if (signers == root_.roles.end() || signers->second.keyids != std::vector{key->id()})
    return fail(Code::untrusted, fmt::format("{} is not the key that {} names", path.string(),
                                             root_name(root_.version)));
  return key;
}

Result<void> Keyring::read_keys() {
  targets_ = TRY(signer("targets"));
  snapshot_ = TRY(signer("snapshot"));
  timestamp_ = TRY(signer("timestamp"));
  if (fs_->exists(key_path(folder_, "root"))) root_key_ = TRY(signer("root"));
  for (const auto& file : TRY(fs_->list(folder_))) {
    const auto name = stem(file, ".pem");
    constexpr std::string_view prefix = "office-";
    if (name && name->starts_with(prefix))
      offices_.emplace(name->substr(prefix.size()), TRY(read_key(*fs_, folder_ / file)));
  }
  return {};
}

Result<void> Keyring::read_roots() {
  for (const auto& name : TRY(fs_->list(folder_)))
    if (const auto version = root_version(name))
      root_files_.emplace(*version, TRY(fs_->read(folder_ / name, root_limit)));
  if (root_files_.empty())
    return fail(Code::not_found,
                fmt::format("{} has no 1.root.json: without it no screen can trust "
                            "these keys",
                            folder_.string()));
  auto newest = trust::parse<trust::Root>(root_files_.rbegin()->second);
  if (!newest) return fail(newest.error(), root_name(root_files_.rbegin()->first));
  root_ = std::move(newest->role);
  return trust::verify_threshold(*newest, root_.roles["root"], root_.keys, "root");
}

Result<void> Keyring::read_versions() {
  const Path path = folder_ / "versions.json";
  if (!fs_->exists(path)) return {};
  const auto document =
      TRY(base::json::parse(TRY(fs_->read(path, versions_limit)), versions_limit));
  const base::json::Reader reader(document, path.string());
  TRY(reader.check_format(1));
  return reader.each_member("versions", [&](auto role, const auto& version) -> Result<void> {
    if (!version.value().is_int64())
      return fail(Code::invalid_input, version.where() + " is no version");
    versions_.emplace(role, version.value().get_int64());
    return {};
  });
}

Result<void> Keyring::remember(Versions versions) {
  base::json::Object by_role;
  for (const auto& [role, version] : versions) by_role[role] = version;
  versions_ = std::move(versions);
  const base::json::Object document{{"format", 1}, {"versions", std::move(by_role)}};
  return base::write_whole(*fs_, folder_ / "versions.json", boost::json::serialize(document));
}

Result<const PrivateKey*> Keyring::office(const std::string& name) const {
  const auto key = offices_.find(name);
  if (key != offices_.end()) return &key->second;
  return fail(
      Code::not_found,
      fmt::format("the office {} has no key: rohnamo-content keys new --keys {} --office {}", name,
                  folder_.string(), name));
}

Result<bool> Keyring::renew_root(base::Time now) {
  if (!root_key_ || root_.expires - now > root_period / 3) return false;
  root_.version += 1;
  root_.expires = now + root_period;
  auto file = TRY(trust::sign(root_, {root_key_.get()}));
  TRY(base::write_whole(*fs_, folder_ / root_name(root_.version), file));
  root_files_.emplace(root_.version, std::move(file));
  return true;
}

}  // namespace rohnamo::publish
