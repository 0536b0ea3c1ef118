// An editor's channel.yaml, contact card, story.yaml or notice.yaml: each read as all of them.
#include "content/publish/channel_reader.hpp"
#include "content/publish/item_reader.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

constexpr const char* channel = R"(format: 1
id: fuzz
organisation: {en: Organisation}
name: {en: Mission}
default_language: en
timezone: Asia/Dushanbe
tint: "#0b5d8a"
languages: [{code: en, name: English}]
topics: [{id: work, name: {en: Work}}]
)";

const publish::ChannelFile& known_channel() {
  static publish::Faults faults;
  static const publish::TextFile file{"channel.yaml", channel};
  static const auto known = publish::read_channel_file(file, faults);
  return *known;
}

void write(base::Fs& fs, const base::Path& path, std::string_view bytes) {
  fuzz::require(fs.make_directories(path.parent_path()) && base::write_whole(fs, path, bytes),
                "a file can be written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  fakes::MemoryFs fs;
  publish::Faults faults;
  write(fs, "/c/channel.yaml", bytes);
  const auto text = publish::read_text(fs, "/c/channel.yaml", faults);
  if (!text) return 0;
  (void)publish::read_channel_file(*text, faults);
  write(fs, "/c/contacts/a.yaml", bytes);
  write(fs, "/c/stories/a/story.yaml", bytes);
  write(fs, "/c/notices/a/notice.yaml", bytes);
  publish::ItemReader reader(fs, known_channel(), base::Time(), faults);
  (void)reader.read("/c", false);
  for (const auto& fault : faults.sorted())
    fuzz::require(!fault.what.empty() && !fault.advice.empty(), "a fault says what to do");
  return 0;
}
