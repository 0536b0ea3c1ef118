// rohnamo-bench: what the programs cost, as a table with ratios. Run it from a release build, on a
// machine with nothing else to do.
#include <fmt/format.h>

#include <array>
#include <boost/program_options.hpp>
#include <cstdlib>
#include <iostream>
#include <set>
#include <thread>

#include "tests/bench/sections.hpp"
#include "tests/temporary_folder.hpp"

namespace {

using namespace rohnamo;
using bench::Setting;
namespace options = boost::program_options;

struct Section {
  const char* name;
  base::Result<void> (*measure)(const Setting&, bench::Table&);
};

constexpr std::array<Section, 11> sections{{{"start", bench::measure_start},
                                            {"cold", bench::measure_cold_start},
                                            {"rest", bench::measure_rest},
                                            {"touch", bench::measure_touch},
                                            {"frames", bench::measure_frames},
                                            {"screen", bench::measure_screen},
                                            {"fade", bench::measure_fade},
                                            {"edition", bench::measure_edition},
                                            {"check", bench::measure_check},
                                            {"publish", bench::measure_publish},
                                            {"sync", bench::measure_sync}}};

options::options_description describe() {
  options::options_description all(
      "rohnamo-bench [options]\nIts files go to the folder TMPDIR (default: /tmp)");
  auto add = all.add_options();
  add("quick", "tiny sets: whether it runs, not how fast");
  add("full", "sync 999 MB in 2,000 files; takes 8 GB of the disk");
  add("runs", options::value<std::size_t>(), "starts of each program (default 15)");
  add("only", options::value<std::vector<std::string>>(),
      "one section: start, cold, rest, touch, frames, screen, fade, edition, check, publish or "
      "sync; "
      "may be given again");
  add("build", options::value<std::string>(),
      "the build folder whose programs are measured (default: this program's)");
  add("help", "this text");
  return all;
}

Setting quick(Setting setting) {
  setting.starts = 1;
  setting.frames = 2;
  setting.turns = 1;
  setting.few_stories = 2;
  setting.some_stories = 20;
  setting.many_stories = 40;
  setting.edition_loads = 3;
  setting.checks = 1;
  setting.downloads = 1;
  setting.files = 20;
  setting.file_bytes = 2'000'000;
  setting.small_files = 50;
  setting.changed_files = 3;
  setting.rest = std::chrono::seconds(1);
  setting.still = std::chrono::seconds(1);
  setting.minute = std::chrono::seconds(2);
  return setting;
}

Setting read(const options::variables_map& given, const base::Path& scratch) {
  const base::Path build =
      given.contains("build")
          ? base::Path(given["build"].as<std::string>())
          : std::filesystem::canonical("/proc/self/exe").parent_path().parent_path();
  Setting setting;
  if (given.contains("quick")) setting = quick(setting);
  if (given.contains("runs")) setting.starts = given["runs"].as<std::size_t>();
  if (given.contains("full")) {
    setting.files = 2'000;
    setting.file_bytes = 999'000'000;
  }
  setting.bin = build / "bin";
  setting.fonts = build / "fonts";
  setting.builtin = build / "channel";
  setting.scratch = scratch;
  return setting;
}

std::set<std::string> wanted(const options::variables_map& given) {
  std::set<std::string> names;
  for (const Section& section : sections) names.insert(section.name);
  if (!given.contains("only")) return names;
  const auto& only = given["only"].as<std::vector<std::string>>();
  for (const std::string& name : only)
    if (!names.contains(name)) throw options::error("there is no section " + name);
  return {only.begin(), only.end()};
}

void print_head(const base::Path& scratch) {
#ifdef __SANITIZE_ADDRESS__
  constexpr std::string_view built = "built with sanitizers, so the figures mean nothing; ";
#else
  constexpr std::string_view built;
#endif
  fmt::print("rohnamo-bench {}: {}{} processors, files in {}\n", ROHNAMO_VERSION, built,
             std::thread::hardware_concurrency(), scratch.parent_path().string());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    options::variables_map given;
    options::store(options::parse_command_line(argc, argv, describe()), given);
    if (given.contains("help")) {
      std::cout << describe();
      return EXIT_SUCCESS;
    }
    const auto names = wanted(given);
    const tests::TemporaryFolder scratch;
    const Setting setting = read(given, scratch.path());
    print_head(scratch.path());
    bench::Table table(stdout);
    for (const Section& section : sections) {
      if (!names.contains(section.name)) continue;
      const auto measured = section.measure(setting, table);
      if (!measured) table.not_measured("the rest of this section", measured.error());
    }
  } catch (const options::error& error) {
    std::cerr << error.what() << "\n" << describe();
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
