#include "content/publish/publication_files.hpp"

#include <fmt/format.h>

#include "content/publish/prune.hpp"
#include "content/publish/role_file.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

enum Step { targets, roles, snapshots, roots, packed_timestamp, timestamp, count };

Result<void> add_targets(base::Fs& fs, const Path& repository, const std::string& folder,
                         std::vector<std::string>& paths) {
  for (const auto& name : TRY(fs.list(repository / folder))) {
    const std::string path = fmt::format("{}/{}", folder, name);
    if (!fs.exists(repository / path))
      TRY(add_targets(fs, repository, path, paths));
    else if (is_target(name))
      paths.push_back(path);
  }
  return {};
}

Result<void> add_metadata(base::Fs& fs, const Path& repository, FileSteps& steps) {
  for (const auto& file : TRY(fs.list(repository / "metadata"))) {
    std::string_view plain = file;
    if (plain.ends_with(".gz")) plain.remove_suffix(3);
    const auto name = parse_metadata_name(plain);
    if (!name) continue;
    const Step step = name->role == "snapshot" ? snapshots : name->role == "root" ? roots : roles;
    steps[step].push_back("metadata/" + file);
  }
  return {};
}

}  // namespace

Result<FileSteps> file_steps(base::Fs& fs, const Path& repository) {
  const std::string last = trust::metadata_path("timestamp", 0);
  if (!fs.exists(repository / last))
    return base::fail(base::Code::not_found,
                      fmt::format("{} is no publication: it has no {}", repository.string(), last));
  FileSteps steps(count);
  TRY(add_targets(fs, repository, "targets", steps[targets]));
  TRY(add_metadata(fs, repository, steps));
  if (fs.exists(repository / (last + ".gz"))) steps[packed_timestamp] = {last + ".gz"};
  steps[timestamp] = {last};
  return steps;
}

}  // namespace rohnamo::publish
