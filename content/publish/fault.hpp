// What is wrong in an editor's folder, where, and what to do about it. Reading never stops at the
// first fault: an editor wants to hear of all of them at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rohnamo::publish {

// A place in a file, as text editors count: lines and characters from 1; 0 for the file as a whole.
struct Place {
  std::string file;  // as a person would find it: the folder as given, then the path inside it
  int line = 0;
  int column = 0;
  bool operator==(const Place&) const = default;
};

enum class Severity { error, warning };

struct Fault {
  Severity severity = Severity::error;
  Place place;
  std::string what;
  std::string advice;
  bool in_table = false;  // the table of translations tells of it too (overview.hpp)
};

class Faults {
 public:
  // An error keeps the channel from being published.
  void error(Place place, std::string what, std::string advice);
  // A warning is said and published all the same.
  void warning(Place place, std::string what, std::string advice);
  // A warning of what the table of translations shows.
  void untranslated(Place place, std::string what, std::string advice);

  // All of the others', after these.
  void add(Faults others);

  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] std::size_t warnings() const { return faults_.size() - errors_; }
  // Errors first, then warnings; each by file, line and column.
  [[nodiscard]] std::vector<Fault> sorted() const;

 private:
  std::vector<Fault> faults_;
  std::size_t errors_ = 0;
};

// "stories/a/en.md:3:8: error: the title is missing\n    Add a line …\n"
std::string to_string(const Fault& fault);

// "1 error, 2 warnings"
std::string summary(const Faults& faults);

}  // namespace rohnamo::publish
