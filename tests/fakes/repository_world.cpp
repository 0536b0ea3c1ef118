#include "tests/fakes/repository_world.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "content/trust/bins.hpp"
#include "content/trust/paths.hpp"
#include "tests/fakes/sample_content.hpp"

namespace rohnamo::fakes {

using base::Code;
using base::fail;
using base::Result;
using trust::PrivateKey;

namespace {

constexpr std::size_t chunk = 1000;  // bytes that arrive at once

trust::Signers signed_by(const std::vector<PrivateKey>& keys) {
  trust::Signers signers;
  for (const PrivateKey& key : keys) signers.keyids.push_back(key.id());
  return signers;
}

void know(trust::Keys& known, const std::vector<PrivateKey>& keys) {
  for (const PrivateKey& key : keys) known.insert_or_assign(key.id(), key.public_key());
}

}  // namespace

RepositoryWorld::RepositoryWorld(base::Time start, int bin_bits) : now(start) {
  for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
    keys[role].push_back(PrivateKey::generate());
    root.roles[role] = signed_by(keys[role]);
    know(root.keys, keys[role]);
  }
  root.expires = now + 10 * lifetime;
  write_root();
  targets["targets"].delegations.emplace();
  delegate("mission", {"mission/*", "mission/*/*", "mission/*/*/*", "mission/*/*/*/*"});
  keys["bins"].push_back(PrivateKey::generate());
  auto& bins = targets["mission"].delegations.emplace();
  bins.succinct_roles = trust::SuccinctRoles{signed_by(keys["bins"]), bin_bits, "mission"};
  know(bins.keys, keys["bins"]);
  set_story("mission", "first", "A first story");
}

void RepositoryWorld::delegate(const std::string& role, std::vector<std::string> paths) {
  keys[role].push_back(PrivateKey::generate());
  auto& delegations = *targets["targets"].delegations;
  delegations.roles.push_back({role, signed_by(keys[role]), true, std::move(paths), {}});
  know(delegations.keys, keys[role]);
  targets[role];
}

void RepositoryWorld::add_office(const std::string& name) {
  const std::string role = "offices/" + name;
  delegate(role, {role + "/*", role + "/*/*"});
  set_story(role, "hours", "Opening hours of " + name);
}

void RepositoryWorld::set_story(const std::string& role, const std::string& id,
                                const std::string& title) {
  stories_[role][id] = title;
  put(role, role + "/texts/" + id + ".en.json", model::BlobKind::text, sample_body(title));
  write_catalog(role);
}

void RepositoryWorld::set_notice(const std::string& id, const std::string& title) {
  notices_[id] = title;
  put("mission", "mission/texts/" + id + ".en.json", model::BlobKind::text, sample_body(title));
  write_catalog("mission");
}

void RepositoryWorld::write_catalog(const std::string& role) {
  std::vector<SampleText> stories;
  std::vector<SampleText> notices;
  for (const auto& [id, title] : stories_[role]) stories.push_back({id, title, sample_body(title)});
  if (role == "mission")
    for (const auto& [id, title] : notices_) notices.push_back({id, title, sample_body(title)});
  put(role, role + "/catalog", model::BlobKind::catalog,
      sample_catalog(role, stories, notices, text_first));
}

void RepositoryWorld::put(const std::string& role, const std::string& path, model::BlobKind kind,
                          const std::string& bytes) {
  content_[role][path] = {kind, bytes};
}

void RepositoryWorld::remove(const std::string& role, const std::string& path) {
  content_[role].erase(path);
}

trust::SoftwarePackage RepositoryWorld::put_package(const std::string& name,
                                                    const std::string& version,
                                                    const std::string& architecture,
                                                    const std::string& bytes) {
  const std::string role(trust::software_role);
  if (!targets.contains(role)) delegate(role, {role + "/*"});
  const trust::SoftwarePackage package{name, version, architecture, base::sha256(bytes),
                                       bytes.size()};
  packages_.insert_or_assign(package.target(), package);
  files[trust::target_path(package.target(), package.hash.hex())] = bytes;
  return package;
}

void RepositoryWorld::remove_package(const trust::SoftwarePackage& package) {
  packages_.erase(package.target());
}

// Puts every target into its role or bin; a role of which anything changed gets a new version.
void RepositoryWorld::assemble() {
  std::map<std::string, std::map<std::string, trust::TargetFile, std::less<>>> by_role;
  for (const auto& [role, files_of_role] : content_) {
    const auto& delegations = targets[role].delegations;
    for (const auto& [path, target] : files_of_role) {
      trust::TargetFile file;
      file.length = target.bytes.size();
      file.hashes["sha256"] = base::sha256(target.bytes).hex();
      file.custom["kind"] = model::to_string(target.kind);
      const bool binned = delegations && delegations->succinct_roles;
      by_role[binned ? trust::bin_of(*delegations->succinct_roles, path) : role][path] = file;
      files[trust::target_path(path, file.hashes["sha256"])] = target.bytes;
    }
  }
  for (const auto& [path, package] : packages_)
    by_role[std::string(trust::software_role)][path] = trust::describe(package);
  const trust::SuccinctRoles bins = *targets["mission"].delegations->succinct_roles;
  for (std::uint64_t i = 0; i < trust::bin_count(bins); ++i) targets[trust::bin_name(bins, i)];
  for (auto& [role, metadata] : targets) {
    metadata.targets = by_role[role];
    if (written_[role] == *trust::sign(metadata, {})) continue;
    metadata.expires = now + lifetime;
    if (snapshot.meta.contains(role)) ++metadata.version;
    write_targets(role);
  }
}

