// A text file that is read to be changed in places: it is given back with the byte order mark and
// the line ends that it had.
#pragma once

#include <optional>
#include <string>

#include "content/publish/text_file.hpp"

namespace rohnamo::publish {

struct EditedFile {
  base::Path path;
  TextFile text;  // without byte order mark and DOS line ends
  bool marked = false;
  bool dos = false;
  bool mixed = false;  // line ends of both kinds

  // The bytes to write for a changed text. Nothing, and a fault, for a file with mixed line ends:
  // more than a translator's texts would change.
  [[nodiscard]] std::optional<std::string> bytes(const std::string& changed, Faults& faults) const;
};

// Faults as read_text().
std::optional<EditedFile> read_edited_file(base::Fs& fs, const base::Path& path, Faults& faults);

}  // namespace rohnamo::publish
