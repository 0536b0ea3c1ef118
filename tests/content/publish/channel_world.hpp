// A small channel on the disk, good as it is made; a test spoils or edits it.
#pragma once

#include <string>

#include "content/publish/publication.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::tests {

class ChannelWorld {
 public:
  ChannelWorld();

  [[nodiscard]] base::Path root() const { return folder_.path(); }
  [[nodiscard]] base::Path channel() const { return folder_.path() / "channel"; }
  // Paths are relative to the channel.
  void write(const std::string& path, const std::string& text);
  [[nodiscard]] std::string read(const std::string& path) const;
  void replace(const std::string& path, const std::string& from, const std::string& to);
  void remove(const std::string& path);

  publish::Source read_source(publish::Faults& faults);
  publish::Publication compile(publish::Faults& faults);
  publish::Publication compile();  // the channel must be good

  // All faults, one after another, places without the channel's folder.
  std::string faults();
  [[nodiscard]] std::string in_words(const publish::Faults& faults) const;  // the same

  static base::Time now();  // 2026-06-01
  // Of all worlds of a test program: to draw the same picture anew for each would be most of its
  // time.
  static base::Path render_cache();

 private:
  TemporaryFolder folder_;
};

}  // namespace rohnamo::tests
