// A channel's own strings/<language>.yaml over the program's.
#include "content/publish/interface_strings.hpp"

#include "tests/fakes/memory_fs.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

constexpr std::string_view english = R"(format: 1
language: en
strings:
  back: Back
  position: "{n} of {total}"
  fresh_days: "{n, plural, one {# day} other {# days}}"
)";

void write(base::Fs& fs, const base::Path& path, std::string_view bytes) {
  fuzz::require(fs.make_directories(path.parent_path()) && base::write_whole(fs, path, bytes),
                "a file can be written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fakes::MemoryFs fs;
  write(fs, "/shipped/en.yaml", english);
  write(fs, "/channel/en.yaml", fuzz::as_text(data, size));
  model::Channel channel;
  channel.languages.push_back({"en", "English", "en", model::Direction::left_to_right, {}});
  publish::Faults faults;
  const auto all = publish::read_interface_strings(fs, channel, "/shipped", "/channel", faults);
  const auto found = all.find("en");
  fuzz::require(found != all.end() && found->second.patterns.contains("position"),
                "what the program has is never lost");
  return 0;
}
