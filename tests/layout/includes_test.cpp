// Who may include whom, read off the #include lines.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "tests/source_dir.hpp"

namespace fs = std::filesystem;

namespace {

const fs::path root = rohnamo::tests::source_dir();

// Folder -> the folders of ours that it may include, besides itself.
const std::map<std::string, std::set<std::string>> allowed{
    {"content/base", {}},
    {"content/model", {"content/base"}},
    {"content/exchange", {"content/base", "content/model"}},
    {"content/trust", {"content/base"}},
    {"content/cache", {"content/base", "content/model"}},
    {"content/feed", {"content/base"}},
    {"content/publish",
     {"content/base", "content/model", "content/exchange", "content/trust", "content/cache",
      "content/feed"}},
    {"sync/core", {"content/base", "content/model", "content/trust", "content/cache"}},
    {"sync/net", {"content/base", "sync/core"}},
    {"sync/app",
     {"content/base", "content/model", "content/trust", "content/cache", "content/exchange",
      "sync/core", "sync/net"}},
    {"kiosk/deck", {"content/base", "content/model"}},
    {"kiosk/text", {"content/base", "content/model"}},
    {"kiosk/scene", {"content/base", "content/model", "kiosk/text", "kiosk/deck"}},
    {"kiosk/render", {"content/base", "content/model", "kiosk/scene", "kiosk/text"}},
    {"kiosk/loader",
     {"content/base", "content/model", "content/cache", "kiosk/scene", "kiosk/render"}},
    {"kiosk/sound", {"content/base", "content/model"}},
    {"kiosk/app",
     {"content/base", "content/model", "content/cache", "content/exchange", "kiosk/deck",
      "kiosk/text", "kiosk/scene", "kiosk/render", "kiosk/loader", "kiosk/sound"}},
    {"systemd/machine",
     {"content/base", "content/model", "content/exchange", "content/trust", "content/cache",
      "sync/core", "sync/net"}},
};

struct Include {
  fs::path file;
  std::string folder;  // of the file, from the root
  std::string name;    // between the quotes or the angles
};

std::vector<Include> includes() {
  static const std::regex line_pattern(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<Include> found;
  for (const char* top : {"content", "sync", "kiosk", "systemd"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      std::ifstream file(entry.path());
      const std::string folder = fs::relative(entry.path().parent_path(), root).string();
      for (std::string line; std::getline(file, line);)
        if (std::smatch match; std::regex_search(line, match, line_pattern))
          found.push_back({entry.path(), folder, match[1]});
    }
  }
  return found;
}

bool is_ours(const std::string& name) {
  return name.starts_with("content/") || name.starts_with("sync/") || name.starts_with("kiosk/") ||
         name.starts_with("systemd/machine/");
}

bool is_any_of(const std::string& folder, std::initializer_list<const char*> list) {
  return std::find(list.begin(), list.end(), folder) != list.end();
}

}  // namespace

TEST_CASE("every folder includes only what architecture allows it") {
  const auto all = includes();
  REQUIRE(all.size() > 100);
  for (const Include& include : all) {
    INFO(include.file << " includes " << include.name);
    const auto rule = allowed.find(include.folder);
    REQUIRE(rule != allowed.end());
    if (!is_ours(include.name)) continue;
    const std::string target = fs::path(include.name).parent_path().string();
    CHECK((target == include.folder || rule->second.contains(target)));
  }
}

TEST_CASE("libraries stay in the folders that exist for them") {
  static const std::regex sdl("^SDL");
  static const std::regex networking("^boost/(asio|beast)");
  for (const Include& include : includes()) {
    INFO(include.file << " includes " << include.name);
    if (std::regex_search(include.name, sdl))
      CHECK(
          is_any_of(include.folder, {"kiosk/render", "kiosk/loader", "kiosk/sound", "kiosk/app"}));
    if (include.name == "SDL_mixer.h") CHECK(include.folder == "kiosk/sound");
    if (std::regex_search(include.name, networking))
      CHECK(is_any_of(include.folder, {"sync/core", "sync/net", "sync/app"}));
    for (const char* sound : {"sndfile.h", "ebur128.h", "opusenc.h"})
      if (include.name == sound) CHECK(include.folder == "content/publish");
    if (include.name.starts_with("libxml/")) CHECK(include.folder == "content/feed");
    if (include.name.starts_with("vips")) CHECK(include.folder == "content/publish");
    if (include.folder.starts_with("kiosk/")) {
      CHECK(include.name != "content/cache/store.hpp");
      CHECK_FALSE(include.name.starts_with("openssl/"));
    }
  }
}
