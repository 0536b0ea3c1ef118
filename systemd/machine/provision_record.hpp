// That a machine was set up by a rohnamo.yaml, and whether another one may do so.
//
// /var/lib/rohnamo/machine/provisioned.json: format, when by the machine's clock, from where, the
// file's SHA-256, which keys it had. Nothing secret. Before the first file is written it is there
// as `provisioning.json`, which goes when the other has come. So a machine that loses its power on
// the way knows the file that it may go on with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/hash.hpp"
#include "content/base/time.hpp"

namespace rohnamo::machine {

struct ProvisionRecord {
  base::Time at;
  std::string medium;  // the folder
  base::Hash file;
  std::vector<std::string> keys;
};

constexpr std::int64_t provision_record_format = 1;
base::Result<ProvisionRecord> parse_provision_record(std::string_view bytes);
std::string serialize(const ProvisionRecord& record);

base::Path provisioned_path(const base::Path& root);
base::Path provisioning_path(const base::Path& root);

// Who can put a rohnamo.yaml there.
enum class Source {
  stick,  // any visitor
  boot,   // root, and whoever opens the case: they could change all else as well
  hand,   // root, who named the file
};

// What the machine says of it so far. A record that cannot be read is one.
struct Standing {
  bool provisioned = false;
  std::optional<base::Hash> by;  // that it was or is being set up by, where it can be read
  bool has_root_of_trust = false;
};
Standing read_standing(base::Fs& fs, const base::Path& root);

// Code::busy, with the reason: what is set up stays as it is. The rule:
//   provisioned           nothing and nobody, but by hand with --again
//   under way             by the same file from anywhere; by another one not from a stick
//   set up by hand (there is a root of trust)    not from a stick
//   new                   from anywhere
base::Result<void> may_provision(const Standing& standing, Source source, const base::Hash& file);

}  // namespace rohnamo::machine
