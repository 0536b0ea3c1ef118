#include "tests/content/publish/channel_world.hpp"
#include "tests/source_dir.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace rohnamo::tests {
namespace {

constexpr const char* channel_yaml = R"(format: 1
id: test
organisation: {en: Organisation, fa: سازمان}
name: {en: Mission, fa: نمایندگی}
default_language: en
timezone: Asia/Dushanbe
tint: "#0b5d8a"
languages:
  - {code: en, name: English}
  - {code: fa, name: فارسی, locale: fa-AF-u-ca-gregory}
topics:
  - {id: work, name: {en: Work, fa: کار}, tint: "#8a5a0b"}
help: mission
)";

constexpr const char* story_yaml = R"(format: 1
topic: work
date: 2018-09
order: 10
original: en
status: approved
picture: {file: picture.svg, focus: [0.5, 0.4]}
)";

std::string article(const std::string& title, const std::string& body) {
  return "---\ntitle: " + title +
         "\nsummary: In short\npicture: A square\ntranslation: reviewed\n---\n" + body + "\n";
}

constexpr const char* contact_yaml = R"(format: 1
order: 10
name: {en: Mission, fa: نمایندگی}
address_as_given: 22A Azizbekov Street
phones:
  - {number: "(+992 48) 701 0202", dial: "+992487010202"}
)";

constexpr const char* notice_yaml =
    "format: 1\nurgency: urgent\nshow_from: 2026-01-01\nshow_until: 2026-12-31\n";

constexpr const char* picture_svg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="200" height="300" fill="#c00"/></svg>)";

}  // namespace

ChannelWorld::ChannelWorld() {
  write("channel.yaml", channel_yaml);
  for (const std::string id : {"first", "second"}) {
    write("stories/" + id + "/story.yaml", story_yaml);
    write("stories/" + id + "/picture.svg", picture_svg);
    write("stories/" + id + "/en.md", article("Story " + id, "A body."));
    write("stories/" + id + "/fa.md", article("داستان", "متن."));
  }
  write("contacts/mission.yaml", contact_yaml);
  write("notices/closed/notice.yaml", notice_yaml);
  write("notices/closed/en.md", article("Closed on Friday", "Come on Monday."));
  write("notices/closed/fa.md", article("بسته", "دوشنبه بیایید."));
  write("offices/khujand/contacts/office.yaml", contact_yaml);
}

void ChannelWorld::write(const std::string& path, const std::string& text) {
  std::filesystem::create_directories((channel() / path).parent_path());
  std::ofstream(channel() / path, std::ios::binary) << text;
}

std::string ChannelWorld::read(const std::string& path) const {
  std::ostringstream text;
  text << std::ifstream(channel() / path, std::ios::binary).rdbuf();
  return text.str();
}

void ChannelWorld::replace(const std::string& path, const std::string& from,
                           const std::string& to) {
  std::string text = read(path);
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  write(path, text.replace(place, from.size(), to));
}

void ChannelWorld::remove(const std::string& path) {
  std::filesystem::remove_all(channel() / path);
}

base::Time ChannelWorld::now() {
  return *base::from_rfc3339("2026-06-01T00:00:00Z");
}

base::Path ChannelWorld::render_cache() {
  static const TemporaryFolder folder;
  return folder.path();
}

publish::Source ChannelWorld::read_source(publish::Faults& faults) {
  return publish::read_source(base::posix_fs(), channel(), tests::source_dir() / "content/strings",
                              now(), faults);
}

publish::Publication ChannelWorld::compile(publish::Faults& faults) {
  publish::Renderers renderers(base::posix_fs(), render_cache());
  return publish::compile(base::posix_fs(), read_source(faults), renderers, faults);
}

publish::Publication ChannelWorld::compile() {
  publish::Faults faults;
  auto publication = compile(faults);
  for (const auto& fault : faults.sorted()) INFO(to_string(fault));
  REQUIRE(faults.errors() == 0);
  return publication;
}

std::string ChannelWorld::faults() {
  publish::Faults faults;
  compile(faults);
  return in_words(faults);
}

std::string ChannelWorld::in_words(const publish::Faults& faults) const {
  const std::string prefix = channel().string() + "/";
  std::string all;
  for (auto fault : faults.sorted()) {
    if (fault.place.file.starts_with(prefix)) fault.place.file.erase(0, prefix.size());
    all += to_string(fault);
  }
  return all;
}

}  // namespace rohnamo::tests