void RepositoryWorld::publish() {
  assemble();
  if (published_) {
    ++snapshot.version;
    ++timestamp.version;
  }
  published_ = true;
  snapshot.expires = timestamp.expires = now + lifetime;
  timestamp.signed_at = now;
  write_snapshot();
  write_timestamp();
}

std::vector<const PrivateKey*> RepositoryWorld::signers(const std::string& role) const {
  const bool is_bin = role.starts_with("mission-");
  std::vector<const PrivateKey*> pointers;
  for (const PrivateKey& key : keys.at(is_bin ? "bins" : role)) pointers.push_back(&key);
  return pointers;
}

void RepositoryWorld::write_root() {
  files[trust::metadata_path("root", root.version)] = *trust::sign(root, signers("root"));
}

void RepositoryWorld::write_targets(const std::string& role) {
  const std::string bytes = *trust::sign(targets.at(role), signers(role));
  written_[role] = *trust::sign(targets.at(role), {});
  snapshot.meta[role] = trust::describe(targets.at(role).version, bytes);
  files[path_of(role)] = bytes;
}

void RepositoryWorld::write_snapshot() {
  const std::string bytes = *trust::sign(snapshot, signers("snapshot"));
  timestamp.snapshot = trust::describe(snapshot.version, bytes);
  files[path_of("snapshot")] = bytes;
}

void RepositoryWorld::write_timestamp() {
  files[path_of("timestamp")] = *trust::sign(timestamp, signers("timestamp"));
}

void RepositoryWorld::rotate(const std::string& role) {
  if (role != "root") keys[role].clear();
  keys[role].push_back(PrivateKey::generate());
  root.roles[role] = signed_by({keys[role].back()});
  know(root.keys, keys[role]);
}

std::string RepositoryWorld::root_file(std::int64_t version) const {
  return files.at(trust::metadata_path("root", version));
}

std::string RepositoryWorld::path_of(const std::string& role) const {
  if (role == "timestamp") return trust::metadata_path(role, 0);
  if (role == "root") return trust::metadata_path(role, root.version);
  if (role == "snapshot") return trust::metadata_path(role, snapshot.version);
  return trust::metadata_path(role, targets.at(role).version);
}

std::string RepositoryWorld::blob_path(const std::string& path) const {
  for (const auto& [role, files_of_role] : content_) {
    const auto found = files_of_role.find(path);
    if (found != files_of_role.end())
      return trust::target_path(path, base::sha256(found->second.bytes).hex());
  }
  const auto package = packages_.find(path);
  if (package != packages_.end()) return trust::target_path(path, package->second.hash.hex());
  return "";
}

// The server ------------------------------------------------------------------------------------

core::Task<Result<core::Fetched>> RepositoryWorld::fetch(core::FetchRequest request,
                                                         core::Sink& sink) {
  requests.push_back(request.path);
  if (offline) co_return fail(Code::offline, "no route");
  const auto file = files.find(request.path);
  if (file == files.end()) co_return fail(Code::not_found, request.path + ": 404");
  core::Fetched fetched;
  if (etags) fetched.etag = '"' + base::sha256(file->second).hex().substr(0, 16) + '"';
  if (request.offset == 0 && !request.etag.empty() && request.etag == fetched.etag) {
    fetched.not_modified = true;
    co_return fetched;
  }
  const std::uint64_t offset = ranges && request.offset <= file->second.size() ? request.offset : 0;
  auto sent = co_await send(request.path, offset, request.max_bytes, sink);
  if (!sent) co_return fail(sent.error());
  co_return fetched;
}

core::Task<Result<void>> RepositoryWorld::send(std::string path, std::uint64_t offset,
                                               std::uint64_t limit, core::Sink& sink) {
  const std::string body = files.at(path);
  auto begun = co_await sink.begin(offset);
  if (!begun) co_return begun;
  const auto broken = breaks.find(path);
  const std::size_t end = broken == breaks.end() ? body.size() : broken->second;
  while (offset < end || path == endless) {
    const std::string_view part =
        path == endless ? std::string_view(body).substr(0, chunk)
                        : std::string_view(body).substr(offset, std::min(chunk, end - offset));
    offset += part.size();
    if (offset > limit) co_return fail(Code::too_large, path + " is too long");
    co_await boost::asio::post(boost::asio::use_awaitable);  // the others have their turn
    auto written = co_await sink.write(part);
    if (!written) co_return written;
    bytes_served += part.size();
  }
  if (broken == breaks.end()) {
    auto ended = co_await sink.end();
    co_return ended;
  }
  breaks.erase(broken);
  co_return fail(Code::offline, path + " broke off");
}

}  // namespace rohnamo::fakes
