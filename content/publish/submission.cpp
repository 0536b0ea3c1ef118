#include "content/publish/submission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/publish/folder.hpp"
#include "content/publish/outbox.hpp"
#include "content/publish/root_chain.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::uint64_t all_metadata_limit = 64 << 20;  // bytes: of all files together

// targets.json points to the mission and the offices, the mission to its bins.
int rank(const RoleFile& file) {
  if (file.role == trust::Targets::type) return 2;
  return file.role == mission_role ? 1 : 0;
}

Result<void> clear(base::Fs& fs, const Path& folder) {
  for (const auto& name : fs.list(folder).value_or(std::vector<std::string>())) {
    const Path path = folder / name;
    if (!fs.exists(path)) TRY(clear(fs, path));
    TRY(fs.remove(path));
  }
  return {};
}

// A repository has such folders too, and must not be taken for an old submission.
Result<void> check_replaceable(base::Fs& fs, const Path& folder) {
  const auto refuse = [&](const std::string& name) {
    return fail(Code::invalid_input,
                fmt::format("{} is no submission that could be replaced, for it holds {}: name a "
                            "new folder",
                            folder.string(), name));
  };
  for (const auto& name : fs.list(folder).value_or(std::vector<std::string>()))
    if (name != "metadata" && name != "targets") return refuse(name);
  for (const auto& name : fs.list(folder / "metadata").value_or(std::vector<std::string>())) {
    const auto role = parse_metadata_name(name);
    if (!role || role->role == "snapshot") return refuse("metadata/" + name);
  }
  return {};
}

Result<void> make_room(base::Fs& fs, const Path& folder) {
  TRY(check_replaceable(fs, folder));
  TRY(clear(fs, folder / "metadata"));  // first: what is left is no submission
  return clear(fs, folder / "targets");
}

void add_files(base::Fs& fs, const Path& folder, const RoleFile& role, Submission& submission) {
  for (const auto& [path, target] : role.targets().targets) {
    const auto hex = target.hashes.find("sha256");
    const auto hash = hex == target.hashes.end() ? base::fail(Code::invalid_input, "")
                                                 : base::Hash::from_hex(hex->second);
    if (!hash || !is_plain_path(path)) continue;  // refused by name when it is looked into
    const Path place = folder / trust::target_path(path, hex->second);
    const auto size = fs.size(place);
    if (size && *size == target.length)
      submission.files.push_back({path, model::BlobKind::text, {*hash, target.length}, {}, place});
  }
}

}  // namespace

PublishedTargets::PublishedTargets(base::Fs& fs, const Path& repository)
    : repository_(fs.open_folder(repository).value_or(nullptr)) {}

bool PublishedTargets::has(const PublishedFile& file) const {
  if (!repository_) return false;
  const auto stamp = repository_->stamp(trust::target_path(file.target, file.blob.hash.hex()));
  return stamp && !stamp->folder && stamp->size == file.blob.length;
}

RoleFiles Submission::by_role() const {
  RoleFiles all;
  for (const auto& role : roles) all.emplace(role.role, role);
  return all;
}

bool is_submission(base::Fs& fs, const Path& folder) {
  const auto names = fs.list(folder / "metadata");
  return names && std::any_of(names->begin(), names->end(), [](const std::string& name) {
           return parse_metadata_name(name).has_value();
         });
}

Result<void> write_submission(base::Fs& fs, const Path& folder, const Submission& submission) {
  TRY(make_room(fs, folder));
  Outbox outbox(fs, folder);
  for (const auto& file : submission.files) {
    const auto bytes = TRY(contents(fs, file));
    TRY(outbox.put(trust::target_path(file.target, file.blob.hash.hex()), bytes));
  }
  TRY(outbox.settle());
  for (const auto& [version, bytes] : submission.roots)
    TRY(outbox.put(trust::metadata_path("root", version), bytes));
  for (const auto& role : submission.roles)
    TRY(outbox.put(trust::metadata_path(role.role, role.version()), role.bytes()));
  return outbox.settle();
}

void drop_published(base::Fs& fs, const Path& repository, Submission& submission) {
  const PublishedTargets published(fs, repository);
  std::erase_if(submission.files, [&](const PublishedFile& file) { return published.has(file); });
}

Result<Submission> read_submission(base::Fs& fs, const Path& folder) {
  Submission submission;
  const auto names = TRY(fs.list(folder / "metadata"));
  std::set<std::string> seen;
  std::uint64_t length = 0;
  for (const auto& file : names) {
    const auto name = parse_metadata_name(file);
    const Path path = folder / "metadata" / file;
    if (!name || !fs.exists(path)) continue;
    auto bytes = TRY(fs.read(path, metadata_limit));
    length += bytes.size();
    if (length > all_metadata_limit)
      return fail(Code::too_large, fmt::format("the metadata of {} is longer than {} bytes",
                                               folder.string(), all_metadata_limit));
    if (name->role == "root") {
      submission.roots.emplace(name->version, std::move(bytes));
      continue;
    }
    auto role = parse_role_file(name->role, std::move(bytes));
    if (!role) return fail(role.error(), path.string());
    if (role->version() != name->version || !seen.insert(name->role).second)
      return fail(Code::invalid_input,
                  fmt::format("{} is not the one version of {} that should be here", path.string(),
                              name->role));
    submission.roles.push_back(std::move(*role));
  }
  std::stable_sort(submission.roles.begin(), submission.roles.end(),
                   [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  for (const auto& role : submission.roles) add_files(fs, folder, role, submission);
  return submission;
}

}  // namespace rohnamo::publish
