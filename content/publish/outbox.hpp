// Writes the files of a repository: each under another name first; when all are durable, each is
// renamed to its own.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

class Outbox {
 public:
  Outbox(base::Fs& fs, base::Path root) : fs_(fs), root_(std::move(root)) {}

  [[nodiscard]] bool has(const std::string& path, std::uint64_t length);  // relative to the root
  // To be seen from the next settle() on.
  base::Result<void> put(const std::string& path, std::string_view bytes);
  // The same and, before it, its .gz: a server that prefers that never sends an older one.
  base::Result<void> put_with_gzip(const std::string& path, std::string_view bytes);
  // metadata/timestamp.json, whose length hardly changes: a web server must not take it, nor its
  // .gz, for the one before.
  base::Result<void> put_timestamp(std::string_view bytes);

  // Gives all that was put its name, in the order in which it was put. Durable when it returns.
  base::Result<void> settle();

 private:
  enum class Replace { at_any_time, a_second_later };
  struct Pending {
    base::Path temporary, place;
    Replace how;
  };
  base::Result<void> put(const std::string& path, std::string_view bytes, Replace how);
  base::Fs& fs_;
  base::Path root_;
  std::vector<Pending> pending_;
  std::set<base::Path> folders_;  // that are known to be there
};

}  // namespace rohnamo::publish
