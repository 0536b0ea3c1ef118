// A signed publication of any size, with files that cannot be compressed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::bench {

struct Publication {
  base::Path site;                 // what a server serves
  base::Path root;                 // root.json, for those who trust it
  std::vector<std::string> paths;  // of the target files, from the site
  std::uint64_t bytes = 0;         // of all target files
};

// `files` pictures of random bytes, about `bytes` all together, from half to one and a half times
// the mean; and the catalog that a publication must have. Valid for a year from now.
class PublicationMaker {
 public:
  static base::Result<PublicationMaker> make(const base::Path& folder, std::size_t files,
                                             std::uint64_t bytes);
  PublicationMaker(PublicationMaker&&) noexcept;
  ~PublicationMaker();

  [[nodiscard]] const Publication& publication() const;
  // Gives so many of the pictures, spread over all, other bytes and publishes that. Returns the
  // bytes of the new files.
  base::Result<std::uint64_t> change(std::size_t files);

 private:
  class Publisher;
  explicit PublicationMaker(std::unique_ptr<Publisher> publisher);
  std::unique_ptr<Publisher> publisher_;
};

}  // namespace rohnamo::bench
