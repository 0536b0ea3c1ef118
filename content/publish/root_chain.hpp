// The roots of trust of a publication from the first that is held, each vouched for by the one
// before it (TUF specification, 5.3).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/trust/envelope.hpp"

namespace rohnamo::publish {

constexpr std::uint64_t root_limit = 512'000;  // bytes: what clients read

std::string root_name(std::int64_t version);  // "3.root.json"

class RootChain {
 public:
  struct Link {
    std::string file;  // as it is
    trust::Root root;
  };

  // The first is taken at its own word; each further one must be signed as it says itself and as
  // the one before says, and have the next version. Code::untrusted.
  base::Result<void> append(std::string file);
  // Whether `file` may come next, without taking it.
  [[nodiscard]] base::Result<void> check_next(std::string_view file) const;

  // Appends what follows in a folder of N.root.json files; nothing there is well.
  base::Result<void> follow(base::Fs& fs, const base::Path& folder);

  [[nodiscard]] bool empty() const { return links_.empty(); }
  [[nodiscard]] const trust::Root& newest() const { return links_.rbegin()->second.root; }
  [[nodiscard]] const std::map<std::int64_t, Link>& links() const { return links_; }

 private:
  std::map<std::int64_t, Link> links_;  // by version
};

// All N.root.json of a folder; empty where there is none. A gap is Code::not_found.
base::Result<RootChain> read_root_chain(base::Fs& fs, const base::Path& folder);

}  // namespace rohnamo::publish
