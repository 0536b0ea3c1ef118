// What a repository is to get: signed roles and the targets that they name. In memory, or as a
// folder that goes from one signer to the next and then to the machine that publishes it.
//
//   metadata/N.root.json, N.targets.json, N.mission.json, N.mission-<bin>.json, N.offices%2F….json
//   targets/<path, with "<sha256>." before its last component>
//
// A mission's submission has its roots, targets and mission roles even where they are published
// already, so that a signer can see by it who must sign what. An office's has its own role alone.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "content/publish/publication.hpp"
#include "content/publish/role_file.hpp"

namespace rohnamo::publish {

struct Submission {
  std::map<std::int64_t, std::string> roots;  // by version
  std::vector<RoleFile> roles;                // first what is pointed to, then what points
  std::vector<PublishedFile> files;           // targets; their contents are not read before needed

  [[nodiscard]] RoleFiles by_role() const;
};

// Whether the folder is one: metadata is written last, so a half one is none.
bool is_submission(base::Fs& fs, const base::Path& folder);

// The folder is made, or is an older submission, which is replaced. Code::invalid_input: it holds
// other files.
base::Result<void> write_submission(base::Fs& fs, const base::Path& folder,
                                    const Submission& submission);

// What a repository has, as it is when it is asked. Any thread.
class PublishedTargets {
 public:
  PublishedTargets(base::Fs& fs, const base::Path& repository);
  // With its length.
  [[nodiscard]] bool has(const PublishedFile& file) const;

 private:
  std::shared_ptr<const base::Folder> repository_;  // none: there is nothing yet
};

// Leaves out the targets that a repository has already.
void drop_published(base::Fs& fs, const base::Path& repository, Submission& submission);

// Parsed, not verified; of the targets, those that lie in the folder. What is no plain file there
// is as if it were missing. Code::too_large, Code::invalid_input.
base::Result<Submission> read_submission(base::Fs& fs, const base::Path& folder);

}  // namespace rohnamo::publish
