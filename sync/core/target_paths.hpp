// Where each blob of an edition lies on the server. For tens of thousands of blobs: the names of
// all lie in one string.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "content/base/hash.hpp"

namespace rohnamo::core {

class TargetPaths {
 public:
  // Of several targets with the same bytes the first counts.
  void add(const base::Hash& hash, std::string_view target);
  void add(const TargetPaths& others);

  // As FetchRequest wants it ("targets/mission/<sha256>.name"), for a hash that was added.
  [[nodiscard]] std::string path(const base::Hash& hash) const;

 private:
  struct Name {
    std::size_t begin = 0;  // in names_
    std::size_t size = 0;   // bytes
  };
  [[nodiscard]] std::string_view target(const Name& name) const;
  std::string names_;
  std::unordered_map<base::Hash, Name> places_;
};

}  // namespace rohnamo::core
