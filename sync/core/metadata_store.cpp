#include "sync/core/metadata_store.hpp"

#include <fmt/format.h>

#include <charconv>

#include "content/base/hash.hpp"
#include "content/trust/paths.hpp"
#include "sync/core/trusted_set.hpp"

namespace rohnamo::core {

using base::Code;
using base::Result;
using base::json::Object;
using base::json::Reader;

namespace {

constexpr std::int64_t poll_format = 1;
constexpr std::size_t poll_limit = 65'536;  // bytes
constexpr std::size_t number_limit = 32;    // bytes

}  // namespace

Result<Poll> parse_poll(std::string_view bytes) {
  const auto value = TRY(base::json::parse(bytes, poll_limit));
  const Reader object(value, "poll");
  TRY(object.check_format(poll_format));
  Poll poll;
  poll.etag = TRY(object.string("etag"));
  poll.timestamp_version = TRY(object.integer("timestamp_version"));
  poll.edition = TRY(object.string("edition"));
  poll.offices = TRY(object.string("offices"));
  poll.checked = TRY(base::from_rfc3339(TRY(object.string("checked"))));
  poll.expires = TRY(base::from_rfc3339(TRY(object.string("expires"))));
  return poll;
}

std::string serialize(const Poll& poll) {
  return boost::json::serialize(Object{{"format", poll_format},
                                       {"etag", poll.etag},
                                       {"timestamp_version", poll.timestamp_version},
                                       {"edition", poll.edition},
                                       {"offices", poll.offices},
                                       {"checked", base::to_rfc3339(poll.checked)},
                                       {"expires", base::to_rfc3339(poll.expires)}});
}

MetadataStore::MetadataStore(base::Fs& fs, base::Path state, base::Path roles)
    : fs_(&fs), state_(std::move(state)), roles_(std::move(roles)) {}

Result<MetadataStore> MetadataStore::open(base::Fs& fs, base::Path state) {
  base::Path roles = state / "metadata";
  return open(fs, std::move(state), std::move(roles));
}

Result<MetadataStore> MetadataStore::open(base::Fs& fs, base::Path state, base::Path roles) {
  TRY(fs.make_directories(state));
  TRY(fs.make_directories(roles));
  return MetadataStore(fs, std::move(state), std::move(roles));
}

Result<std::unique_ptr<base::Lock>> MetadataStore::lock() const {
  auto lock = fs_->lock_exclusive(state_ / "lock");
  if (!lock && lock.error().code == Code::busy)
    return base::fail(Code::busy, "another update is under way");
  return lock;
}

base::Path MetadataStore::path(std::string_view role) const {
  return roles_ / (trust::encode_role(role) + ".json");
}

Result<std::string> MetadataStore::read(std::string_view role, std::uint64_t limit) const {
  return fs_->read(path(role), limit);
}

Result<void> MetadataStore::write(std::string_view role, std::string_view bytes) {
  return base::write_whole(*fs_, path(role), bytes);
}

Result<void> MetadataStore::write(const std::vector<RoleFile>& files) {
  if (files.size() == 1) return write(files.front().role, files.front().bytes);
  const auto draft = [this](const RoleFile& file) { return path(file.role).string() + ".new"; };
  for (const RoleFile& file : files) TRY(TRY(fs_->create(draft(file)))->write(file.bytes));
  TRY(fs_->sync_all(roles_));
  for (const RoleFile& file : files) TRY(fs_->rename(draft(file), path(file.role)));
  return fs_->sync_directory(roles_);
}

Result<void> MetadataStore::remove(std::string_view role) {
  auto removed = fs_->remove(path(role));
  if (!removed && removed.error().code == Code::not_found) return {};
  if (!removed) return removed;
  return fs_->sync_directory(roles_);
}

base::Path MetadataStore::old_root_path(std::int64_t version) const {
  return state_ / "roots" / (std::to_string(version) + ".root.json");
}

Result<void> MetadataStore::replace_root(std::int64_t before, std::string_view bytes) {
  const base::Path old = old_root_path(before);
  TRY(fs_->make_directories(old.parent_path()));
  TRY(base::write_whole(*fs_, old, TRY(read("root", root_limit))));
  return write("root", bytes);
}

Result<std::string> MetadataStore::old_root(std::int64_t version) const {
  return fs_->read(old_root_path(version), root_limit);
}

Result<std::vector<base::Path>> MetadataStore::files() const {
  std::vector<base::Path> files;
  for (const std::string& name : TRY(fs_->list(roles_)))
    if (name.ends_with(".json")) files.push_back(roles_ / name);
  return files;
}

// The origin is written last: a power cut before it begins again from the installed root.
Result<std::string> MetadataStore::begin_root(std::string_view installed) {
  const std::string origin = base::sha256(installed).hex();
  const auto known = fs_->read(state_ / "origin", origin.size());
  auto stored = read("root", root_limit);
  if (known && *known == origin && stored && TrustedSet::begin(*stored, {})) return stored;
  TRY(write("root", installed));
  TRY(base::write_whole(*fs_, state_ / "origin", origin));
  return std::string(installed);
}

Result<Poll> MetadataStore::poll() const {
  return parse_poll(TRY(fs_->read(state_ / "poll", poll_limit)));
}

Result<void> MetadataStore::set_poll(const Poll& poll) {
  return base::write_whole(*fs_, state_ / "poll", serialize(poll));
}

std::optional<std::int64_t> MetadataStore::sideloaded() const {
  const auto text = fs_->read(state_ / "sideloaded", number_limit);
  if (!text) return std::nullopt;
  std::int64_t version = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), version);
  return parsed.ec == std::errc() ? std::optional(version) : std::nullopt;
}

Result<void> MetadataStore::set_sideloaded(std::optional<std::int64_t> timestamp_version) {
  const base::Path path = state_ / "sideloaded";
  if (timestamp_version)
    return base::write_whole(*fs_, path, fmt::format("{}\n", *timestamp_version));
  auto removed = fs_->remove(path);
  if (!removed && removed.error().code == Code::not_found) return {};
  return removed;
}

}  // namespace rohnamo::core
