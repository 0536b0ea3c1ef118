// What was left out of somebody else's text, counted by what it was: "2 scripts, 1 table".
#pragma once

#include <map>
#include <string>

namespace rohnamo::feed {

class Dropped {
 public:
  void add(const std::string& what, int count = 1) { counts_[what] += count; }
  void add(const Dropped& others);
  [[nodiscard]] bool empty() const { return counts_.empty(); }
  // By the noun for one of them.
  [[nodiscard]] const std::map<std::string, int>& counts() const { return counts_; }

 private:
  std::map<std::string, int> counts_;
};

// "1 iframe, 2 scripts"; "" for nothing.
std::string to_string(const Dropped& dropped);

}  // namespace rohnamo::feed
