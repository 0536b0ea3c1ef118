#include "content/base/log.hpp"

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/temporary_folder.hpp"

using namespace rohnamo;

namespace {

// What is logged while `log` runs: stderr is a file of its own, which may be the journal.
template <class Log>
std::string logged(bool to_journal, const Log& log) {
  const tests::TemporaryFolder folder;
  const std::string path = folder.path() / "stderr";
  const auto before = spdlog::default_logger();
  const int own = ::dup(STDERR_FILENO);
  std::FILE* file = std::fopen(path.c_str(), "w");
  REQUIRE(file != nullptr);
  struct stat about {};
  ::fstat(::fileno(file), &about);
  const std::string stream = std::to_string(about.st_dev) + ":" + std::to_string(about.st_ino);
  ::setenv("JOURNAL_STREAM", to_journal ? stream.c_str() : "0:0", 1);
  ::dup2(::fileno(file), STDERR_FILENO);
  log();
  ::dup2(own, STDERR_FILENO);
  ::close(own);
  std::fclose(file);
  ::unsetenv("JOURNAL_STREAM");
  spdlog::set_default_logger(before);
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

void log_each_level() {
  spdlog::debug("one");
  spdlog::info("two");
  spdlog::warn("three");
  spdlog::error("four");
  spdlog::critical("five");
}

}  // namespace

TEST_CASE("The journal is recognised by its stream") {
  CHECK(base::is_journal("8:1234", 8, 1234));
  CHECK(!base::is_journal("8:1234", 8, 1235));
  CHECK(!base::is_journal("", 8, 1234));
}

TEST_CASE("The journal is told the levels of syslog") {
  CHECK(logged(true, [] {
          base::start_log("program", false);
          log_each_level();
        }) == "<6>two\n<4>three\n<3>four\n<2>five\n");
  CHECK(logged(true, [] {
          base::start_log("program", true);
          log_each_level();
        }).starts_with("<7>one\n<6>two\n"));
}

TEST_CASE("A person is told the time and the level") {
  const std::string text = logged(false, [] {
    base::start_log("program", false);
    spdlog::warn("three");
  });
  INFO(text);
  CHECK(std::regex_match(text, std::regex(R"(\d\d:\d\d:\d\d warning: three\n)")));
}

TEST_CASE("The log has the program's name") {
  std::string name;
  logged(false, [&] {
    base::start_log("rohnamo-test", false);
    name = spdlog::default_logger()->name();
  });
  CHECK(name == "rohnamo-test");
}
