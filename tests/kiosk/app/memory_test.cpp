#include "kiosk/app/memory.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "kiosk/render/surface.hpp"

namespace rohnamo::app {
namespace {

// Kilobytes, by a label of /proc/self/status.
long resident(const std::string& label) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(label)) return std::stol(line.substr(label.size()));
  return -1;
}

TEST_CASE("code that ran once does not stay in memory, and runs again") {
  const long before = resident("RssFile:");
  REQUIRE(before > 2'000);
  let_go_of_idle_memory();
  const long after = resident("RssFile:");
  CHECK(after < before / 2);
  CHECK(std::to_string(std::stod("12.5")).starts_with("12.5"));
}

TEST_CASE("a page in memory costs what was painted of it, and nothing once it is freed") {
  const long before = resident("RssAnon:");
  {
    const auto page = render::make_surface(4'000, 4'000);  // 64 MB
    CHECK(resident("RssAnon:") - before < 8'000);
  }
  CHECK(resident("RssAnon:") - before < 8'000);
}

TEST_CASE("of the data of all languages no more is read than is needed") {
  settle_memory();
  std::ifstream maps("/proc/self/smaps");
  std::string line, mapping;
  bool great = false;
  int read_by_the_page = 0;
  while (std::getline(maps, line)) {
    if (line.find("libicudata") != std::string::npos) mapping = line;
    if (line.starts_with("Size:")) great = !mapping.empty() && std::stol(line.substr(5)) > 8'192;
    if (!line.starts_with("VmFlags:")) continue;
    if (great && line.find(" rr") != std::string::npos) ++read_by_the_page;
    mapping.clear();
  }
  CHECK(read_by_the_page == 1);
}

}  // namespace
}  // namespace rohnamo::app
